"""A week as a strip a day: work, handover, sleep after nights, and when a message is welcome."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.availability import Availability, QuietRules, Shift
from bot.domain.local_time import DAY, readings
from bot.domain.shifts.roster import Roster
from bot.domain.spans import Span, common, merged
from bot.domain.timing import welcome_windows
from bot.views.charts.chart import Chart, draw

WIDTH, HEIGHT = 1200, 706
LEFT, HOUR, TOP, ROW, BAR = 104, 35, 196, 56, 40
# Where the legend begins, and what a swatch with its gaps and a letter take up in it.
LEGEND, SWATCH, LETTER = 48, 70, 10.2
LABELLED_HOURS = range(0, 25, 3)
SIZES = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "hour": HOUR, "top": TOP, "row": ROW, "bar": BAR}


class Band(StrEnum):
    """What a stretch of a day is; painted in this order."""

    HANDOVER = "handover"
    SLEEP = "sleep"
    WORK = "work"
    AWAY = "away"
    WELCOME = "welcome"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Local times of one day, in hours from midnight."""

    band: Band
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class DayStrip:
    day: date
    stretches: tuple[Stretch, ...]

    @property
    def welcome(self) -> tuple[Stretch, ...]:
        return tuple(one for one in self.stretches if one.band is Band.WELCOME)


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """`shifts` are drawn as they may fall; the bot goes by what it knows of `person`, which may be less."""

    title: str
    subtitle: str
    person: Availability
    monday: date
    shifts: Sequence[Shift] = ()
    is_known: bool = False


def week_chart(picture: WeekPicture, *, filename: str, rules: QuietRules) -> Chart:
    strips = week_strips(picture, rules)
    description = alt_text(picture, strips)
    drawing = {
        "title": picture.title,
        "subtitle": picture.subtitle,
        "description": description,
        "hours": LABELLED_HOURS,
        "rows": [(f"{strip.day:%a}", strip.stretches, _said(strip)) for strip in strips],
        "legend": _legend(picture, strips, rules),
        "is_known": picture.is_known,
    }
    svg = draw("week.svg.j2", SIZES | drawing)
    return Chart(svg=svg, alt_text=description, filename=filename)


def week_strips(picture: WeekPicture, rules: QuietRules) -> list[DayStrip]:
    """The welcome hours are those the rules give; everything else is there to explain them."""
    zone = ZoneInfo(picture.person.tz)
    roster = Roster(
        picture.shifts,
        zone=zone,
        rules=rules,
        complete=picture.is_known,
        long_recovery=picture.person.long_recovery,
    )
    work = merged((one.start, one.end) for one in picture.shifts if one.kind.is_work)
    away = merged((one.start, one.end) for one in picture.shifts if not one.kind.is_work)
    start, end = _midnight(zone, picture.monday), _midnight(zone, picture.monday + 7 * DAY)
    windows = welcome_windows(picture.person, start=start, end=end, rules=rules)
    spans = {
        Band.HANDOVER: roster.handovers,
        Band.SLEEP: roster.asleep,
        Band.WORK: work,
        Band.AWAY: away,
        Band.WELCOME: [(one.start, one.end) for one in windows],
    }
    return [_strip(zone, picture.monday + n * DAY, spans) for n in range(7)]


def _strip(zone: ZoneInfo, day: date, spans: dict[Band, list[Span]]) -> DayStrip:
    whole = [(_midnight(zone, day), _midnight(zone, day + DAY))]
    stretches = (
        Stretch(band, _hours(zone, day, start), _hours(zone, day, end))
        for band, found in spans.items()
        for start, end in common(found, whole)
    )
    return DayStrip(day, tuple(stretches))


def _midnight(zone: ZoneInfo, day: date) -> datetime:
    return readings(zone, day, time())[0]


def _hours(zone: ZoneInfo, day: date, when: datetime) -> float:
    local = when.astimezone(zone).replace(tzinfo=None)
    return (local - datetime.combine(day, time())) / timedelta(hours=1)


def _said(strip: DayStrip) -> str:
    return ", ".join(_in_words(one) for one in strip.welcome) or "no messages"


def _in_words(one: Stretch) -> str:
    return f"{_clock(one.start)}-{_clock(one.end)}"


def _clock(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def alt_text(picture: WeekPicture, strips: Sequence[DayStrip]) -> str:
    """Every hour that is drawn as welcome, days with the same ones together."""
    days = "; ".join(f"{names} {said}" for names, said in _runs(strips))
    return f"{picture.title}. {picture.subtitle} Welcome hours: {days}."


def _runs(strips: Sequence[DayStrip]) -> Iterator[tuple[str, str]]:
    """Days in a row that say the same, as "Mon to Fri"."""
    at = 0
    while at < len(strips):
        last = at
        while last + 1 < len(strips) and _said(strips[last + 1]) == _said(strips[at]):
            last += 1
        until = f" to {strips[last].day:%a}" if last > at else ""
        yield f"{strips[at].day:%a}{until}", _said(strips[at])
        at = last + 1


def _legend(
    picture: WeekPicture, strips: Iterable[DayStrip], rules: QuietRules
) -> list[tuple[str, str, float]]:
    """What is drawn, with its place: a kind of stretch, its words and where it stands."""
    drawn = {one.band for strip in strips for one in strip.stretches}
    work = "at work" if picture.is_known else "may be at work"
    sleep = "recovery after a night" if picture.is_known else "may sleep after a night"
    words = {
        Band.WELCOME: "we may write",
        Band.WORK: work,
        Band.HANDOVER: f"{rules.handover_minutes_each_side} min around a shift",
        Band.SLEEP: sleep,
        Band.AWAY: "away",
    }
    shown = [(band, words[band]) for band in words if band in drawn]
    places, at = [], float(LEGEND)
    for band, text in [*shown, ("silence", "no messages")]:
        places.append((str(band), text, at))
        at += SWATCH + LETTER * len(text)
    return places
