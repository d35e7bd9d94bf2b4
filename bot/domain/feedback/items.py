"""The questions of a wave, as each person gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.joining.enrolments import Role

# Who leaves early is asked no more than this.
MOST_OF_LEAVERS = 3


class Scale(StrEnum):
    AGREE5 = "agree5"
    CONF5 = "conf5"
    CHOICE = "choice"
    ZERO_TO_TEN = "zero_to_ten"


class For(StrEnum):
    """Of whom an item is asked; who mentors and is mentored gets those of a mentee."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One question. `key` is its id, with the confidence item where it is asked once for each of those.

    `options` are the answers from the lowest to the highest, in words; an answer is the number of one of
    them, counted from 0. `yes` are the answers that count as a yes; with none, each option is counted by
    itself. The answer `acts` does something, and is never kept. `since` is the question of the baseline with
    which this one is compared: then only that counts.
    """

    key: str
    text: str
    scale: Scale
    options: Sequence[str]
    asked_of: For
    yes: Sequence[int] = ()
    acts: int | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked next: item `number` (from 1) of `of` in their wave.

    `given` is the answer that stands there already, for who has come back; never shown in a message.
    """

    item: AskedItem
    number: int
    of: int
    given: int | None = None


def items_for(items: Sequence[AskedItem], role: Role, *, is_circle: bool, is_early: bool) -> list[AskedItem]:
    """Choose those that somebody in this role is asked, in order."""
    mine = [one for one in items if _is_for(one.asked_of, role, is_circle)]
    return mine[:MOST_OF_LEAVERS] if is_early else mine


def _is_for(asked_of: For, role: Role, is_circle: bool) -> bool:
    """Whether this is asked: in a circle there are no mentors, and nobody else has items of circles."""
    if is_circle:
        return asked_of is not For.MENTOR
    if asked_of is For.BOTH:
        return True
    return asked_of is (For.MENTEE if role.wants else For.MENTOR)
