"""Signing in to the dashboard from Slack, and who asks for a page."""
