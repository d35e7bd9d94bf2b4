"""Whom the mentee asked for: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", ranked=("b", "c")), Candidate("b"), 1),
        Worth(Candidate("a", ranked=("c", "b")), Candidate("b"), 0.9),
        Worth(Candidate("a", declined=frozenset({"b"})), Candidate("b"), 0),
        Worth(Candidate("a", ranked=("c",)), Candidate("b"), NOT_SAID),
    ],
    said=[
        Said(Candidate("a", ranked=("b",)), Candidate("b"), None),
        Said(Candidate("a", declined=frozenset({"b"})), Candidate("b"), None),
    ],
)
