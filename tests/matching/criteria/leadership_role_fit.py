"""The role the mentee is heading for: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged, Two
from tests.matching.pools import RELATIONS


def _led(two: Two) -> tuple[set[str], set[str]]:
    return set(two.mentee.heading_for & RELATIONS.leading), set(two.mentor.been_there & RELATIONS.leading)


def _led_nearby(two: Two) -> bool:
    heading, been = _led(two)
    return any(group & heading and group & been for group in RELATIONS.leadership)


JUDGED = Judged(
    scores=[
        Case({"heading_for": frozenset({"lead_shift"})}, {"been_there": frozenset({"lead_shift"})}, 1),
        Case({"heading_for": frozenset({"lead_shift"})}, {"been_there": frozenset({"manage_unit"})}, 0.6),
        Case({"heading_for": frozenset({"lead_shift"})}, {"been_there": frozenset({"executive"})}, 0),
        Case({"heading_for": frozenset({"lead_shift"})}, {"been_there": frozenset({"research"})}, 0),
        Case({"heading_for": frozenset({"lead_shift"})}, {}, NOT_SAID),
        Case({"heading_for": frozenset({"research"})}, {"been_there": frozenset({"lead_shift"})}, NOT_SAID),
    ],
    sentences=[
        Case(
            {"heading_for": frozenset({"lead_shift"})},
            {"been_there": frozenset({"manage_unit"})},
            "One of you has led in a way near to where the other is heading.",
        ),
    ],
    of_two={
        "One of you has led in the way the other is heading for.": lambda two: bool(
            set.intersection(*_led(two))
        ),
        "One of you has led in a way near to where the other is heading.": _led_nearby,
    },
)
