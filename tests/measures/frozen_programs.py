"""Programs of which only cells are left, made without noise, week by week."""

from dataclasses import replace
from datetime import date, timedelta

from bot.content import load_content
from bot.domain.disclosure.cells import Cell, noisy, rounded
from bot.domain.disclosure.kinds import AGREES, ANSWERED, ANSWERED_BOTH, GOALS_MOVED, MOVED_UP
from bot.domain.disclosure.weeks import A_FOURTH_MONDAY, WEEK
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, group_of
from bot.domain.measures.measures import Measured, Shape
from bot.domain.mentorships.mentorships import this_monday
from tests.figures import NoNoise
from tests.people import PROGRAM

CONTENT = load_content()
# The week that ends with a fourth Monday: 2 March 2026 isn't one, and 23 February is.
ROUND = A_FOURTH_MONDAY + 28 * 4 * WEEK - WEEK
AS_OF = ROUND + WEEK
TEMPLATES = {
    Shape.PAIRS: "nurse_leadership",
    Shape.CIRCLES: "peer_circle",
    Shape.COACHING: "coaching_sprint",
}


def week(back: int) -> date:
    """So many times four weeks before the last round."""
    return ROUND - back * 4 * WEEK


def periods(kind, *counts, group=""):
    """Yeses of how many could, in periods of four weeks, the last of them the last round."""
    return [
        noisy(kind, week=week(back), yeses=yeses, could=could, chance=NoNoise(), group=group)
        for back, (yeses, could) in enumerate(reversed(counts))
    ]


def weeks(kind, count, yeses, could):
    """The same in each of so many weeks up to the last round."""
    return [
        noisy(kind, week=ROUND - back * WEEK, yeses=yeses, could=could, chance=NoNoise())
        for back in range(count)
    ]


def people(kind, *counts):
    """Who takes part, week by week up to the last round."""
    return [
        rounded(kind, week=ROUND - back * WEEK, count=count) for back, count in enumerate(reversed(counts))
    ]


def off(cell: Cell, noise: int) -> Cell:
    return replace(cell, value=cell.value + noise)


def program(shape=Shape.PAIRS, *, cells=(), waves=(), first_days=21, **about):
    return Measured(
        replace(PROGRAM, template_id=TEMPLATES[shape], **about), shape, first_days, list(cells), list(waves)
    )


class Asked:
    """A program in which waves have closed; each is told what people said, by the key of the question."""

    def __init__(self, template="nurse_leadership", intake=COHORT):
        self.template, self.intake = CONTENT.programs[template], intake
        self.cells, self.waves = [], []

    def wave(self, kind, answered, *, yes=(), surer=(), both=0, goals=None, weeks_ago=3):
        """`answered` is by role, `yes` and `surer` by question: how many of how many."""
        closes_on = ROUND - timedelta(weeks=weeks_ago) + timedelta(days=4)
        items = CONTENT.surveys.asked_in(kind, self.template)
        wave = Wave(
            PROGRAM.workspace_id,
            PROGRAM.id,
            self.intake,
            kind,
            closes_on,
            closes_on,
            items,
            frozen_on=closes_on,
        )
        self.waves.append(wave)
        for role, (here, asked) in answered.items():
            self._add(wave, ANSWERED, f"{kind}:{role}", here, asked)
        for key, (said, asked) in dict(yes).items():
            self._add(wave, AGREES, key, said, asked)
        for key, (said, asked) in dict(surer).items():
            self._add(wave, MOVED_UP, key, said, asked)
        if surer:
            self._add(wave, ANSWERED_BOTH, "", both, next(iter(answered.values()))[1])
        if goals:
            self._add(wave, GOALS_MOVED, "", *goals)
        return self

    def _add(self, wave, kind, group, yeses, could):
        self.cells.append(
            noisy(
                kind,
                week=wave_week(wave),
                yeses=yeses,
                could=could,
                chance=NoNoise(),
                group=group_of(self.intake, group),
            )
        )

    @property
    def program(self):
        shape = Shape.CIRCLES if self.template.id == "peer_circle" else Shape.PAIRS
        return program(shape, cells=self.cells, waves=self.waves)


def wave_week(wave: Wave) -> date:
    return this_monday(wave.closes_on)


END, MID, PULSE, START = WaveKind.END, WaveKind.MID, WaveKind.PULSE, WaveKind.BASELINE
