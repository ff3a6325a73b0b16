"""What must be done by when, by whom, and the proof that it was."""
