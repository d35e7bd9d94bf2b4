"""Draws the pictures of docs/timing.md: a week of every shift pattern, as the rules see it.

python docs/timing_pictures.py
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content import Content, load_content
from bot.domain.availability import Availability, Nights, Shift, ShiftKind, ShiftPreset
from bot.domain.local_time import DAY
from bot.domain.shifts.nights import has_nights, night_hours, with_nights
from bot.domain.shifts.presets import OFFICE
from bot.views.charts.week import WeekPicture, week_chart

FOLDER = Path(__file__).parent / "pictures" / "timing"
TZ = "Europe/London"
MONDAY = date(2026, 3, 2)
FAR = datetime(2030, 1, 1, tzinfo=UTC)
UNKNOWN = "Shifts vary and there is no roster: the middle of the day, until they tell us more."
WEEKDAYS = "Monday to Friday. We write in the working day, away from its edges."
ANY_DAY = "We don't know which days are worked, so we keep to hours that suit both."
ANY_NIGHT = "Any night may be worked, so every morning may be sleep."


def pictures(content: Content) -> Mapping[str, WeekPicture]:
    """By the name of the file: one for each preset, one with a roster, one after a tap."""
    found = {key: of_preset(preset) for key, preset in content.presets.items()}
    return {
        **found,
        "roster": with_roster(),
        "roster_days": days_with_roster(),
        "this_week": this_week(content),
    }


def of_preset(preset: ShiftPreset) -> WeekPicture:
    """The pattern's hours are drawn on every day they may be worked."""
    days = range(5) if preset.id == OFFICE else range(-1, 8)
    shifts = [_shift(n, preset.start, preset.end) for n in days if preset.start and preset.end]
    return WeekPicture(
        title=preset.label,
        subtitle=_subtitle(preset),
        person=Availability(TZ, preset),
        monday=MONDAY,
        shifts=() if preset.id == OFFICE else shifts,
    )


def _subtitle(preset: ShiftPreset) -> str:
    if preset.start is None or preset.end is None:
        return UNKNOWN
    if preset.id == OFFICE:
        return WEEKDAYS
    hours = f"{preset.start:%H:%M}-{preset.end:%H:%M}."
    return f"{hours} {ANY_NIGHT if has_nights(preset) else ANY_DAY}"


def with_roster() -> WeekPicture:
    """Three nights in a row, rest, and a day shift at the end of the week."""
    nights = [_shift(n, time(19), time(7, 30), ShiftKind.NIGHT) for n in range(3)]
    return _known(
        "With a roster: a run of nights",
        "Three nights, rest until Friday 14:00, a free Saturday, a long day on Sunday.",
        [*nights, _shift(6, time(7), time(19, 30))],
    )


def days_with_roster() -> WeekPicture:
    return _known(
        "With a roster: long days and days off",
        "No messages on worked days; the days off have plenty of room.",
        [_shift(n, time(7), time(19, 30)) for n in (0, 1, 4, 5)],
    )


def _known(title: str, subtitle: str, shifts: list[Shift]) -> WeekPicture:
    person = Availability(TZ, ShiftPreset("mixed_12", ""), tuple(shifts), roster_known_until=FAR)
    return WeekPicture(title, subtitle, person, MONDAY, shifts, is_known=True)


def this_week(content: Content) -> WeekPicture:
    """Somebody whose shifts vary says on Monday that they work nights this week."""
    varies = content.presets["mixed_12"]
    hours = night_hours(varies, content.presets.values())
    assert hours is not None
    nights = Nights(MONDAY, MONDAY + 6 * DAY, hours)
    person = with_nights(Availability(TZ, varies), nights)
    return WeekPicture(
        "“Nights”, saved on Monday",
        "From tonight to Sunday: an hour in the late afternoon, and nothing during sleep.",
        person,
        MONDAY,
        person.shifts,
        is_known=True,
    )


def _shift(day: int, start: time, end: time, kind: ShiftKind = ShiftKind.DAY) -> Shift:
    zone, on = ZoneInfo(TZ), MONDAY + day * DAY
    until = on if end > start else on + timedelta(days=1)
    edges = (datetime.combine(on, start, zone), datetime.combine(until, end, zone))
    return Shift(edges[0].astimezone(UTC), edges[1].astimezone(UTC), kind)


def main() -> None:
    content = load_content()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(content).items():
        chart = week_chart(picture, filename=f"{name}.png", rules=content.quiet_rules)
        (FOLDER / chart.filename).write_bytes(chart.png)


if __name__ == "__main__":
    main()
