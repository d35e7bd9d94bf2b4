"""One to five years in post: what pairs are worth; no sentence tells of it."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a"), Candidate("b", years_in_post=0.5), 0),
        Worth(Candidate("a"), Candidate("b", years_in_post=1.0), 1),
        Worth(Candidate("a"), Candidate("b", years_in_post=5.0), 1),
        Worth(Candidate("a"), Candidate("b", years_in_post=7.0), 0.6),
        Worth(Candidate("a"), Candidate("b", years_in_post=11.0), 0),
        Worth(Candidate("a"), Candidate("b"), NOT_SAID),
    ],
    said=[],
    claims={},
)
