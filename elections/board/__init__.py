"""The board: the night on a wall, for who is logged in and, by a link, for a hall."""
