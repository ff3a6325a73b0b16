"""Persons: IIN, names, contacts."""
