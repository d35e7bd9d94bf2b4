"""The Slack edge that is not a listener."""
