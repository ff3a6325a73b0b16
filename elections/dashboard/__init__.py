"""The first page: where the campaign stands."""
