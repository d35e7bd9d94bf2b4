"""Reviews that were held, and what they decided."""
