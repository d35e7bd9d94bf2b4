"""One file per migration, named after its number; ten of them that are full have a folder of their own."""
