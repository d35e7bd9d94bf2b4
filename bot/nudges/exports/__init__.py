"""Messages about a list with names that leaves Lamplight."""
