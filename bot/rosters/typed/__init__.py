"""Rosters as people type or paste them: pieces cut, and every one of them used or named."""
