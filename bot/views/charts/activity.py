"""Meetings by week as bars."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from bot.domain.disclosure.figures import Figure
from bot.views.charts.chart import Chart, printable
from bot.views.charts.frame import HIDDEN, RIGHT, Framed, columns, in_words

FILENAME = "meetings-by-week.png"
HEIGHT, LEFT, TOP, BASE = 660, 116, 212, 482
PLACES = {"left": LEFT, "right": RIGHT, "base": BASE}


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


def activity_chart(chart: ActivityChart) -> Chart:
    highest = max((week.value or 0 for week in chart.weeks), default=0)
    step = _grid_step(highest)
    top = max(step, -(-highest // step) * step)
    each = "a week" if chart.is_by_week else "four weeks"
    placed = zip(columns([week.label for week in chart.weeks], left=LEFT), chart.weeks, strict=True)
    framed = Framed(
        "activity",
        chart.title,
        subtitle=f"Each bar is {each}, from its Monday. Rounded.",
        alt_text=alt_text(chart),
        height=HEIGHT,
        hidden=HIDDEN if any(week.value is None for week in chart.weeks) else "",
    )
    return framed.chart(
        PLACES
        | {
            "grid": [(_y(level, top), level) for level in range(step, top + 1, step)] if highest else [],
            "columns": [
                column if week.value is None else replace(column, top=_y(week.value, top), value=week.value)
                for column, week in placed
            ],
        },
        filename=FILENAME,
    )


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
        sentences.append(f"By {each}: {_in_words(chart.weeks)}.")
    if len(shown) < len(chart.weeks):
        sentences.append("Numbers are rounded; small ones aren't shown, to protect small groups.")
    return " ".join(sentences)


def _in_words(weeks: Sequence[WeekBar]) -> str:
    return in_words([(week.label, week.met) for week in weeks])


def _grid_step(highest: int) -> int:
    """The smallest round step with at most four lines."""
    step, digits = 5, cycle((2, 2.5, 2))
    while step * 4 < highest:
        step = int(step * next(digits))
    return step


def _y(value: int, top: int) -> float:
    return round(BASE - (BASE - TOP) * value / top, 1)
