"""The review of a program: what it looks at, what was decided, and the same as a PDF."""
