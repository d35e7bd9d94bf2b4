"""A program's people by name, and what its managers do for them."""
