"""How many of each group are reached: a bar for what is shown, a hatched stub for what is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.disclosure.figures import Figure
from bot.views.charts.chart import Chart, printable
from bot.views.charts.frame import EDGE, RIGHT, STUB, Framed, fit, in_words

FILENAME = "reach-by-group.png"
LEFT, TOP, ROW, FOOT = 470, 176, 64, 84
# From the end of the longest bar on stand its words.
LONGEST = RIGHT - 230 - LEFT
# One bar compares nothing; more can't be read on a phone.
FEWEST, MOST = 2, 10
HIDDEN = "Too small to show, to protect people in it"
OF_STAFF, BY_NUMBER = "Of the staff of each group. Rounded.", "People of each group who take part. Rounded."


@dataclass(frozen=True, slots=True)
class ReachChart:
    """`groups` in the order of a list, never by their numbers: nobody is ranked.

    A number is a share of a group's staff, in percent, or else how many people they are.
    """

    title: str
    groups: Sequence[tuple[str, Figure]]
    of_staff: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A group in pixels; without a `width` its number is not shown."""

    name: str
    y: int
    width: float | None
    said: str


def reach_chart(chart: ReachChart) -> Chart | None:
    """Draw its groups, at most ten; None where fewer than two of them have a number."""
    groups = chart.groups[:MOST]
    if sum(figure.value is not None for _, figure in groups) < FEWEST:
        return None
    full = 100 if chart.of_staff else max(figure.value or 0 for _, figure in groups)
    bottom = TOP + ROW * len(groups)
    hidden = any(figure.value is None for _, figure in groups)
    framed = Framed(
        "reach",
        chart.title,
        subtitle=_about(chart),
        alt_text=_alt_text(chart, groups),
        height=bottom + (FOOT if hidden else EDGE - 12),
        hidden=HIDDEN if hidden else "",
        sideways=1,
    )
    rows = [_row(name, figure, TOP + ROW * at, full) for at, (name, figure) in enumerate(groups)]
    return framed.chart(
        {"rows": rows, "left": LEFT, "top": TOP, "bottom": bottom},
        filename=FILENAME,
    )


def _row(name: str, figure: Figure, y: int, full: int) -> Row:
    named, _ = fit(printable(name), room=LEFT - EDGE - 16)
    width = None if figure.value is None else round(max(LONGEST * figure.value / full, STUB / 4), 1)
    return Row(named, y, width, figure.text)


def _about(chart: ReachChart) -> str:
    return OF_STAFF if chart.of_staff else BY_NUMBER


def _alt_text(chart: ReachChart, groups: Sequence[tuple[str, Figure]]) -> str:
    sentences = [f"Bar chart: {printable(chart.title)}.", _about(chart), f"{in_words(groups)}."]
    if len(groups) < len(chart.groups):
        sentences.append("More groups stand in the list.")
    if any(figure.value is None for _, figure in groups):
        sentences.append("Small numbers aren't shown, to protect small groups.")
    return " ".join(sentences)
