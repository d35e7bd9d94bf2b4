"""What an operator does by hand: a check-up, migrations, imports, keys."""
