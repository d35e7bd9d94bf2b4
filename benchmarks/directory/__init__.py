"""The staff directory taken in: how long it takes, and how long clicks wait meanwhile."""
