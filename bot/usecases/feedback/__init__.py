"""Opening waves, taking answers, and freezing what they come to."""
