"""One box that finds people and places, and lists saved under a name."""
