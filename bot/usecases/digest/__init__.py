"""The Monday lists of managers: planned each week, and each line settled from the message."""
