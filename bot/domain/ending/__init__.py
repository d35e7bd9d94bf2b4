"""A good end: thanks, certificates, hours as a PDF, and who would mentor the next time."""
