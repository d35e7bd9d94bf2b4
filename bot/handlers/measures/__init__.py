"""Listeners of targets and results."""
