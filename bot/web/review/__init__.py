"""The review of a program, and its history."""
