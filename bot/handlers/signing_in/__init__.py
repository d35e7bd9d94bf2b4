"""The dashboard opened from Slack."""
