"""Region > district > constituency > precinct, KATO codes."""
