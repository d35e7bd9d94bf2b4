"""Circles of equals: what seatings are worth, and the search for a good one."""
