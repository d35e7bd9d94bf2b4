"""Career stage: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged, Two
from tests.matching.pools import STAGES


def _stages_further(two: Two) -> int:
    one, other = two.both("career_stage")
    return STAGES.index(other) - STAGES.index(one) if one and other else 0


JUDGED = Judged(
    scores=[
        Case({"career_stage": "newly_qualified"}, {"career_stage": "established"}, 1),
        Case({"career_stage": "senior"}, {"career_stage": "senior"}, 0),
        Case({"career_stage": "senior"}, {"career_stage": "early_career"}, 0),
        Case({"career_stage": "senior"}, {"career_stage": "unheard_of"}, NOT_SAID),
    ],
    sentences=[
        Case({"career_stage": "senior"}, {"career_stage": "senior"}, None),
    ],
    of_two={
        "One of you has been a few steps further, and not too long ago.": lambda two: (
            1 <= _stages_further(two) <= 3
        ),
    },
    of_a_circle={
        "You are at the same stage of your careers.": lambda circle: circle.same("career_stage"),
    },
)
