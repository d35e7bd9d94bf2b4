"""A program's mentorships by name, and what its managers do for each."""
