"""The demo campaign: real territory, invented people and votes; every page of a demo says so."""
