"""What somebody has looked at of a proposal, short enough for a form, so that changes can be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.mentorships.mentorships import Mentorship

ID, PEOPLE = 8, 4


@dataclass(frozen=True, slots=True)
class Seen:
    """By a mark of each match: one of who was in it."""

    marks: Mapping[str, str]

    @classmethod
    def of(cls, proposed: Iterable[Mentorship]) -> "Seen":
        return cls({_of_id(one): _of_people(one) for one in proposed})

    @classmethod
    def parse(cls, text: str) -> "Seen":
        """Whatever a form says; what is no mark is left out."""
        each = [one for one in text.split(".") if len(one) == ID + PEOPLE]
        return cls({one[:ID]: one[ID:] for one in each})

    def __str__(self) -> str:
        return ".".join(f"{one}{people}" for one, people in self.marks.items())

    def includes(self, match: Mentorship) -> bool:
        return _of_id(match) in self.marks

    def has_as_it_is(self, match: Mentorship) -> bool:
        """Tell whether it was seen with the very people who are in it."""
        return self.marks.get(_of_id(match)) == _of_people(match)

    def without(self, matches: Iterable[Mentorship]) -> "Seen":
        gone = {_of_id(one) for one in matches}
        return Seen({one: people for one, people in self.marks.items() if one not in gone})


def _of_id(match: Mentorship) -> str:
    return sha256(match.id.encode()).hexdigest()[:ID]


def _of_people(match: Mentorship) -> str:
    return sha256(",".join(sorted(match.user_ids)).encode()).hexdigest()[:PEOPLE]
