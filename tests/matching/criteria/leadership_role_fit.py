"""The role the mentee is heading for: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Two, Worth
from tests.matching.pools import RELATIONS


def _led(two: Two) -> tuple[set[str], set[str]]:
    return set(two.mentee.heading_for & RELATIONS.leading), set(two.mentor.been_there & RELATIONS.leading)


def _led_nearby(two: Two) -> bool:
    heading, been = _led(two)
    return any(group & heading and group & been for group in RELATIONS.leadership)


JUDGED = Judged(
    worth=[
        Worth(
            Candidate("a", heading_for=frozenset({"lead_shift"})),
            Candidate("b", been_there=frozenset({"lead_shift"})),
            1,
        ),
        Worth(
            Candidate("a", heading_for=frozenset({"lead_shift"})),
            Candidate("b", been_there=frozenset({"manage_unit"})),
            0.6,
        ),
        Worth(
            Candidate("a", heading_for=frozenset({"lead_shift"})),
            Candidate("b", been_there=frozenset({"executive"})),
            0,
        ),
        Worth(
            Candidate("a", heading_for=frozenset({"lead_shift"})),
            Candidate("b", been_there=frozenset({"research"})),
            0,
        ),
        Worth(Candidate("a", heading_for=frozenset({"lead_shift"})), Candidate("b"), NOT_SAID),
        Worth(
            Candidate("a", heading_for=frozenset({"research"})),
            Candidate("b", been_there=frozenset({"lead_shift"})),
            NOT_SAID,
        ),
    ],
    said=[
        Said(
            Candidate("a", heading_for=frozenset({"lead_shift"})),
            Candidate("b", been_there=frozenset({"manage_unit"})),
            "One of you has led in a way near to where the other is heading.",
        ),
    ],
    claims={
        "One of you has led in the way the other is heading for.": lambda two: bool(
            set.intersection(*_led(two))
        ),
        "One of you has led in a way near to where the other is heading.": _led_nearby,
    },
    secret=True,
)
