"""The path the mentee is curious about: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged

JUDGED = Judged(
    scores=[
        Case({"heading_for": frozenset({"research", "digital"})}, {"been_there": frozenset({"research"})}, 1),
        Case({"heading_for": frozenset({"digital"})}, {"been_there": frozenset({"research"})}, 0),
        Case({}, {"been_there": frozenset({"research"})}, NOT_SAID),
    ],
    sentences=[
        Case(
            {"heading_for": frozenset({"research"})},
            {"been_there": frozenset({"research"})},
            "One of you has been where the other would like to go.",
        ),
    ],
    of_two={
        "One of you has been where the other would like to go.": lambda two: bool(
            two.mentee.heading_for & two.mentor.been_there
        ),
    },
)
