"""Signing in to the dashboard: links that work once, sessions, and what somebody is to the programs."""
