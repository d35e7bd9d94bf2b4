"""Programs: what managers are told about all of them."""
