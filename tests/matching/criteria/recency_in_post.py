"""One to five years in post: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a"), Candidate("b", years_in_post=0.5), 0),
        Worth(Candidate("a"), Candidate("b", years_in_post=1.0), 1),
        Worth(Candidate("a"), Candidate("b", years_in_post=5.0), 1),
        Worth(Candidate("a"), Candidate("b", years_in_post=7.0), 0.6),
        Worth(Candidate("a"), Candidate("b", years_in_post=11.0), 0),
        Worth(Candidate("a"), Candidate("b"), NOT_SAID),
    ],
    said=[
        Said(Candidate("a"), Candidate("b", years_in_post=3.0), "One of you still remembers being new."),
    ],
    claims={
        "One of you still remembers being new.": lambda two: (
            two.mentor.years_in_post is not None and 1 <= two.mentor.years_in_post <= 5
        ),
    },
)
