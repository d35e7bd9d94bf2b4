"""What a number may say: small groups hidden, hidden ones beyond working out, everything rounded.

A zero is hidden like every other small number: that nobody did something says it of each of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """The least group that is shown, and what is rounded to. A site may raise these, not lower them."""

    activity_min_group: int = 5
    survey_min_group: int = 10
    count_round_to: int = 5
    percent_round_to: int = 5

    def __post_init__(self) -> None:
        low = [field.name for field in fields(self) if getattr(self, field.name) < field.default]
        if low:
            raise ValueError(f"may be raised, not lowered: {', '.join(low)}")


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a view may show: words, and the rounded number or None where it is hidden."""

    text: str
    value: int | None


def disclose_count(count: int, rules: DisclosureRules) -> Disclosed:
    """A total that stands alone: "about 40", or "fewer than 5" (which may be none at all)."""
    if count < rules.activity_min_group:
        return Disclosed(f"fewer than {rules.activity_min_group}", None)
    return _about(count, rules)


def disclose_breakdown(counts: Mapping[str, int], rules: DisclosureRules) -> Mapping[str, Disclosed]:
    """Groups of one dimension, fit to stand beside their total from `disclose_count`.

    No hidden group has one possible size, for somebody who knows the rules as well. All groups up to a size
    are hidden, so that any of the hidden ones may be any of their sizes; and they are of two sizes at least,
    or of sizes the total and the shown groups leave open.
    """
    limit = _hidden_up_to(sorted(counts.values()), rules)
    return {
        name: Disclosed(NOT_SHOWN, None) if count <= limit else _about(count, rules)
        for name, count in counts.items()
    }


def _hidden_up_to(sizes: Sequence[int], rules: DisclosureRules) -> int:
    """Of sizes from small to large. Where one is too small, or several tell theirs, the next goes too."""
    most = rules.activity_min_group - 1
    small = sum(size <= most for size in sizes)
    if small in (0, len(sizes)):
        return most
    return sizes[small] if small == 1 or _tell_their_sizes(sizes, small, rules) else most


def _tell_their_sizes(sizes: Sequence[int], small: int, rules: DisclosureRules) -> bool:
    """The small ones can only all be empty, or all just too small to show.

    The same where that would be so if the only other group were hidden with them: then it is, and whoever
    sees all groups hidden beside such a total does not know whether all are small.
    """
    most = rules.activity_min_group - 1
    total, shown = _span(sum(sizes), rules), [_span(size, rules) for size in sizes[small:]]
    fewest_left = total.start - sum(one[-1] for one in shown)
    most_left = total[-1] - sum(one.start for one in shown)
    alike = len(shown) == 1 and total.start == most * len(sizes)
    return most_left <= 0 or fewest_left >= most * small or alike


def disclose_series(values: Sequence[int], rules: DisclosureRules) -> Sequence[Disclosed]:
    """One number a week, oldest first: a breakdown of their total by week."""
    weeks = {f"{number:03}": value for number, value in enumerate(values)}
    return tuple(disclose_breakdown(weeks, rules).values())


def disclose_share(part: int, whole: int, rules: DisclosureRules, *, survey: bool = False) -> Disclosed:
    """A share in percent: "about 70 %", "90 % or more", "10 % or less".

    In a survey, everybody and all but one read the same, and so do nobody and one. Elsewhere `part` and the
    rest are groups in their own right: any size too small to show reads like every other such size.
    `value` is the middle of the rounded band, or its known end.
    """
    least = rules.survey_min_group if survey else rules.activity_min_group
    edge = 1 if survey else least - 1
    if whole < max(least, 2 * edge + 1):
        return Disclosed(NOT_SHOWN, None)
    step = rules.percent_round_to
    low = -(-100 * edge // (whole * step)) * step
    if part <= edge or 200 * part < step * whole:
        return Disclosed(f"{low} % or less", low)
    if whole - part <= edge or 200 * (whole - part) < step * whole:
        return Disclosed(f"{100 - low} % or more", 100 - low)
    percent = (200 * part + step * whole) // (2 * step * whole) * step
    return Disclosed(f"about {percent} %", percent)


def _about(count: int, rules: DisclosureRules) -> Disclosed:
    step = rules.count_round_to
    rounded = (count + step // 2) // step * step
    return Disclosed(f"about {rounded}", rounded)


def _span(count: int, rules: DisclosureRules) -> range:
    """What a shown count may be."""
    step = rules.count_round_to
    lowest = (count + step // 2) // step * step - step // 2
    return range(max(lowest, rules.activity_min_group), lowest + step)
