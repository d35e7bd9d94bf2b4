"""Numbers and lists as files, and the pages and messages around them."""
