"""Mentorships: introduced, paused, kept apart, asked about silence, and ended."""
