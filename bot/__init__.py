"""Lamplight: mentoring programs in hospitals, run from Slack."""
