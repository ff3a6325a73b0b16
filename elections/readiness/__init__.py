"""How ready each constituency is, in points of a hundred, and what is missing."""
