"""How near two ids are: the same, related, or neither."""

from bot.matching.people import Groups

SAME, RELATED, UNRELATED = 1.0, 0.6, 0.0
# Two people who both said "other" have nothing in common yet.
SAYS_NOTHING = frozenset({"other", "other_clinical", "none"})


def closeness(one: str | None, other: str | None, groups: Groups = ()) -> float | None:
    """None where either has not said, or said nothing that can be compared."""
    if not is_comparable(one) or not is_comparable(other):
        return None
    if one == other:
        return SAME
    return RELATED if related(one, other, groups) else UNRELATED


def is_comparable(one: str | None) -> bool:
    return bool(one) and one not in SAYS_NOTHING


def related(one: str | None, other: str | None, groups: Groups) -> bool:
    return any(one in group and other in group for group in groups)
