"""Measures, one file each, found by scan: what each counts, over whom, from when, and how it is disclosed."""
