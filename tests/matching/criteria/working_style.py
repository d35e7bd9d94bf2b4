"""How they like to work: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Two, Worth

ALL_A = dict.fromkeys(("directness", "planning", "learning", "push", "contact"), "a")


def _mostly_alike(two: Two) -> bool:
    """Alike in three statements more than not, of five."""
    mine, theirs = two.mentee.styles, two.mentor.styles
    answers = [mine[key] == theirs[key] for key in set(mine) & set(theirs)]
    return answers.count(True) - answers.count(False) >= 3


JUDGED = Judged(
    worth=[
        Worth(Candidate("a", styles=ALL_A), Candidate("b", styles=ALL_A), 1),
        Worth(Candidate("a", styles=ALL_A), Candidate("b", styles=dict.fromkeys(ALL_A, "b")), 0),
        Worth(Candidate("a", styles=ALL_A), Candidate("b", styles={**ALL_A, "push": "b"}), 0.8),
        Worth(Candidate("a", styles={"push": "a"}), Candidate("b", styles=ALL_A), 0.6),
        Worth(Candidate("a", styles=ALL_A), Candidate("b"), NOT_SAID),
    ],
    said=[
        Said(
            Candidate("a", styles=ALL_A),
            Candidate("b", styles=ALL_A),
            "You like to work in much the same way.",
        ),
        Said(Candidate("a", styles={"push": "a"}), Candidate("b", styles=ALL_A), None),
    ],
    claims={
        "You like to work in much the same way.": _mostly_alike,
    },
    secret=True,
)
