"""What people are asked in waves, and what the answers come to."""
