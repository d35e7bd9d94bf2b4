"""The same specialty: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth
from tests.matching.pools import RELATIONS

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", specialty="oncology"), Candidate("b", specialty="oncology"), 1),
        Worth(
            Candidate("a", specialty="intensive_care"), Candidate("b", specialty="emergency_medicine"), 0.6
        ),
        Worth(Candidate("a", specialty="oncology"), Candidate("b", specialty="intensive_care"), 0),
        Worth(Candidate("a", specialty="oncology"), Candidate("b"), NOT_SAID),
        Worth(Candidate("a", specialty="other"), Candidate("b", specialty="other"), NOT_SAID),
    ],
    said=[
        Said(
            Candidate("a", specialty="oncology"),
            Candidate("b", specialty="oncology"),
            "You work in the same specialty.",
        ),
        Said(Candidate("a", specialty="other"), Candidate("b", specialty="other"), None),
        Said(
            Candidate("a", specialty="intensive_care"),
            Candidate("b", specialty="emergency_medicine"),
            "Your specialties are close to each other.",
        ),
    ],
    claims={
        "You work in the same specialty.": lambda two: two.same("specialty"),
        "Your specialties are close to each other.": lambda two: two.near("specialty", RELATIONS.specialties),
    },
)
