"""Protocols, the count, winners, the target."""
