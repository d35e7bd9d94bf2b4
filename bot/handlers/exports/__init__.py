"""Listeners of numbers and lists that are taken out as files."""
