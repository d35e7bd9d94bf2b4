"""Whom the mentee asked for: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged

JUDGED = Judged(
    scores=[
        Case({"ranked": ("b", "c")}, {}, 1),
        Case({"ranked": ("c", "b")}, {}, 0.9),
        Case({"declined": frozenset({"b"})}, {}, 0),
        Case({"ranked": ("c",)}, {}, NOT_SAID),
    ],
    sentences=[
        Case({"ranked": ("b",)}, {}, None),
        Case({"declined": frozenset({"b"})}, {}, None),
    ],
)
