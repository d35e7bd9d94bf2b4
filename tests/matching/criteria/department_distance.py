"""Another department: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import Case, Judged

JUDGED = Judged(
    scores=[
        Case({"department": "east"}, {"department": "west"}, 1),
        Case({"department": "east"}, {"department": "east"}, 0),
        Case(
            {"department": "east", "managers": frozenset({"x"})},
            {"department": "west", "managers": frozenset({"x"})},
            0,
        ),
        Case({"managers": frozenset({"x"})}, {"managers": frozenset({"x", "y"})}, 0),
    ],
    sentences=[
        Case({"department": "east"}, {}, None),
        Case({"department": "east"}, {"department": "east"}, None),
    ],
    of_two={
        "You work in different departments.": lambda two: two.differ("department"),
    },
    of_a_circle={
        "You all work in different departments.": lambda circle: circle.all_differ("department"),
    },
)
