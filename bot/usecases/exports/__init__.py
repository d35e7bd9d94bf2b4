"""Numbers and lists with names, taken out of Lamplight as files."""
