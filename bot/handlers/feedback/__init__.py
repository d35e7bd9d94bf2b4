"""Waves of feedback: their questions, and what they came to."""
