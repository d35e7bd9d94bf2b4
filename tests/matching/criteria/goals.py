"""What the mentee wants to learn: what pairs are worth, and what each sentence claims."""

import re

from tests.matching.judged import NOT_SAID, Case, Judged
from tests.matching.pools import LABELS, TOPICS


def topics_in(words: str) -> set[str]:
    """Raises KeyError for words that no topic has."""
    known = {_spoken(topic): topic for topic in TOPICS}
    return {known[one] for one in re.split(r", | and ", words)}


def _spoken(topic: str) -> str:
    label = LABELS.get(topic, topic)
    return label[0].lower() + label[1:]


JUDGED = Judged(
    scores=[
        Case(
            {"topics_wanted": ("leadership", "calm")},
            {"topics_offered": frozenset({"leadership", "calm"})},
            1,
        ),
        Case(
            {"topics_wanted": ("leadership", "calm")},
            {"topics_offered": frozenset({"leadership", "career"})},
            0.5,
        ),
        Case({"topics_wanted": ("leadership",)}, {"topics_offered": frozenset({"career"})}, 0),
        Case({}, {"topics_offered": frozenset({"career"})}, NOT_SAID),
        Case({"topics_wanted": ("leadership",)}, {}, NOT_SAID),
        Case({"topics_wanted": ("a", "b", "calm", "career")}, {"topics_offered": frozenset({"career"})}, 0),
    ],
    sentences=[
        Case(
            {"topics_wanted": ("hard_talks", "calm", "career")},
            {"topics_offered": frozenset({"career", "hard_talks"})},
            "You both chose difficult conversations and career direction.",
        ),
        Case({"topics_wanted": ("career",)}, {"topics_offered": frozenset({"calm"})}, None),
    ],
    of_two={
        "You both chose {}.": lambda two, found: (
            topics_in(found) <= set(two.mentee.topics_wanted[:3]) & two.mentor.topics_offered
        ),
    },
    of_a_circle={
        "All of you chose {}.": lambda circle, found: all(
            topics_in(found) <= set(one.topics_wanted) for one in circle.members
        ),
    },
)
