"""A program as its managers set it up."""
