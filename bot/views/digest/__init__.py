"""What a manager reads on a Monday, over all of their programs."""
