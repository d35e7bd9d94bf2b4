"""The Home tab and the two commands: where somebody stands, and what is next."""
