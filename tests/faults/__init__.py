"""Faults that are caused for real, against real processes: what was confirmed is there, what was not leaves nothing."""
