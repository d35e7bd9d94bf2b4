"""What the dashboard looks like."""
