"""All programs of a workspace together: totals, a line for each program, and measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock

from bot.content import Measure
from bot.content.numbers.measures import name_of
from bot.domain.disclosure.figures import Figure
from bot.domain.measures.results import Result, Verdict
from bot.views.ids import Action
from bot.views.managing.summary import ON_MONDAY, SMALL_NUMBERS, Summary
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, small, weekday_in_words, words

TITLE = "All programs"
PROGRAMS_SHOWN = 30
NO_PROGRAM = "No program is open or running right now."
IN_THE_TOTAL = (
    "Small programs are in the totals, and their own numbers aren't shown. Each total adds up the numbers as "
    "we stored them: taking one from another tells nothing new."
)
NO_LEAGUE = "Read a low number as a question about time and shifts first. Please don't rank programs."
VERDICTS: Mapping[Verdict, str] = {
    Verdict.REACHED: "target reached",
    Verdict.NOT_REACHED: "target not reached",
    Verdict.CLOSE: "too close to the target to tell",
}


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Totals as of a Monday, None before the first; `programs` are those that are open or running."""

    as_of: date | None
    joined: Figure
    introduced: Figure
    on_track: Figure
    meetings: Figure
    programs: Sequence[Summary]
    results: Sequence[Result] = ()


def organisation_page(page: OrganisationPage, *, measures: Mapping[str, Measure]) -> Modal:
    roles = buttons(button("Roles", Action.ROLES))
    if not page.programs:
        return Modal(TITLE, [words(NO_PROGRAM), *_measures(page.results, measures), roles])
    return Modal(
        TITLE,
        [
            words(_whole(page)),
            *_measures(page.results, measures),
            *_programs(page.programs),
            roles,
            small(IN_THE_TOTAL, SMALL_NUMBERS, NO_LEAGUE),
        ],
    )


def _whole(page: OrganisationPage) -> str:
    if page.as_of is None:
        return ON_MONDAY
    lines = [f"• {figure} {what}{_likely(figure)}" for figure, what in totals_of(page) if figure.is_shown]
    return "\n".join([f"*All programs together*, as of {weekday_in_words(page.as_of)}:", *lines])


def totals_of(page: OrganisationPage) -> list[tuple[Figure, str]]:
    return [
        (page.joined, "places taken by people who joined"),
        (page.introduced, "mentorships introduced so far"),
        (page.on_track, "of mentorships that had time to meet are on track"),
        (page.meetings, "meetings in the last 12 weeks"),
    ]


def _likely(figure: Figure) -> str:
    return f" (likely {figure.likely})" if figure.likely else ""


def _measures(results: Sequence[Result], measures: Mapping[str, Measure]) -> list[Block]:
    """Those that can be told in a line each, and the others in one."""
    known = [(escape(name_of(measures, one.key)), one) for one in results]
    lines = [f"• {name}: {_said(one)}" for name, one in known if one.figure.is_shown]
    untold = [name for name, one in known if not one.figure.is_shown]
    more = [f"_Can't be told yet_: {', '.join(untold)}."] if untold else []
    return [*many_words([*lines, *more], title="*Measures, over all programs*")] if known else []


def _said(one: Result) -> str:
    verdict = f", {VERDICTS[one.verdict]}" if one.verdict in VERDICTS else ""
    return f"{one.figure}{_likely(one.figure)}{verdict}"


def _programs(programs: Sequence[Summary]) -> list[Block]:
    """One line each, and a page of who it reaches."""
    if not programs:
        return []
    rows = [
        words(
            f"*{escape(one.program.name)}*\n{_line(one)}",
            accessory=button("Who is reached", Action.REACH, value=one.program.id),
        )
        for one in programs[:PROGRAMS_SHOWN]
    ]
    more = [small("More programs are in the totals and have no room here.")]
    return [DividerBlock(), *rows, *(more if len(programs) > PROGRAMS_SHOWN else [])]


def _line(one: Summary) -> str:
    if one.as_of is None:
        return ON_MONDAY
    figures = (
        (one.enrolled, "joined"),
        (one.mentorships, "introduced"),
        (one.on_track, "on track"),
        (one.meetings, "meetings in 12 weeks"),
    )
    return " · ".join(f"{figure} {what}" for figure, what in figures if figure.is_shown)
