"""Interests in common: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Circle, Judged, Said, Two, Worth
from tests.matching.pools import INTERESTS


def _of_both(two: Two) -> bool:
    return interests_in(two.named) <= two.mentee.interests & two.mentor.interests


def _of_all(circle: Circle) -> bool:
    return all(interests_in(circle.named) <= one.interests for one in circle.members)


def interests_in(words: str) -> set[str]:
    """Raises KeyError for words that no interest has."""
    known = {f"the field of {key}": key for key in INTERESTS}
    return {known[one] for one in words.split(", and in ")}


JUDGED = Judged(
    worth=[
        Worth(
            Candidate("a", interests=frozenset({"ethics"})),
            Candidate("b", interests=frozenset({"ethics", "simulation"})),
            1,
        ),
        Worth(
            Candidate("a", interests=frozenset({"ethics", "elders"})),
            Candidate("b", interests=frozenset({"ethics"})),
            0.5,
        ),
        Worth(
            Candidate("a", interests=frozenset({"ethics"})),
            Candidate("b", interests=frozenset({"simulation"})),
            0,
        ),
        Worth(Candidate("a", interests=frozenset({"ethics"})), Candidate("b"), NOT_SAID),
        Worth(Candidate("a"), Candidate("b", interests=frozenset({"ethics"})), NOT_SAID),
    ],
    said=[
        Said(
            Candidate("a", interests=frozenset({"ethics", "elders", "simulation"})),
            Candidate("b", interests=frozenset({"simulation", "ethics"})),
            "You share an interest in the field of ethics, and in the field of simulation.",
        ),
        Said(
            Candidate("a", interests=frozenset({"ethics"})),
            Candidate("b", interests=frozenset({"simulation"})),
            None,
        ),
        Said(
            Candidate("a", interests=frozenset({"old"})), Candidate("b", interests=frozenset({"old"})), None
        ),
    ],
    claims={
        "You share an interest in {}.": _of_both,
    },
    circle_claims={
        "You all share an interest in {}.": _of_all,
    },
)
