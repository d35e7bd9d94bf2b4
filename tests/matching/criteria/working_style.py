"""How they like to work: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged, Two

ALL_A = dict.fromkeys(("directness", "planning", "learning", "push", "contact"), "a")


def _mostly_alike(two: Two) -> bool:
    """Alike in three statements more than not, of five."""
    mine, theirs = two.mentee.styles, two.mentor.styles
    answers = [mine[key] == theirs[key] for key in set(mine) & set(theirs)]
    return answers.count(True) - answers.count(False) >= 3


JUDGED = Judged(
    scores=[
        Case({"styles": ALL_A}, {"styles": ALL_A}, 1),
        Case({"styles": ALL_A}, {"styles": dict.fromkeys(ALL_A, "b")}, 0),
        Case({"styles": ALL_A}, {"styles": {**ALL_A, "push": "b"}}, 0.8),
        Case({"styles": {"push": "a"}}, {"styles": ALL_A}, 0.6),
        Case({"styles": ALL_A}, {}, NOT_SAID),
    ],
    sentences=[
        Case({"styles": ALL_A}, {"styles": ALL_A}, "You like to work in much the same way."),
        Case({"styles": {"push": "a"}}, {"styles": ALL_A}, None),
    ],
    of_two={
        "You like to work in much the same way.": _mostly_alike,
    },
)
