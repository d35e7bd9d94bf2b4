"""What is asked in waves, and what they came to."""
