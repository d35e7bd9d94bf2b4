"""What two people want to talk about, in words: for managers, for the two, and for each of them."""

import re
from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three")
SHARED = re.compile(r"You (?:all )?share (?:one|two|three) topics?: ")


def in_sentence(label: str) -> str:
    """A label's first letter made small, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def share_topics(labels: Sequence[str], *, who: str = "You share") -> str:
    """ "You share two topics: *asking for help and speaking up*, and *career direction*." Up to three."""
    one_or_more = "topic" if len(labels) == 1 else "topics"
    return f"{who} {NUMBERS[len(labels)]} {one_or_more}: {topics_listed(labels)}."


def topics_listed(labels: Sequence[str]) -> str:
    """Each is set apart, since an "and" may stand in one."""
    *most, last = [f"*{label}*" for label in labels]
    return f"{', '.join(most)}, and {last}" if most else last


def besides_topics(reasons: Sequence[str]) -> list[str]:
    """The reasons that do not name the topics two people share."""
    return [one for one in reasons if not SHARED.match(one)]
