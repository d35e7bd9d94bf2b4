"""The frame of every drawing of figures: size, title, and what stands in the place of a hidden number.

Pictures are drawn for a phone, which shows them at a third of their size: no letter is smaller than SIZE.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.disclosure.figures import Figure
from bot.views.charts.chart import Chart, draw, printable

WIDTH, EDGE, RIGHT, SIZE = 1200, 48, 1152, 34
# A hidden number is drawn as a stub of one size, whatever it is.
STUB = 40
HIDDEN = "Not shown, to protect small groups"
# Titles shrink to fit one line down to SIZE, then they are cut; a letter is so much of its size wide.
TITLE_SIZE, LETTER = 46, 0.54


@dataclass(frozen=True, slots=True)
class Column:
    """A date in pixels: `x` its middle, `top` where its value is; None where no number is shown."""

    x: float
    width: float
    day: str
    month: str
    top: float = 0
    value: int | None = None
    said: str = ""
    between: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Framed:
    """A drawing by the template of this name, `key`.

    With its `mark` that tells its ids apart, where several stand on a page.
    """

    key: str
    title: str
    subtitle: str
    alt_text: str
    height: int
    hidden: str = ""
    sideways: int = 0
    mark: str = ""

    def chart(self, drawing: Mapping[str, Any], *, filename: str) -> Chart:
        """Draw it. The file's name says nothing of a program."""
        title, title_size = fit(printable(self.title))
        frame: dict[str, Any] = {
            "key": f"{self.key}{self.mark}",
            "width": WIDTH,
            "height": self.height,
            "edge": EDGE,
            "size": SIZE,
            "title": title,
            "title_size": title_size,
            "subtitle": self.subtitle,
            "description": self.alt_text,
            "sideways": self.sideways,
            "has_hidden": bool(self.hidden),
            "hidden": self.hidden,
            "stub_height": STUB,
        }
        svg = draw(f"{self.key}.svg.j2", frame | {**drawing})
        return Chart(svg=svg, alt_text=self.alt_text, filename=filename)


def fit(title: str, *, room: int = RIGHT - EDGE, size: int = TITLE_SIZE) -> tuple[str, int]:
    """Give words as they fit on one line, and their size in pixels."""
    longest = int(room / (LETTER * SIZE))
    if len(title) > longest:
        title = title[: longest - 1].rstrip() + "…"
    return title, min(size, int(room / (LETTER * max(len(title), 1))))


def columns(labels: Sequence[str], *, left: int) -> Iterator[Column]:
    """Place dates like "5 Jan" side by side; a month is named once."""
    slot = (RIGHT - left) / max(len(labels), 1)
    previous = ""
    for number, label in enumerate(labels):
        day, _, month = printable(label).partition(" ")
        yield Column(
            x=round(left + slot * (number + 0.5), 1),
            width=round(min(slot * 0.66, 90), 1),
            day=day,
            month="" if month == previous else month,
        )
        previous = month


def in_words(named: Sequence[tuple[str, Figure]]) -> str:
    """Say every figure that is drawn, with between what it may lie."""
    return "; ".join(f"{printable(name)} {figure}{likely(figure)}" for name, figure in named)


def likely(figure: Figure) -> str:
    return f" (likely {figure.likely})" if figure.likely else ""
