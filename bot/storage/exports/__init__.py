"""Lists with names that were asked for: who did, why, who agreed, and when they were fetched."""
