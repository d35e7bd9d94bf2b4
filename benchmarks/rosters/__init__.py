"""Rosters read: how long it takes, and how long others wait for links without an end."""
