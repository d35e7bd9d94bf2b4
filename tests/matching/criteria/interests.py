"""Interests in common: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged
from tests.matching.pools import INTERESTS


def interests_in(words: str) -> set[str]:
    """Raises KeyError for words that no interest has."""
    known = {f"the field of {key}": key for key in INTERESTS}
    return {known[one] for one in words.split(", and in ")}


JUDGED = Judged(
    scores=[
        Case({"interests": frozenset({"ethics"})}, {"interests": frozenset({"ethics", "simulation"})}, 1),
        Case({"interests": frozenset({"ethics", "elders"})}, {"interests": frozenset({"ethics"})}, 0.5),
        Case({"interests": frozenset({"ethics"})}, {"interests": frozenset({"simulation"})}, 0),
        Case({"interests": frozenset({"ethics"})}, {}, NOT_SAID),
        Case({}, {"interests": frozenset({"ethics"})}, NOT_SAID),
    ],
    sentences=[
        Case(
            {"interests": frozenset({"ethics", "elders", "simulation"})},
            {"interests": frozenset({"simulation", "ethics"})},
            "You share an interest in the field of ethics, and in the field of simulation.",
        ),
        Case({"interests": frozenset({"ethics"})}, {"interests": frozenset({"simulation"})}, None),
        Case({"interests": frozenset({"old"})}, {"interests": frozenset({"old"})}, None),
    ],
    of_two={
        "You share an interest in {}.": lambda two, found: (
            interests_in(found) <= two.mentee.interests & two.mentor.interests
        ),
    },
    of_a_circle={
        "You all share an interest in {}.": lambda circle, found: all(
            interests_in(found) <= one.interests for one in circle.members
        ),
    },
)
