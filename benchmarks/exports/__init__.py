"""Files of numbers: how long they take to make."""
