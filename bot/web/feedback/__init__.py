"""What people said in the waves of a program, and what to change because of it."""
