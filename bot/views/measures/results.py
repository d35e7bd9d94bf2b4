"""The page of targets and results: a short block for each measure, and what can't be told yet in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, DividerBlock

from bot.content import Content
from bot.content.numbers.measures import measure_of, name_of
from bot.domain.measures.results import Result
from bot.domain.programs.programs import Program
from bot.views.feedback.findings import HOW_SURE
from bot.views.ids import Action
from bot.views.measures.words import result_in_words, why_untold
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, pager, small, words
from bot.views.refs import ResultRef

TITLE = "Targets and results"
PAGE_SIZE = 7
NOTHING = "This program has no targets. A manager can set some under “Edit plan”."
NOTHING_YET = "There is nothing to show yet. Numbers are counted on Mondays, and after each set of questions."
ASK_FIRST = "Read a low number as a question about time and shifts first."
MOST_PROGRAMS = 20


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The results of one page, counted from 0, and everything that can't be told yet.

    With `may_type` its reader is a manager, who types what HR worked out.
    """

    program: Program
    told: Sequence[Result]
    untold: Sequence[Result]
    page: int = 0
    pages: int = 1
    may_type: bool = False


def results_page(page: ResultsPage, *, content: Content) -> Modal:
    name = words(f"*{escape(page.program.name)}*")
    if not page.told and not page.untold:
        return Modal(TITLE, [name, words(NOTHING)])
    every = str(ResultRef(page.program.id, page.page))
    return Modal(
        TITLE,
        [
            name if page.told else words(f"*{escape(page.program.name)}*\n{NOTHING_YET}"),
            *(_result(one, page, content) for one in page.told),
            *pager(
                page.page,
                page.pages,
                Action.RESULTS_PAGE,
                value=lambda to: str(ResultRef(page.program.id, to)),
            ),
            *_untold(page, content),
            buttons(button("What these count", Action.COUNTS, value=every)),
            small(f"{ASK_FIRST} {HOW_SURE}"),
        ],
    )


def _result(one: Result, page: ResultsPage, content: Content) -> Block:
    ref = str(ResultRef(page.program.id, page.page, one.key))
    label = f"What this counts: {name_of(content.measures, one.key)}"[:75]
    counts = button("What this counts", Action.COUNTS, value=ref, label=label)
    return words(result_in_words(one, content=content), accessory=counts)


def _untold(page: ResultsPage, content: Content) -> list[Block]:
    """A manager types there what HR gave."""
    told = untold_in_words(page.untold, content=content)
    return (
        [DividerBlock(), *many_words(told, title="*Can't be told yet*"), *_to_type(page, content)]
        if told
        else []
    )


def untold_in_words(results: Sequence[Result], *, content: Content) -> list[str]:
    """Say of results that can't be told why, in one line for each reason."""
    lines: dict[str, list[str]] = {}
    for one in results:
        names = lines.setdefault(why_untold(one, content=content), [])
        names.append(escape(name_of(content.measures, one.key)))
    return [f"_{why}_: {', '.join(names)}." for why, names in lines.items()]


def _to_type(page: ResultsPage, content: Content) -> list[Block]:
    wanted = [one for one in page.untold if page.may_type and _is_external(one, content)]
    return [
        words(
            f"HR's result for “{escape(name_of(content.measures, one.key))}”",
            accessory=button(
                "Type it", Action.HR_RESULT, value=str(ResultRef(page.program.id, page.page, one.key))
            ),
        )
        for one in wanted
    ]


def _is_external(one: Result, content: Content) -> bool:
    measure = measure_of(content.measures, one.key)
    return measure is not None and measure.is_external


def choose_program(programs: Sequence[Program]) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which program?"),
            *(
                words(
                    f"*{escape(program.name)}*",
                    accessory=button("Open", Action.RESULTS, value=str(ResultRef(program.id))),
                )
                for program in programs[:MOST_PROGRAMS]
            ),
        ],
    )
