"""The rules: frozen dataclasses and pure functions that import nothing but the standard library."""
