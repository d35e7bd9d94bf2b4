"""The same specialty: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged
from tests.matching.pools import RELATIONS

JUDGED = Judged(
    scores=[
        Case({"specialty": "oncology"}, {"specialty": "oncology"}, 1),
        Case({"specialty": "intensive_care"}, {"specialty": "emergency_medicine"}, 0.6),
        Case({"specialty": "oncology"}, {"specialty": "intensive_care"}, 0),
        Case({"specialty": "oncology"}, {}, NOT_SAID),
        Case({"specialty": "other"}, {"specialty": "other"}, NOT_SAID),
    ],
    sentences=[
        Case({"specialty": "oncology"}, {"specialty": "oncology"}, "You work in the same specialty."),
        Case({"specialty": "other"}, {"specialty": "other"}, None),
        Case(
            {"specialty": "intensive_care"},
            {"specialty": "emergency_medicine"},
            "Your specialties are close to each other.",
        ),
    ],
    of_two={
        "You work in the same specialty.": lambda two: two.same("specialty"),
        "Your specialties are close to each other.": lambda two: two.near("specialty", RELATIONS.specialties),
    },
)
