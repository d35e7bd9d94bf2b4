"""Joining a program: the form, the charter, the briefing, and leaving again."""
