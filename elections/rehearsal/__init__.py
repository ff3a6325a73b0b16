"""Rehearsal: a night replayed against a copy of everything, marked on every page, wiped after."""
