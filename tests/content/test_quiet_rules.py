"""Every number of the rules of quiet comes from the file: changed there, it changes when messages come."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from bot.content import Content, load_content
from bot.delivery.loading import LoadedSituation
from bot.delivery.verdict import judge
from bot.domain.availability import Availability, Shift, ShiftKind
from bot.domain.pausing import Until
from bot.domain.timing import meeting_windows, welcome_windows
from bot.nudges import all_kinds
from tests.content.conftest import SHIPPED
from tests.nudges.situations import situation
from tests.people import DAY, MONDAY

START = datetime(2026, 3, 2, tzinfo=UTC)
FILE = "quiet_rules.yml"
# `never` is all that may stand there; the other two are rules of planning a meeting and of the journey.
ELSEWHERE = {"on_shift_messages", "reminders_per_meeting", "wait_before_nudge_days"}


def night(day: int) -> Shift:
    start = START + day * DAY + timedelta(hours=19)
    return Shift(start, start + timedelta(hours=12, minutes=30), ShiftKind.NIGHT)


def by_pattern(preset: str) -> Callable[[Content], object]:
    return lambda content: _week(Availability("UTC", content.preset(preset)), content)


def _rostered(content: Content, *, long: bool = False) -> Availability:
    """Two nights, and then nothing."""
    shifts, known = (night(0), night(1)), START + 60 * DAY
    return Availability("UTC", content.preset("mixed_12"), shifts, known, long_recovery=long)


def _week(person: Availability, content: Content) -> object:
    return welcome_windows(person, start=START, end=START + 7 * DAY, rules=content.quiet_rules)


def with_nights(content: Content) -> object:
    return _week(_rostered(content), content)


def with_long_rest(content: Content) -> object:
    return _week(_rostered(content, long=True), content)


def for_meetings(content: Content) -> object:
    return meeting_windows(_rostered(content), start=START, end=START + DAY, rules=content.quiet_rules)


def after_one_message(content: Content) -> object:
    kind = all_kinds()["check_in"]
    about = situation(content, "check_in", now=MONDAY)
    loaded = LoadedSituation(about, (Availability("UTC", content.preset("office")),), (MONDAY - DAY,))
    return judge(kind, loaded, content=content).send


CHANGES: list[tuple[str, str, str, Callable[[Content], object]]] = [
    ("handover_minutes_each_side", ": 45", ": 60", by_pattern("early_8")),
    ("never_before", '"09:00"', '"10:30"', by_pattern("late_8")),
    ("never_after", '"21:00"', '"20:30"', by_pattern("days_12")),
    ("after_night_hours", "hours: 9", "hours: 10", with_nights),
    ("always_sleep_after_night", 'to: "12:00"', 'to: "17:00"', with_nights),
    ("before_night_hours_for_meetings", "meetings: 4", "meetings: 6", for_meetings),
    ("next_day_after_last_night_not_before", '"14:00"', '"16:00"', with_nights),
    ("long_recovery_hours_option", ": 46", ": 60", with_long_rest),
    ("max_messages_per_7_days", "days: 2", "days: 1", after_one_message),
    ("day_off", '"10:00-18:00"', '"10:00-17:00"', with_nights),
    ("between_nights", "shift_start-90m", "shift_start-120m", with_nights),
    ("office", '"10:00-16:30"', '"10:00-16:00"', by_pattern("office")),
    ("unknown", '"11:00-18:00"', '"12:00-18:00"', by_pattern("on_call")),
]


@pytest.mark.parametrize(("key", "old", "new", "asked"), CHANGES, ids=[one[0] for one in CHANGES])
def test_a_number_changed_in_the_file_changes_when_people_are_written_to(
    folder, change, content, key, old, new, asked
):
    change(FILE, old, new)
    assert asked(load_content(folder=folder.parent)) != asked(content)


def test_no_rule_of_the_file_is_left_out():
    rules = yaml.safe_load((SHIPPED / FILE).read_text(encoding="utf-8"))
    named = {key for group in ("quiet_rules", "default_windows") for key in rules[group]}
    assert {key for key, *_ in CHANGES} | ELSEWHERE == named


def test_a_choice_taken_out_of_the_file_is_offered_no_more(folder, change):
    change(FILE, '  - {id: tomorrow, label: "Tomorrow"}\n', "")
    found = load_content(folder=folder.parent).snooze_choices
    assert list(found) == [Until.THREE_DAYS, Until.AFTER_NIGHTS, Until.NEXT_MONTH, Until.I_SAY]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: tomorrow", "id: tomorow", "did you mean `tomorrow`?"),
        ("id: tomorrow", "id: three_days", "each of the snooze_choices once"),
    ],
)
def test_a_choice_nobody_can_reckon_with_is_refused(change, problems, old, new, said):
    change(FILE, old, new)
    assert any(said in str(problem) for problem in problems())


def test_the_hours_of_a_pattern_come_from_its_file(folder, change, content):
    change("shift_presets.yml", 'start: "19:00", end: "07:30"', 'start: "20:00", end: "08:00"')
    changed = load_content(folder=folder.parent)
    assert by_pattern("nights_12")(changed) != by_pattern("nights_12")(content)
