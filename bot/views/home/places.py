"""A mentor's places, in words."""

from dataclasses import dataclass

from bot.domain.care.load import NoNewMentee
from bot.views.care.load import rest_in_words


@dataclass(frozen=True, slots=True)
class Places:
    """How many mentees the reader takes, over all programs, and how many they have; `rest` from new ones."""

    offered: int
    taken: int
    rest: NoNewMentee | None = None


def places_in_words(places: Places) -> str:
    if places.rest:
        rest = rest_in_words(places.rest.until)
        return f"{_places(places)} As you asked, {rest}"
    return _places(places)


def _places(places: Places) -> str:
    if places.offered == 1:
        return f"You have a place for one mentee, and it's {'taken' if places.taken else 'free'}."
    if places.taken >= places.offered:
        return f"You have places for {places.offered} mentees, and all of them are taken."
    taken = {0: "none of them is", 1: "one of them is"}.get(places.taken, f"{places.taken} of them are")
    return f"You have places for {places.offered} mentees, and {taken} taken."
