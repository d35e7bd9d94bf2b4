"""One program: at a glance, what its measures count, and what it sends."""
