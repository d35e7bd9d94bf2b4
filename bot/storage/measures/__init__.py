"""What HR worked out and managers typed."""
