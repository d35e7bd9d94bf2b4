"""What the mentee wants to learn: what pairs are worth, and what each sentence claims."""

import re

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Circle, Judged, Said, Two, Worth
from tests.matching.pools import LABELS, TOPICS


def _offered(two: Two) -> bool:
    return topics_in(two.named) <= set(two.mentee.topics_wanted[:3]) & two.mentor.topics_offered


def _wanted_by_all(circle: Circle) -> bool:
    return all(topics_in(circle.named) <= set(one.topics_wanted) for one in circle.members)


def topics_in(words: str) -> set[str]:
    """Raises KeyError for words that no topic has."""
    known = {_spoken(topic): topic for topic in TOPICS}
    return {known[one] for one in re.findall(r"\*(.+?)\*", words)}


def _spoken(topic: str) -> str:
    label = LABELS.get(topic, topic)
    return label[0].lower() + label[1:]


JUDGED = Judged(
    worth=[
        Worth(
            Candidate("a", topics_wanted=("leadership", "calm")),
            Candidate("b", topics_offered=frozenset({"leadership", "calm"})),
            1,
        ),
        Worth(
            Candidate("a", topics_wanted=("leadership", "calm")),
            Candidate("b", topics_offered=frozenset({"leadership", "career"})),
            0.5,
        ),
        Worth(
            Candidate("a", topics_wanted=("leadership",)),
            Candidate("b", topics_offered=frozenset({"career"})),
            0,
        ),
        Worth(Candidate("a"), Candidate("b", topics_offered=frozenset({"career"})), NOT_SAID),
        Worth(Candidate("a", topics_wanted=("leadership",)), Candidate("b"), NOT_SAID),
        Worth(
            Candidate("a", topics_wanted=("a", "b", "calm", "career")),
            Candidate("b", topics_offered=frozenset({"career"})),
            0,
        ),
    ],
    said=[
        Said(
            Candidate("a", topics_wanted=("hard_talks", "calm", "career")),
            Candidate("b", topics_offered=frozenset({"career", "hard_talks"})),
            "You share two topics: *difficult conversations*, and *career direction*.",
        ),
        Said(
            Candidate("a", topics_wanted=("career",)),
            Candidate("b", topics_offered=frozenset({"calm"})),
            None,
        ),
    ],
    claims={
        "You share one topic: {}.": _offered,
        "You share two topics: {}.": _offered,
        "You share three topics: {}.": _offered,
    },
    circle_claims={
        "You all share one topic: {}.": _wanted_by_all,
        "You all share two topics: {}.": _wanted_by_all,
        "You all share three topics: {}.": _wanted_by_all,
    },
)
