"""Every cell of half a year worked out a second time, from the calendar, the taps and the seed of the noise.

Nothing of the product is imported here, and nothing is read but the template of the program: who was
introduced when, who joined when, what was tapped on which day, who was away, and when the bot asked about a
silence. Cells are drawn as they are frozen: on Mondays, the week's first, then those of four weeks.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

PROGRAMS = Path(__file__).parents[3] / "bot" / "content" / "en" / "programs"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
A_FOURTH_MONDAY = date(2024, 1, 1)
LAST_DAY = date(2027, 3, 1)
ANSWERS = {"met", "moved", "not_this_time", "keep_going"}


@dataclass
class Story:
    """What an onlooker sees at Slack's side, and the program's own dates."""

    template: str
    every_weeks: int
    ends_on: date | None = None
    introduced: dict[str, tuple[date, dict[str, str]]] = field(default_factory=dict)
    # Who looks for a match, and the day they joined; sign-up ends for all on the same day.
    joined: dict[str, date] = field(default_factory=dict)
    signup_ends_on: date | None = None
    # Of mentorships: the day, what was tapped, and until when for a pause.
    taps: dict[str, list[tuple[date, str, date | None]]] = field(default_factory=lambda: defaultdict(list))
    away: dict[str, tuple[date, date]] = field(default_factory=dict)
    asked: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    lived: dict[str, dict[date, "Now"]] = field(default_factory=dict)

    @property
    def rules(self):
        return yaml.safe_load((PROGRAMS / f"{self.template}.yml").read_text(encoding="utf-8"))

    @property
    def is_circle(self):
        return self.rules["format"]["kind"] == "group"

    @property
    def closes_on(self):
        return self.ends_on + 28 * DAY if self.ends_on else date.max

    @property
    def settles_in(self):
        return timedelta(days=self.rules.get("first_meeting_days", 21))


@dataclass
class Now:
    """How a mentorship is early on a day, before anything is tapped on it.

    Nobody was heard of `silent_since`; the question that is open now began to run `asked_since`.
    """

    silent_since: date
    asked_since: date
    state: str = "active"
    turn: int = 1
    waits: int | None = None
    ignored: int = 0
    resting_until: date | None = None
    ended_on: date | None = None
    ended_by: str = ""
    met: list[date] = field(default_factory=list)
    # By the Monday of a talk, whether three or more were there.
    three: dict[date, bool] = field(default_factory=dict)


def monday(day):
    return day - day.weekday() * DAY


def how_it_is(story, one, today):
    if one not in story.lived:
        story.lived[one] = dict(live(story, one))
    return story.lived[one][min(today, LAST_DAY)]


def live(story, one):
    """Day by day: what is tapped, and then what the bot does of itself."""
    day, taps = story.introduced[one][0], sorted(story.taps[one], key=lambda tap: tap[0])
    now = Now(silent_since=monday(day), asked_since=monday(day))
    while day <= LAST_DAY:
        yield day, replace(now, met=[*now.met], three={**now.three})
        for on, what, until in taps:
            if on == day:
                _tap(now, day, what, until)
        if now.state == "resting" and now.resting_until <= day:
            now.state = "active"
            _begin_anew(now, day)
        elif now.state == "active":
            _let_go(story, one, now, day)
        if story.closes_on == day and now.state != "ended":
            now.state, now.ended_on, now.ended_by = "ended", day, "program"
        day += DAY


def _begin_anew(now, day):
    now.silent_since = now.asked_since = monday(day)
    now.ignored, now.waits, now.turn = 0, None, now.turn + 1


def _let_go(story, one, now, day):
    """A question that nobody answered is let go after twelve days; who is away had not to answer it."""
    waits = now.waits or story.every_weeks
    if now.asked_since + waits * WEEK + 12 * DAY > day:
        return
    if day in days_away(story, one):
        _begin_anew(now, day)
        return
    # The first turn of each is here before anybody can be asked.
    now.ignored += now.turn > 1
    now.asked_since, now.turn = monday(day), now.turn + 1
    now.waits = min(story.every_weeks * 2 ** (now.ignored // 3), 8)


def _tap(now, day, what, until):
    if what in ANSWERS:
        _begin_anew(now, day)
    if what == "met":
        now.met.append(monday(day))
    elif what in ("three", "fewer"):
        now.three[now.met[-1]] = now.three.get(now.met[-1], False) or what == "three"
    elif what == "pause":
        now.state, now.resting_until = "resting", until
    elif what in ("end", "another"):
        now.state, now.ended_on, now.ended_by = "ended", day, what


def days_away(story, one):
    _, people = story.introduced[one]
    return {
        first + number * DAY
        for who, (first, last) in story.away.items()
        if who in people
        for number in range((last - first).days + 1)
    }


def silent_days(story, one, since, today):
    gone = days_away(story, one)
    return sum(since + number * DAY not in gone for number in range((today - since).days))


def status(story, one, today):
    """In the words of a manager's page."""
    now = how_it_is(story, one, today)
    if now.state != "active":
        return "ended" if now.state == "ended" else "paused"
    if is_silent(story, one, now, today) and was_asked(story, one, now, today):
        return "may need support"
    return "on track" if now.met else "getting started"


