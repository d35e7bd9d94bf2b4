"""Messages about waves of feedback."""
