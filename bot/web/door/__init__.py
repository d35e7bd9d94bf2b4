"""In and out of the dashboard."""