def is_silent(story, one, now, today):
    if today in days_away(story, one):
        return False
    patience = int(1.5 * story.every_weeks * 7)
    if not now.met:
        patience = max(patience, story.settles_in.days)
    return silent_days(story, one, now.silent_since, today) > patience


def was_asked(story, one, now, today):
    asked = [day for day in story.asked[one] if day < today]
    is_about_it = asked and max(asked) >= now.silent_since + WEEK
    return bool(is_about_it) and silent_days(story, one, max(asked), today) >= 7


def all_away(story, one, first, last):
    """On no day of these it could meet: somebody of a pair is away, or all but one of a circle."""
    _, people = story.introduced[one]
    days = {first + number * DAY for number in range((last - first).days + 1)}
    if story.is_circle:
        gone = [who for who in people if is_away(story, who, days)]
        return len(people) - len(gone) < 2
    return days <= days_away(story, one)


def is_away(story, who, days):
    first, last = story.away.get(who, (date.max, date.min))
    return all(first <= day <= last for day in days)


def met(story, week, today):
    """In the week that ends with this Monday: how many did, of those that could."""
    last, yes, could = week + 6 * DAY, 0, 0
    for one, (began, _) in story.introduced.items():
        if began > last:
            continue
        now = how_it_is(story, one, today)
        stood = not (now.ended_on and now.ended_on < week)
        if stood and now.state != "resting" and not all_away(story, one, week, last):
            could += 1
            yes += week in now.met
    return yes, could


def four_weeks(story, today):
    """Kind by kind and in this order, of the four weeks before this Monday: (kind, group, yes, could)."""
    first = today - 4 * WEEK
    among = {
        one: (began, how_it_is(story, one, today))
        for one, (began, _) in story.introduced.items()
        if began < today
    }
    found = [matched(story, first, today), first_talks(story, among, first, today)]
    found += [still(story, among, first, today, weeks) for weeks in (13, 26)]
    if not story.is_circle:
        found.append(asked_for_another(among, first, today))
    if "sessions_completed" in story.rules["success_measures"]:
        found.append(five_talks(story, among, first, today))
    if story.is_circle:
        found.append(three_came(story, among, first, today))
    return [(kind, group, sum(says), len(says)) for kind, group, says in found if says]


def matched(story, first, today):
    says = []
    for who, day in story.joined.items():
        hoped = max(day, story.signup_ends_on or day) + 21 * DAY
        if first <= hoped < today:
            days = [began for began, people in story.introduced.values() if who in people]
            says.append(any(began <= hoped for began in days))
    return "matched", "", says


def first_talks(story, among, first, today):
    says = []
    for one, (began, now) in among.items():
        by = began + story.settles_in
        is_due = first <= by < today and now.state != "resting"
        if is_due and not all_away(story, one, began, by):
            says.append(any(week <= by for week in now.met))
    return "first_talk", "", says


