"""Measures of success: what a program aims at, and what it came to."""
