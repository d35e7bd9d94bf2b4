"""The review of a program, opened, held and taken along."""
