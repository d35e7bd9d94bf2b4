"""Free time in common: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged

JUDGED = Judged(
    scores=[
        Case({}, {}, NOT_SAID, minutes=None),
        Case({}, {}, 0, minutes=44.0),
        Case({}, {}, 0.6, minutes=45.0),
        Case({}, {}, 0.6, minutes=89.0),
        Case({}, {}, 1, minutes=90.0),
        Case({}, {}, 1, minutes=400.0),
    ],
    sentences=[
        Case({}, {}, None, minutes=None),
        Case({}, {}, None, minutes=30),
        Case({}, {}, "Your free times overlap enough to meet.", minutes=60),
        Case({}, {}, "Your free times often overlap.", minutes=90),
    ],
    of_two={
        "Your free times overlap enough to meet.": lambda two: two.minutes is not None and two.minutes >= 45,
        "Your free times often overlap.": lambda two: two.minutes is not None and two.minutes >= 90,
    },
    of_a_circle={
        "You all share enough free time.": lambda circle: circle.minutes is not None and circle.minutes >= 45,
        "You all share plenty of free time.": lambda circle: (
            circle.minutes is not None and circle.minutes >= 90
        ),
    },
)
