"""A mentor's places, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """How many mentees the reader takes, over all programs, and how many they have."""

    offered: int
    taken: int


def places_in_words(places: Places) -> str:
    if places.offered == 1:
        return f"You have a place for one mentee, and it's {'taken' if places.taken else 'free'}."
    if places.taken >= places.offered:
        return f"You have places for {places.offered} mentees, and all of them are taken."
    taken = {0: "none of them is", 1: "one of them is"}.get(places.taken, f"{places.taken} of them are")
    return f"You have places for {places.offered} mentees, and {taken} taken."
