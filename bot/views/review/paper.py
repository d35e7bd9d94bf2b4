"""A review as a paper: the same as its page, with a table of measures and the meetings drawn."""

from collections.abc import Iterator, Sequence

from bot.content import Content
from bot.domain.measures.results import Result
from bot.paper import Paper, PaperKind, Picture, Section
from bot.views.feedback.words import WAVES, turnout_in_words, untold_in_words
from bot.views.measures.targets import aimed_at
from bot.views.programs.words import day_in_words, in_words
from bot.views.review.drawings import BY_SITE, meetings_drawn, sites_drawn, trends_drawn
from bot.views.review.pack import Pack
from bot.views.review.words import (
    BLURRED,
    NOTHING_SHOWN,
    VERDICTS,
    WHY_UNTOLD,
    answers_in_words,
    change_in_words,
    finding_line,
    hours_in_words,
    measure_name,
    reached_in_words,
    since_in_words,
)

FILENAME = "program-review.pdf"
HEAD = ("Measure", "Figure", "Likely", "Target", "Result")
NOT_DECIDED = "Not decided yet: is the length right, is the rhythm right, does it continue, change or stop?"
HOW_SURE = "How sure are these numbers?"
MOST_TRENDS = 3


def review_paper(pack: Pack, *, content: Content, hospital: str) -> Paper:
    """It names nobody, neither those who take part nor those who look after them."""
    where = f" at {hospital}" if hospital else ""
    counted = f" Numbers are as of {day_in_words(pack.as_of)}." if pack.as_of else ""
    held = f"Held on {day_in_words(pack.held.held_on)}." if pack.held else "Not held yet."
    return Paper(
        PaperKind.REVIEW,
        title="Program review",
        says=[f"{pack.program.name}{where}", f"{in_words(pack.program)}. {held}{counted}"],
        sections=[*_sections(pack, content)],
    )


def _sections(pack: Pack, content: Content) -> Iterator[Section]:
    yield _answers(pack)
    if pack.program.plan.objectives:
        yield Section("Objectives", points=pack.program.plan.objectives)
    yield from _measures(pack, content)
    yield from _said(pack)
    if pack.bars.met or pack.hours.is_shown or pack.reached:
        yield _time(pack)
    yield from _pictures(pack, content)
    yield from _since(pack)
    yield Section(HOW_SURE, says=BLURRED, is_apart=True)
    if untold := [*_untold(pack, content)]:
        yield Section("What we can't tell", says=[WHY_UNTOLD], points=untold)


def _answers(pack: Pack) -> Section:
    if pack.held is None:
        return Section("Decision", says=[NOT_DECIDED])
    note = [f"“{pack.held.note}”"] if pack.held.note else []
    return Section("Decision", says=[answers_in_words(pack.held), *note])


def _measures(pack: Pack, content: Content) -> Iterator[Section]:
    if pack.is_bare:
        yield Section("Measures", says=[NOTHING_SHOWN])
    elif pack.shown:
        yield Section("Measures", head=HEAD, rows=[_row(one, content) for one in pack.shown])


def _row(one: Result, content: Content) -> Sequence[str]:
    return (
        measure_name(one, content),
        one.figure.text,
        one.figure.likely,
        aimed_at(one.target),
        VERDICTS[one.verdict],
    )


def _said(pack: Pack) -> Iterator[Section]:
    found = pack.found
    if found is None or not (found.findings or found.turnout):
        return
    about = f"{WAVES[found.wave.kind]}. Closed on {day_in_words(found.wave.closes_on)}."
    turnout = " ".join(turnout_in_words(one) for one in found.turnout)
    yield Section(
        "What people said", says=[f"{about} {turnout}"], points=[finding_line(one) for one in found.findings]
    )


def _time(pack: Pack) -> Section:
    says = [
        *([hours_in_words(pack.hours)] if pack.hours.is_shown else []),
        *([reached_in_words(pack.reached)] if pack.reached else []),
    ]
    drawn = meetings_drawn(pack)
    return Section("Time and reach", says=says, picture=Picture(drawn.svg, drawn.alt_text) if drawn else None)


def _pictures(pack: Pack, content: Content) -> Iterator[Section]:
    """Who takes part, and how the first measures with a target went over time; none that shows nothing."""
    trends = [(measure_name(one, content), chart) for one, chart in trends_drawn(pack, content)]
    for title, chart in [(BY_SITE, sites_drawn(pack)), *trends[:MOST_TRENDS]]:
        if chart:
            yield Section(title, picture=Picture(chart.svg, chart.alt_text))


def _since(pack: Pack) -> Iterator[Section]:
    changes = [change_in_words(one) for one in reversed(pack.changes)]
    if pack.last:
        yield Section("Since the last review", says=[since_in_words(pack.last, pack.changes)], points=changes)
    elif changes:
        yield Section("Changed so far", points=changes)


def _untold(pack: Pack, content: Content) -> Iterator[str]:
    yield from (measure_name(one, content) for one in pack.untold)
    if pack.found:
        yield from (untold_in_words(one) for one in pack.found.untold)
