"""Meetings by week as bars. A hidden week is a hatched stub of one size, whatever its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from bot.domain.disclosure.figures import Figure
from bot.views.charts.chart import Chart, draw, printable, to_png

FILENAME = "meetings-by-week.png"
WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, TOP, BASE = 116, 1152, 206, 468
STUB = 34
SIZES = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "base": BASE, "stub": STUB}
# Titles shrink to fit one line down to this size, then they are cut.
TITLE_SIZE, SMALLEST_TITLE, LETTER = 46, 30, 0.54


@dataclass(frozen=True, slots=True)
class WeekBar:
    """`label`: the week's Monday, like "5 Jan"."""

    label: str
    met: Figure

    @property
    def value(self) -> int | None:
        """None where the number is small or hidden."""
        return self.met.value


@dataclass(frozen=True, slots=True)
class ActivityChart:
    """`weeks`: oldest first; each bar is a week, or four from its Monday."""

    title: str
    weeks: tuple[WeekBar, ...]
    is_by_week: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A week in pixels: `x` its middle, `top` the upper end of its bar or stub."""

    x: float
    top: float
    width: float
    value: int | None
    day: str
    month: str


def activity_chart(chart: ActivityChart) -> Chart:
    highest = max((week.value or 0 for week in chart.weeks), default=0)
    step = _grid_step(highest)
    top = max(step, -(-highest // step) * step)
    title, title_size = _fit(printable(chart.title))
    description = alt_text(chart)
    drawing = {
        "title": title,
        "title_size": title_size,
        "description": description,
        "each": "a week" if chart.is_by_week else "four weeks",
        "grid": [(_y(level, top), level) for level in range(step, top + 1, step)] if highest else [],
        "columns": list(_columns(chart.weeks, top)),
        "has_hidden": any(week.value is None for week in chart.weeks),
    }
    svg = draw("activity.svg.j2", SIZES | drawing)
    return Chart(png=to_png(svg), svg=svg, alt_text=description, filename=FILENAME)


def alt_text(chart: ActivityChart) -> str:
    """Every figure in words, the highest first."""
    sentences = [f"Bar chart: {printable(chart.title)}."]
    shown = [(week.value, printable(week.label)) for week in chart.weeks if week.value is not None]
    if shown:
        most = max(value for value, _ in shown)
        when = ", ".join(label for value, label in shown if value == most)
        since = "week of" if chart.is_by_week else "from"
        sentences.append(f"Highest: about {most}, {since} {when}.")
    if chart.weeks:
        each = "week" if chart.is_by_week else "four weeks"
        sentences.append(f"By {each}: {'; '.join(_in_words(week) for week in chart.weeks)}.")
    if len(shown) < len(chart.weeks):
        sentences.append("Numbers are rounded; small ones aren't shown, to protect small groups.")
    return " ".join(sentences)


def _in_words(week: WeekBar) -> str:
    return f"{printable(week.label)} {week.met}"


def _fit(title: str) -> tuple[str, int]:
    """The title as it fits on one line, and its size in pixels."""
    room = RIGHT - 48
    longest = int(room / (LETTER * SMALLEST_TITLE))
    if len(title) > longest:
        title = title[: longest - 1].rstrip() + "…"
    return title, min(TITLE_SIZE, int(room / (LETTER * max(len(title), 1))))


def _grid_step(highest: int) -> int:
    """The smallest round step with at most four lines."""
    step, digits = 5, cycle((2, 2.5, 2))
    while step * 4 < highest:
        step = int(step * next(digits))
    return step


def _y(value: int, top: int) -> float:
    return round(BASE - (BASE - TOP) * value / top, 1)


def _columns(weeks: Sequence[WeekBar], top: int) -> Iterator[Column]:
    slot = (RIGHT - LEFT) / max(len(weeks), 1)
    previous = ""
    for number, week in enumerate(weeks):
        day, _, month = printable(week.label).partition(" ")
        yield Column(
            x=round(LEFT + slot * (number + 0.5), 1),
            top=BASE - STUB if week.value is None else _y(week.value, top),
            width=round(min(slot * 0.66, 90), 1),
            value=week.value,
            day=day,
            month="" if month == previous else month,
        )
        previous = month
