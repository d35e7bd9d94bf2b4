"""One to five years in post: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged

JUDGED = Judged(
    scores=[
        Case({}, {"years_in_post": 0.5}, 0),
        Case({}, {"years_in_post": 1.0}, 1),
        Case({}, {"years_in_post": 5.0}, 1),
        Case({}, {"years_in_post": 7.0}, 0.6),
        Case({}, {"years_in_post": 11.0}, 0),
        Case({}, {}, NOT_SAID),
    ],
    sentences=[
        Case({}, {"years_in_post": 3.0}, "One of you still remembers being new."),
    ],
    of_two={
        "One of you still remembers being new.": lambda two: (
            two.mentor.years_in_post is not None and 1 <= two.mentor.years_in_post <= 5
        ),
    },
)
