"""A measure over time against its target: a line of what is shown, and a hatched stub where nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.disclosure.figures import Figure
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.views.charts.chart import Chart, printable
from bot.views.charts.frame import HIDDEN, RIGHT, Column, Framed, columns, in_words
from bot.views.measures.targets import target_in_words

FILENAME = "measure-over-time.png"
HEIGHT, LEFT, TOP, BASE = 850, 148, 240, 620
PLACES = {"left": LEFT, "right": RIGHT, "base": BASE}
GRID = (0, 50, 100)
# A line needs two ends; more than so many dates can't be read on a phone.
FEWEST, MOST = 2, 8
LEGENDS_AT = 772


@dataclass(frozen=True, slots=True)
class Legend:
    """What is drawn, in words, and where they stand; `is_line` for the target."""

    words: str
    x: int
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class TrendChart:
    """`points`: oldest first, by the Monday on which each period begins; in percent.

    Several on a page have each a `mark` of their own.
    """

    title: str
    points: Sequence[tuple[date, Figure]]
    verdict: Verdict
    target: Target | None = None
    mark: str = ""


def trend_of(result: Result, *, title: str, mark: str = "") -> TrendChart:
    """Take the drawing's figures from a result; `title` is its measure's name."""
    return TrendChart(title, result.trend, result.verdict, result.target, mark)


def trend_chart(chart: TrendChart) -> Chart | None:
    """Draw the last of its dates; None where fewer than two of them have a number."""
    points = [(f"{monday.day} {monday:%b}", figure) for monday, figure in chart.points[-MOST:]]
    if sum(figure.value is not None for _, figure in points) < FEWEST:
        return None
    placed = zip(columns([label for label, _ in points], left=LEFT), points, strict=True)
    drawn = [_placed(column, figure) for column, (_, figure) in placed]
    hidden = any(column.value is None for column in drawn)
    framed = Framed(
        "trend",
        chart.title,
        subtitle=_verdict(chart),
        alt_text=_alt_text(chart, points),
        height=HEIGHT if hidden else HEIGHT - 50,
        hidden=HIDDEN if hidden else "",
        mark=chart.mark,
    )
    levels = _levels(chart.target)
    return framed.chart(
        PLACES
        | {
            "grid": [(_y(level), f"{level} %") for level in GRID],
            "targets": [_y(level) for level in levels],
            "columns": drawn,
            "lines": [
                (one, other)
                for one, other in zip(drawn, drawn[1:], strict=False)
                if one.value is not None and other.value is not None
            ],
            "legends": _legends(drawn, levels),
            "legends_at": LEGENDS_AT,
        },
        filename=FILENAME,
    )


def _placed(column: Column, figure: Figure) -> Column:
    if figure.value is None:
        return column
    between = (_y(figure.between[1]), _y(figure.between[0])) if figure.between else None
    return replace(column, top=_y(figure.value), value=figure.value, said=_said(figure), between=between)


def _said(figure: Figure) -> str:
    """A figure as it fits above its dot: "70 %", and "90+" where it is that much or more."""
    if figure.text.endswith("or more"):
        return f"{figure.value}+"
    return f"≤ {figure.value}" if figure.text.endswith("or less") else f"{figure.value} %"


def _legends(drawn: Sequence[Column], levels: Sequence[int]) -> list[Legend]:
    """Name what is drawn: the target first, where there is one."""
    target = [Legend("target", 48, is_line=True)] if levels else []
    between = any(column.between for column in drawn)
    return [*target, *([Legend("likely range", 48 + 250 * len(target))] if between else [])]


def _levels(target: Target | None) -> list[int]:
    if target is None or target.comparison is Comparison.REPORT:
        return []
    return [level for level in (target.low, target.high) if level is not None]


def _verdict(chart: TrendChart) -> str:
    aim = f"Target: {words}. " if (words := target_in_words(chart.target)) else ""
    return f"{aim}{_capital(chart.verdict)}." if aim else "No target. Rounded."


def _alt_text(chart: TrendChart, points: Sequence[tuple[str, Figure]]) -> str:
    sentences = [
        f"Line chart: {printable(chart.title)}.",
        _verdict(chart),
        f"From each Monday: {in_words(points)}.",
    ]
    if any(not figure.is_shown for _, figure in points):
        sentences.append("Small numbers aren't shown, to protect small groups.")
    return " ".join(sentences)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _y(percent: int) -> float:
    return round(BASE - (BASE - TOP) * percent / 100, 1)
