"""Numbers frozen once a week, and read as they were frozen."""
