"""Delivery: what waits to be sent, and what could not be delivered."""
