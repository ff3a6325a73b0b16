"""Programmes and pledges."""
