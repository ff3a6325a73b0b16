"""One way in, and one way out, for every register."""
