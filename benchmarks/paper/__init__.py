"""Papers: how long the press takes."""
