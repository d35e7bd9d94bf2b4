"""Rosters: a person's shifts, told, looked through, corrected and read anew."""
