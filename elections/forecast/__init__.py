"""Assessments of the contests, the chance of a win in each, and how many will be won."""
