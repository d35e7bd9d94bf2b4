"""From the tenth to the nineteenth."""
