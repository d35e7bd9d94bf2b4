"""All programs of one reader at a glance."""
