"""Frozen numbers, and the counts they are made of."""
