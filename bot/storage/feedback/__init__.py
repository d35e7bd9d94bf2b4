"""Feedback in waves: who is asked, and answers that only the key of their program opens."""
