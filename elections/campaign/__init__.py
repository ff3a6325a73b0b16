"""The election, its calendar, its contests, the parties, the target's rule."""
