"""The first nine."""
