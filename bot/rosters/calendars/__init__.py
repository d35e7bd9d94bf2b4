"""Calendars as software writes them, to entries in time: zones, series and doubts resolved."""
