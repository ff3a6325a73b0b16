"""Backups: made while people work, encrypted, tried, and brought back."""
