"""Listeners of waves: their questions, and what they came to."""
