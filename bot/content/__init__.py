"""The words and rules that are data: YAML by language, and the loaders that check it."""
