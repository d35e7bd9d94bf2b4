"""Whether people meet."""
