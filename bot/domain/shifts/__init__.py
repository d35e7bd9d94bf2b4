"""Shifts: what a pattern, a roster, its codes and nights that somebody spoke of say about a day."""
