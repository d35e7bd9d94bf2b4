"""Numbers taken out as files, and lists with names asked for."""
