"""What speaks for a circle, in words that are true of everybody in it."""

from collections.abc import Mapping, Sequence

from bot.matching.closeness import is_comparable
from bot.matching.pair import in_sentence, listed, of_interest
from bot.matching.people import Candidate
from bot.matching.proposal import Reason

MOST = 3
PLENTY = 90.0
EQUALS = Reason("rules", "You are equals, and the circle fits everybody's rules.")


def circle_reasons(
    members: Sequence[Candidate],
    minutes: float | None,
    weights: Mapping[str, float],
    labels: Mapping[str, str],
) -> tuple[Reason, ...]:
    """One to three sentences, what weighs most first."""
    found = {
        "goals": _topics(members, labels),
        "career_stage": _same(members, "career_stage", "You are at the same stage of your careers."),
        "shift_overlap": _time(minutes),
        "department_distance": _apart(members),
        "interests": _interests(members, labels),
        "location": _same(members, "site", "You work at the same site."),
    }
    keys = sorted((key for key in found if weights.get(key, 0) > 0), key=lambda key: -weights[key])
    return tuple(Reason(key, text) for key in keys if (text := found[key]))[:MOST] or (EQUALS,)


def _topics(members: Sequence[Candidate], labels: Mapping[str, str]) -> str | None:
    of_all = frozenset.intersection(*(frozenset(one.topics_wanted) for one in members))
    shared = [topic for topic in members[0].topics_wanted if topic in of_all]
    words = [in_sentence(labels.get(topic, topic.replace("_", " "))) for topic in shared]
    return f"All of you chose {listed(words)}." if words else None


def _interests(members: Sequence[Candidate], labels: Mapping[str, str]) -> str | None:
    of_all = frozenset.intersection(*(one.interests for one in members))
    known = [key for key in sorted(map(of_interest, of_all)) if key in labels]
    return f"You all share an interest in {in_sentence(labels[known[0]])}." if known else None


def _same(members: Sequence[Candidate], field: str, text: str) -> str | None:
    values = {getattr(one, field) for one in members}
    return text if len(values) == 1 and is_comparable(values.pop()) else None


def _apart(members: Sequence[Candidate]) -> str | None:
    known = [one.department for one in members if is_comparable(one.department)]
    return "You all work in different departments." if len(set(known)) == len(members) else None


def _time(minutes: float | None) -> str | None:
    if minutes is None:
        return None
    return "You all share enough free time." if minutes < PLENTY else "You all share plenty of free time."
