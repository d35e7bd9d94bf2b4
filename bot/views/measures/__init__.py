"""Targets and results: the page, what a measure counts, and what HR worked out."""
