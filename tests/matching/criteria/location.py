"""The same place, or both fine with remote: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged

JUDGED = Judged(
    scores=[
        Case({"site": "main"}, {"site": "main"}, 1),
        Case({"site": "main"}, {"site": "branch"}, 0),
        Case({"site": "main"}, {}, NOT_SAID),
        Case({"site": "main", "meets": "remote"}, {"site": "branch", "meets": "remote"}, 1),
        Case({"site": "main", "meets": "either"}, {"site": "branch", "meets": "remote"}, 0.5),
        Case({"site": "main", "meets": "either"}, {"site": "branch", "meets": "in_person"}, 0),
    ],
    sentences=[
        Case({"site": "main"}, {"site": "branch"}, None),
        Case(
            {"site": "main", "meets": "remote"},
            {"site": "branch", "meets": "remote"},
            "You both like to meet by phone or video.",
        ),
    ],
    of_two={
        "You work at the same site.": lambda two: two.same("site"),
        "You both like to meet by phone or video.": lambda two: set(two.both("meets")) == {"remote"},
    },
    of_a_circle={
        "You work at the same site.": lambda circle: circle.same("site"),
    },
)
