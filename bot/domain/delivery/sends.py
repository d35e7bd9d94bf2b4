"""How many messages leave when, fit for a manager's eyes: counts, and never whose.

That one question about silence waits would say that one pair is silent before its managers may know. So what
reveals how somebody is doing is only ever summed over all such kinds and a whole week; everything else goes
through disclosure too, counted by how many mentorships or people it is about and not by messages.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.privacy.disclosure import Disclosed, DisclosureRules, disclose_breakdown, disclose_count

WEEKS = 4
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Send:
    """A message that waits. `title` is its kind in words; `about` whom or what it is about.

    `is_post`: for a channel, planned by a manager, and no secret to one.
    """

    title: str
    on: date
    about: str
    reveals: bool = True
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A kind in one week; `days` are those that can be shown."""

    title: str
    total: str
    days: Sequence[tuple[date, str]] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `first` on. `private` is the sum of what reveals how somebody is doing."""

    first: date
    lines: Sequence[Line]
    private: str


def four_weeks(
    sends: Iterable[Send], titles: Sequence[str], *, today: date, rules: DisclosureRules
) -> list[Week]:
    """`titles` are the kinds that get a line in every week, however few there are: one that came and went
    would tell one from none. Posts have a line where there are any. What is overdue leaves today.
    """
    by_week: dict[int, list[Send]] = defaultdict(list)
    for one in sends:
        by_week[max((one.on - today).days, 0) // DAYS_A_WEEK].append(one)
    return [
        _week(by_week.get(number, ()), titles, first=today + timedelta(weeks=number), rules=rules)
        for number in range(WEEKS)
    ]


def _week(sends: Iterable[Send], titles: Sequence[str], *, first: date, rules: DisclosureRules) -> Week:
    known = list(sends)
    posts = [one for one in known if one.is_post]
    private = [one for one in known if one.reveals and not one.is_post]
    lines = [
        _line(title, [one for one in known if one.title == title and not one.reveals], first, rules)
        for title in titles
    ]
    return Week(first, [*_posts(posts, first), *lines], _sum(private, rules).text)


def _posts(posts: Sequence[Send], first: date) -> list[Line]:
    found: dict[str, list[Send]] = defaultdict(list)
    for one in posts:
        found[one.title].append(one)
    return [
        Line(title, str(len(some)), [(day, str(len(on))) for day, on in _by_day(some, first).items() if on])
        for title, some in found.items()
    ]


def _line(title: str, sends: Sequence[Send], first: date, rules: DisclosureRules) -> Line:
    total = _sum(sends, rules)
    return Line(title, total.text, _shown_days(_by_day(sends, first), rules) if total.value else ())


def _by_day(sends: Iterable[Send], first: date) -> dict[date, list[Send]]:
    found: dict[date, list[Send]] = {first + timedelta(days=number): [] for number in range(DAYS_A_WEEK)}
    for one in sends:
        found[max(one.on, first)].append(one)
    return found


def _shown_days(by_day: Mapping[date, Sequence[Send]], rules: DisclosureRules) -> list[tuple[date, str]]:
    counts = {day.isoformat(): _count(sends, rules) for day, sends in by_day.items()}
    shown = disclose_breakdown(counts, rules)
    return [(day, shown[day.isoformat()].text) for day in by_day if shown[day.isoformat()].value]


def _sum(sends: Sequence[Send], rules: DisclosureRules) -> Disclosed:
    return disclose_count(_count(sends, rules), rules)


def _count(sends: Sequence[Send], rules: DisclosureRules) -> int:
    """Messages, or none where they are about too few."""
    is_small = len({one.about for one in sends}) < rules.activity_min_group
    return 0 if is_small else len(sends)
