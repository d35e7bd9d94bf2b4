"""Questions to Slack that only a check-up asks."""
