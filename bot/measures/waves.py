"""Waves: what people said when they were asked, in all waves that have closed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure, share_among
from bot.domain.feedback.findings import Frozen
from bot.domain.measures.measures import Measured, Reading
from bot.measures.periods import Read, as_of, told

# Who said yes, and who answered.
Said = tuple[Sequence[Cell], Sequence[Cell]]


def agreeing(*items: str) -> Read:
    """Read the share of those who answered who say yes: to the first of these items that was asked."""

    def read(programs: Sequence[Measured]) -> Sequence[Reading]:
        return [reading_of(said_to(programs, *items))]

    return read


def surer_of(confidence_item: str) -> Read:
    """Read the share of those who answered both times who are more confident of this at the end."""

    def read(programs: Sequence[Measured]) -> Sequence[Reading]:
        return [reading_of(surer(programs, confidence_item))]

    return read


def said_to(programs: Sequence[Measured], *items: str) -> list[Said]:
    """Of each wave in which it was asked."""
    for item in items:
        found = [said for frozen in waves_of(programs) if (said := frozen.agreed(item))]
        if found:
            return [([yes], answered) for yes, answered in found]
    return []


def surer(programs: Sequence[Measured], confidence_item: str = "") -> list[Said]:
    """Of each wave: of this item, or of all of them their mean."""
    found: list[Said] = []
    for frozen in waves_of(programs):
        cells, both = frozen.became_surer()
        chosen = [
            cell for key, cell in cells.items() if key.endswith(confidence_item and f":{confidence_item}")
        ]
        if chosen:
            mean = round(fmean(cell.value for cell in chosen))
            found.append(([replace(chosen[0], value=mean)], both))
    return found


def waves_of(programs: Sequence[Measured]) -> Iterator[Frozen]:
    for one in programs:
        yield from (Frozen(wave, one.cells) for wave in one.waves if wave.frozen_on)


def reading_of(said: Sequence[Said]) -> Reading:
    """Sum up waves; those that closed in the same week are one point of the trend."""
    weeks: dict[date, list[Said]] = defaultdict(list)
    for one in said:
        weeks[one[0][0].week].append(one)
    cells = [cell for yeses, _ in said for cell in yeses]
    trend = [(week, figure_of(found)) for week, found in sorted(weeks.items())]
    return Reading(figure_of(said), trend=told(trend), as_of=as_of(cells))


def figure_of(said: Sequence[Said]) -> Figure:
    return share_among(
        [cell for yeses, _ in said for cell in yeses], [cell for _, answered in said for cell in answered]
    )
