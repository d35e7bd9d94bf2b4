"""A program in words: its rhythm, its budget, and what a saving changed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bot.content import Content, FormatKind
from bot.content.numbers.measures import name_of
from bot.domain.matching.choices import MatchedBy
from bot.domain.measures.targets import Target
from bot.domain.measures.typed import say_target
from bot.domain.programs.programs import Intake, Program, hours_a_month, people_expected
from bot.views.meetings.check_in import in_weeks

INTAKES: Mapping[str, str] = {
    Intake.COHORT: "A cohort: everyone begins and ends together",
    Intake.ROLLING: "Rolling: people come and go one by one",
}
APPROVALS = {"open": "Everyone who joins is in", "approval": "A manager decides on each application"}
CHANNEL = "Channel for summaries"
_Say = Callable[..., str]
DECIDES = {
    MatchedBy.PROPOSED: "a manager publishes",
    MatchedBy.CHOSEN: "mentees choose",
    MatchedBy.BY_HAND: "by hand",
}
SHORT_INTAKES = {Intake.COHORT: "a cohort", Intake.ROLLING: "rolling"}


def in_words(program: Program) -> str:
    until = f" to {day_in_words(program.ends_on)}" if program.ends_on else ""
    return (
        f"{program.minutes} minutes {rhythm(program.every_weeks)}, "
        f"from {day_in_words(program.starts_on)}{until}"
    )


def day_in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def rhythm(every_weeks: int) -> str:
    """ "every week", "every three weeks" """
    return f"every {in_weeks(every_weeks).removeprefix('a ')}"


def time_in_words(program: Program, content: Content) -> str:
    """What the program takes of people's time: "40 people: about 40 hours a month"."""
    template = content.programs.get(program.template_id)
    with_mentors = template is None or template.format.kind is not FormatKind.GROUP
    people = people_expected(program.plan, with_mentors=with_mentors) or 10
    hours = hours_a_month(program.plan, people=people)
    about = f"{people} people: about {hours} {'hour' if hours == 1 else 'hours'} a month"
    if not program.plan.expected_mentees:
        return f"{about}."
    of_whom = ", mentors among them" if with_mentors else ""
    return f"{about}{of_whom}."


def changes_in_words(before: Program, after: Program, *, content: Content) -> Mapping[str, str]:
    """What differs between the two, by field; no person, channel or text that was typed is named."""
    return dict(_changes(before, after, content))


def _changes(before: Program, after: Program, content: Content) -> Iterator[tuple[str, str]]:
    yield from _differences(before, after, _SHOWN, _HIDDEN)
    yield from _differences(before.plan, after.plan, _SHOWN_OF_PLAN, _HIDDEN_OF_PLAN)
    yield from _target_changes(before.plan.targets, after.plan.targets, content)


def _differences(
    before: object, after: object, told: Mapping[str, tuple[str, _Say]], hidden: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for name, (label, say) in told.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield name, f"{label}: {say(was)} → {say(now)}"
    for name, label in hidden.items():
        if getattr(before, name) != getattr(after, name):
            yield name, f"{label} changed"


def _target_changes(
    before: Mapping[str, Target], after: Mapping[str, Target], content: Content
) -> Iterator[tuple[str, str]]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was != now:
            label = name_of(content.measures, key)
            yield f"target.{key}", f"Target for “{label}”: {_target(was)} → {_target(now)}"


def _target(target: Target | None) -> str:
    if target is None:
        return "none"
    return f"“{target.note}”" if target.note else say_target(target)


def _day(value: date | None) -> str:
    return day_in_words(value) if value else "none"


def _weeks(value: int) -> str:
    return rhythm(value)


def _minutes(value: int) -> str:
    return f"{value} minutes" if value else "none"


def _count(value: int) -> str:
    return str(value) if value else "not said"


def release(weeks: int) -> str:
    return f"{in_weeks(weeks)} after being asked" if weeks else "never"


def _percent(value: int) -> str:
    return f"{value} %"


def _weights(own: Mapping[str, int]) -> str:
    """By their ids: the labels of the page are too long for a line."""
    found = [f"{key.replace('_', ' ')} {weight}" for key, weight in own.items()]
    return ", ".join(found) or "as the template has it"


def _approval(value: bool) -> str:
    return "a manager decides" if value else "everyone who joins is in"


_SHOWN: Mapping[str, tuple[str, _Say]] = {
    "name": ("Name", str),
    "intake": ("Intake", lambda one: SHORT_INTAKES[one]),
    "starts_on": ("Start", _day),
    "ends_on": ("Last day", _day),
    "signup_ends_on": ("Sign-up ends", _day),
    "every_weeks": ("Rhythm", _weeks),
    "minutes": ("A talk", _minutes),
}
_SHOWN_OF_PLAN: Mapping[str, tuple[str, _Say]] = {
    "minutes_a_month": ("Time for each person, a month", _minutes),
    "capacity": ("Most mentees for one mentor", str),
    "review_every_weeks": ("Review", _weeks),
    "expected_mentees": ("Mentees expected", _count),
    "places_first_percent": ("Places wanted first", _percent),
    "by_approval": ("Joining", _approval),
    "release_after_weeks": ("A pair that doesn't answer frees its places", release),
    "matched_by": ("Who decides on matches", lambda one: DECIDES[one]),
    "mentors_confirm": ("Mentors are asked first", lambda one: "yes" if one else "no"),
    "answer_days": ("They have", lambda days: f"{days} days"),
    "silence": ("No answer means", str),
    "weights": ("What counts", _weights),
}
_HIDDEN = {
    "managers": "Managers",
    "champion": "Champion",
    "lead": "Who mentors can turn to",
    "deputy": "Their deputy",
    "channel_id": CHANNEL,
    "signposts": "Signposts of this program",
}
_HIDDEN_OF_PLAN = {
    "purpose": "Purpose",
    "mentees": "Who the mentees are",
    "mentors": "Who the mentors are",
    "objectives": "Objectives",
}
