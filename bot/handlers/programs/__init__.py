"""Programs: planned from a template, moved through their states, shared, and followed by a cohort."""
