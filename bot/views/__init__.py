"""Block Kit builders: data in, message or view out."""