def still(story, among, first, today, weeks):
    says = []
    for one, (began, now) in among.items():
        day = began + weeks * WEEK
        if not first <= day < today or now.state == "resting":
            continue
        if story.ends_on and (day >= story.ends_on or (now.ended_on and now.ended_on >= story.ends_on)):
            continue
        if now.ended_on or not all_away(story, one, today, today):
            says.append(status(story, one, today) == "on track")
    return "still_on_track", str(weeks), says


def asked_for_another(among, first, today):
    says = [
        now.ended_by == "another" and now.ended_on >= first
        for _, now in among.values()
        if not now.ended_on or now.ended_on >= first
    ]
    return "rematch_asked", "", says


def five_talks(story, among, first, today):
    says = []
    for began, now in among.values():
        day = began + 18 * WEEK
        cut_short = story.ends_on and now.ended_on and story.ends_on <= now.ended_on < day
        if first <= day < today and now.state != "resting" and not cut_short:
            says.append(len({week for week in now.met if week < today}) >= 5)
    return "five_talks", "", says


def three_came(story, among, first, today):
    says = []
    days = {first + number * DAY for number in range(28)}
    for one, (_, now) in among.items():
        _, people = story.introduced[one]
        hosts = [who for who, role in people.items() if role == "host"]
        stood = now.state != "resting" and not (now.ended_on and now.ended_on < first)
        if stood and hosts and not all(is_away(story, who, days) for who in hosts):
            says.append(any(was for week, was in now.three.items() if first <= week < today))
    return "turnout", "", says


def on_track(story, today):
    says = [
        status(story, one, today) == "on track"
        for one, (began, _) in story.introduced.items()
        if began + story.settles_in <= today
        and how_it_is(story, one, today).state == "active"
        and not all_away(story, one, today, today)
    ]
    return "on_track", "", sum(says), len(says)


def recompute(story, mondays, *, seed):
    """By kind, group and week: what is stored, and of how many. Messages that wait are drawn and left out."""
    rng, cells, waiting = random.Random(seed), {}, []
    for today in mondays:
        goes_on = today <= story.closes_on
        waiting.append(today)
        counted = [(one, counts(story, one, goes_on and one == today)) for one in waiting]
        if not goes_on and not any(could for _, some in counted for *_, could in some):
            continue
        for one, some in counted:
            for kind, group, yes, could in some:
                cells[kind, group, one - WEEK] = (yes + drawn(rng), could)
        waiting = []
        if goes_on:
            drawn(rng)
    return cells


def counts(story, today, says_how_it_is):
    is_fourth = (today - A_FOURTH_MONDAY).days // 7 % 4 == 0
    now = [on_track(story, today)] if is_fourth and says_how_it_is else []
    return [
        ("met", "", *met(story, today - WEEK, today)),
        *(four_weeks(story, today) if is_fourth else []),
        *now,
    ]


def drawn(rng):
    runs = []
    for _ in range(2):
        length = 0
        while rng.randrange(3) < 1:
            length += 1
        runs.append(length)
    return runs[0] - runs[1]


def total(cells, kind):
    """What a page says of the last twelve weeks of a kind."""
    weeks = sorted(week for name, _, week in cells if name == kind)[-12:]
    known = [cells[kind, "", week] for week in weeks if cells[kind, "", week][1]]
    if not any(could >= 5 for _, could in known):
        return "not shown"
    count = min(max(sum(value for value, _ in known), 0), sum(could for _, could in known))
    return f"about {int((count + 2) // 5 * 5)}" if count >= 5 else "fewer than 5"


def share(cells, kind, group=""):
    """What a page says of all periods of a kind together."""
    known = [one for (name, part, _), one in cells.items() if (name, part) == (kind, group) and one[1]]
    whole = sum(could for _, could in known)
    if not known or whole * whole < 25 * len(known):
        return "not shown"
    yes = min(max(sum(value for value, _ in known), 0), whole)
    percent, edge = int((100 * yes / whole + 2.5) // 5 * 5), -(-20 // whole) * 5
    if yes <= 1 or percent < edge:
        return f"{edge} % or less"
    if whole - yes <= 1 or percent > 100 - edge:
        return f"{100 - edge} % or more"
    return f"about {percent} %"
