"""What the invented people do that nothing asks them for."""
