"""How fast the dashboard's pages are, and what they cost those who click in Slack meanwhile."""
