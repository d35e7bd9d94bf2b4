"""The match review: side by side, changed with links and buttons, approved after a question."""
