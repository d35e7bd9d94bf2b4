"""What a measure counts, in words that say over whom and from when: of one result, and of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.content import Content
from bot.content.numbers.measures import measure_of, name_of
from bot.domain.disclosure.figures import from_hr
from bot.domain.measures.external import ExternalResult
from bot.domain.measures.results import Result
from bot.domain.programs.programs import Program
from bot.views.feedback.words import capital
from bot.views.ids import Action
from bot.views.measures.words import day_in_words, result_in_words, trend_in_words, why_untold
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, small, words
from bot.views.refs import ResultRef

TITLE = "What this counts"
RULE = (
    "*Reached* means that all that is likely is on target; *not reached*, that none of it is. In between "
    "it's too close to tell."
)
VERSIONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class CountsPage:
    """One result, or all of a program; `page` is where its reader came from.

    `versions` are what HR's result has been, newest first. With `may_type` its reader is a manager.
    """

    program: Program
    results: Sequence[Result]
    page: int = 0
    versions: Sequence[ExternalResult] = ()
    may_type: bool = False


def counts_page(page: CountsPage, *, content: Content) -> Modal:
    back = button(
        "Back to the results", Action.RESULTS_PAGE, value=str(ResultRef(page.program.id, page.page))
    )
    if len(page.results) == 1:
        return Modal(TITLE, [*_of_one(page, page.results[0], content), small(RULE), buttons(back)])
    counted = many_words(_definitions(page.results, content))
    return Modal(TITLE, [words(f"*{escape(page.program.name)}*"), *counted, small(RULE), buttons(back)])


def _definitions(results: Sequence[Result], content: Content) -> list[str]:
    """Of each measure once, whatever its parts."""
    found = {}
    for one in results:
        if measure := measure_of(content.measures, one.key):
            found[measure.id] = f"*{escape(measure.name)}*\n{escape(measure.definition)}"
    return list(found.values())


def _of_one(page: CountsPage, one: Result, content: Content) -> list[Block]:
    measure = measure_of(content.measures, one.key)
    definition = measure.definition if measure else ""
    name = f"*{escape(name_of(content.measures, one.key))}*"
    shown = result_in_words(one, content=content) if one.figure.is_shown else name
    untold = "" if one.figure.is_shown else f"{why_untold(one, content=content)}."
    trend = trend_in_words(one.trend)
    return [
        words(shown),
        words(f"{escape(definition)} {untold}".strip()),
        *(many_words(trend, title="*By period, from the day it began*") if len(trend) > 1 else []),
        *_of_hr(page, one, is_external=measure is not None and measure.is_external),
    ]


def _of_hr(page: CountsPage, one: Result, *, is_external: bool) -> list[Block]:
    lines = [f"• {version_in_words(version)}" for version in page.versions[:VERSIONS_SHOWN]]
    told = many_words(lines, title="*What HR gave*") if lines else []
    if not (is_external and page.may_type):
        return [*told]
    ref = str(ResultRef(page.program.id, page.page, one.key))
    return [*told, buttons(button("Type HR's result", Action.HR_RESULT, value=ref))]


def version_in_words(one: ExternalResult) -> str:
    """Say what HR gave, and when that was typed."""
    said = from_hr(one.percent, people=one.people)
    return f"{capital(said.text)}, as of {day_in_words(one.as_of)}. Typed on {day_in_words(one.at.date())}."
