"""When somebody may be written to: pauses, quiet hours, nights, and "not now"."""
