"""Programs that look at the repository itself; no part of what is shipped."""
