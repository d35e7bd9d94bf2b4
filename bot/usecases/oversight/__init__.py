"""Who reads a program's totals beside its managers: roles, and the looks of those who have them."""
