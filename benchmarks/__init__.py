"""Measurements: ratios of what Sailau does to what the machine can do at its barest, side by side in one run."""
