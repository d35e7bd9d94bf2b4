"""Feedback in waves: which questions, of whom, when; answers nobody can read; and what they come to."""
