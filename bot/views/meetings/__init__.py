"""Meetings: a time that suits everybody, and "did you meet?"."""
