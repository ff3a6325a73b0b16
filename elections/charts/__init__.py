"""Numbers in, drawings out."""
