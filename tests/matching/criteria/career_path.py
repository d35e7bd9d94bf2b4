"""The path the mentee is curious about: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(
            Candidate("a", heading_for=frozenset({"research", "digital"})),
            Candidate("b", been_there=frozenset({"research"})),
            1,
        ),
        Worth(
            Candidate("a", heading_for=frozenset({"digital"})),
            Candidate("b", been_there=frozenset({"research"})),
            0,
        ),
        Worth(Candidate("a"), Candidate("b", been_there=frozenset({"research"})), NOT_SAID),
    ],
    said=[
        Said(
            Candidate("a", heading_for=frozenset({"research"})),
            Candidate("b", been_there=frozenset({"research"})),
            "One of you has been where the other would like to go.",
        ),
    ],
    claims={
        "One of you has been where the other would like to go.": lambda two: bool(
            two.mentee.heading_for & two.mentor.been_there
        ),
    },
    secret=True,
)
