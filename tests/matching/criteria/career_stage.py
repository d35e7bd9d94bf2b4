"""Career stages: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Two, Worth
from tests.matching.pools import STAGES


def _stages_further(two: Two) -> int:
    one, other = two.both("career_stage")
    return STAGES.index(other) - STAGES.index(one) if one and other else 0


JUDGED = Judged(
    worth=[
        Worth(Candidate("a", career_stage="newly_qualified"), Candidate("b", career_stage="established"), 1),
        Worth(Candidate("a", career_stage="senior"), Candidate("b", career_stage="senior"), 0),
        Worth(Candidate("a", career_stage="senior"), Candidate("b", career_stage="early_career"), 0),
        Worth(Candidate("a", career_stage="senior"), Candidate("b", career_stage="unheard_of"), NOT_SAID),
    ],
    said=[
        Said(Candidate("a", career_stage="senior"), Candidate("b", career_stage="senior"), None),
    ],
    claims={
        "One of you has been a few steps further, and not too long ago.": lambda two: (
            1 <= _stages_further(two) <= 3
        ),
    },
    circle_claims={
        "You are at the same stage of your careers.": lambda circle: circle.same("career_stage"),
    },
)
