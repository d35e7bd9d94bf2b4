"""The way to the dashboard, in Slack."""
