"""The page of a review: what it looks at, and what was decided or is still to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock

from bot.content import Content
from bot.domain.disclosure.board import Bars
from bot.domain.disclosure.figures import Figure
from bot.domain.feedback.findings import WaveFindings
from bot.domain.measures.results import Result
from bot.domain.programs.programs import Program
from bot.domain.programs.versions import ProgramVersion
from bot.domain.review.reviews import Decision, HeldReview
from bot.views.feedback.words import WAVES, finding_in_words, turnout_in_words, untold_in_words
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, more, small, weekday_in_words, words
from bot.views.programs.words import day_in_words, in_words
from bot.views.refs import HeldRef
from bot.views.review.words import (
    BLURRED,
    NOTHING_SHOWN,
    WHY_UNTOLD,
    answers_in_words,
    change_in_words,
    hours_in_words,
    measure_name,
    reached_in_words,
    result_in_words,
    since_in_words,
)

TITLE = "Review"
IS_DUE = "*A review is due.* It takes about ten minutes: read this page, then answer three questions."
NEXT = "The next review is due on {day}."
NO_NEXT = "No other review is planned before the program is over."
IF_YOU_WANT = "You can hold one now if you want."
QUESTIONS = "Is the length right? Is the rhythm right? Does it continue, change or stop?"
NOT_BY_ITSELF = (
    "Nothing ends automatically. *End early*, on the program's page, begins four weeks to say goodbye. It "
    "tells you first what happens then."
)
TO_CHANGE = "*Edit the plan*, or look at what people said and turn it into a change."
IN_FULL, IN_MENU = 1, 5


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a review looks at. `held` is what was decided, None of one that is still to be held.

    `program` is as it was then, and figures are as of a Monday, None before the first: `hours` of talks, how
    often people met as `bars`, and who is `reached` by site. `changes` are those since `last`, the review
    before; `others` are those held beside this one, newest first. `due` is since when it waits, and
    `next_on` when the next one will, None where that is long after the end.
    """

    program: Program
    as_of: date | None
    hours: Figure
    next_on: date | None
    bars: Bars = Bars()
    reached: Mapping[str, Figure] = field(default_factory=dict)
    results: Sequence[Result] = ()
    found: WaveFindings | None = None
    changes: Sequence[ProgramVersion] = ()
    last: HeldReview | None = None
    held: HeldReview | None = None
    due: date | None = None
    others: Sequence[HeldReview] = ()
    may_hold: bool = False
    may_change: bool = False
    is_latest: bool = True

    @property
    def ref(self) -> HeldRef:
        return HeldRef(self.program.id, self.held.number) if self.held else HeldRef(self.program.id)

    @property
    def next_number(self) -> int:
        """The number that the review gets which is held next."""
        held = [one.number for one in (*self.others, *([self.held] if self.held else []))]
        return max(held, default=0) + 1

    @property
    def shown(self) -> list[Result]:
        return [one for one in self.results if one.figure.is_shown]

    @property
    def untold(self) -> list[Result]:
        return [one for one in self.results if not one.figure.is_shown]

    @property
    def is_bare(self) -> bool:
        """No number may be shown."""
        said = bool(self.found and (self.found.findings or self.found.chosen))
        return not (self.shown or said or self.hours.is_shown)


def pack_page(pack: Pack, *, content: Content, said: str = "") -> Modal:
    """`said` is what has just happened, if anything has."""
    return Modal(
        TITLE,
        [
            words(f"*{escape(pack.program.name)}*\n{in_words(pack.program)}."),
            *([words(said)] if said else []),
            *_decided(pack),
            buttons(button("As a PDF", Action.REVIEW_PDF, value=str(pack.ref))),
            *_listed("Objectives", [f"• {escape(one)}" for one in pack.program.plan.objectives]),
            *_measures(pack, content),
            *_said(pack),
            *_listed("Time and reach", _time(pack)),
            *_since(pack),
            *_untold(pack, content),
            small(*BLURRED),
            *_to_hold(pack),
            *_others(pack),
        ],
    )


def _decided(pack: Pack) -> list[Block]:
    if pack.held is None:
        return [words(IS_DUE if pack.due else f"{coming_in_words(pack)} {IF_YOU_WANT}")]
    held = pack.held
    note = f"\n“{escape(held.note)}”" if held.note else ""
    decided = f"Held on {day_in_words(held.held_on)}.\n*{escape(answers_in_words(held))}*{note}"
    return [words(decided), *_next(pack, held)]


def coming_in_words(pack: Pack) -> str:
    return NEXT.format(day=day_in_words(pack.next_on)) if pack.next_on else NO_NEXT


def _next(pack: Pack, held: HeldReview) -> list[Block]:
    """What a manager may do now: of what a review decides nothing happens by itself."""
    if not (pack.is_latest and pack.may_change):
        return []
    value = pack.program.id
    match held.decision:
        case Decision.CONTINUE:
            return [words(coming_in_words(pack))]
        case Decision.CHANGE:
            edit = button("Edit the plan", Action.PROGRAM_EDIT, value=value, style="primary")
            look = button("What to do next", Action.RETROSPECTIVE, value=value)
            return [words(TO_CHANGE), buttons(edit, look)]
    page = button("Program page", Action.PROGRAM_PAGE, value=value)
    return [words(NOT_BY_ITSELF), buttons(page)]


def _listed(title: str, lines: Sequence[str]) -> list[Block]:
    return [HeaderBlock(text=title), *many_words(lines)] if lines else []


def _measures(pack: Pack, content: Content) -> list[Block]:
    if pack.is_bare:
        return [HeaderBlock(text="Measures"), words(NOTHING_SHOWN)]
    counted = [f"As of {weekday_in_words(pack.as_of)}:"] if pack.as_of and pack.shown else []
    lines = [f"*{escape(measure_name(one, content))}*\n{escape(result_in_words(one))}" for one in pack.shown]
    return _listed("Measures", [*counted, *lines])


def _said(pack: Pack) -> list[Block]:
    found = pack.found
    if found is None:
        return []
    about = f"*{WAVES[found.wave.kind]}*. Closed on {day_in_words(found.wave.closes_on)}."
    turnout = [turnout_in_words(one) for one in found.turnout]
    return _listed("What people said", [about, *turnout, *(finding_in_words(one) for one in found.findings)])


def _time(pack: Pack) -> list[str]:
    return [
        *([escape(hours_in_words(pack.hours))] if pack.hours.is_shown else []),
        *([escape(reached_in_words(pack.reached))] if pack.reached else []),
    ]


def _since(pack: Pack) -> list[Block]:
    changes = [f"• {escape(change_in_words(one))}" for one in reversed(pack.changes)]
    if pack.last is None:
        return _listed("Changed so far", changes)
    return _listed("Since the last review", [escape(since_in_words(pack.last, pack.changes)), *changes])


def _untold(pack: Pack, content: Content) -> list[Block]:
    measures = [escape(measure_name(one, content)) for one in pack.untold]
    asked = [untold_in_words(one) for one in pack.found.untold] if pack.found else []
    lines = [f"• {one}" for one in (*measures, *asked)]
    return _listed("What we can't tell", [*lines, WHY_UNTOLD] if lines else [])


def _to_hold(pack: Pack) -> list[Block]:
    if pack.held is not None or not pack.may_hold:
        return []
    answer = button("Answer", Action.REVIEW_HOLD, value=str(pack.ref), style="primary")
    return [HeaderBlock(text="Three questions"), words(QUESTIONS), buttons(answer)]


def _others(pack: Pack) -> list[Block]:
    """The other reviews, the latest first; the one that comes next before them."""
    coming = [button("The next review", Action.REVIEW, value=pack.program.id)] if _may_go_on(pack) else []
    found = [*coming, *held_buttons(pack.others)]
    shown, folded = found[:IN_FULL], found[IN_FULL : IN_FULL + IN_MENU]
    return [buttons(*shown, *([more(*folded)] if folded else []))] if found else []


def _may_go_on(pack: Pack) -> bool:
    return pack.held is not None and pack.may_hold


def held_buttons(reviews: Sequence[HeldReview]) -> list[ButtonElement]:
    return [
        button(
            f"Review of {one.held_on.day} {one.held_on:%b %Y}",
            Action.REVIEW,
            value=str(HeldRef(one.program_id, one.number)),
        )
        for one in reviews
    ]


def review_history(reviews: Sequence[HeldReview]) -> list[Block]:
    """Below the history of a program: the reviews that its lines tell of, to be read again."""
    found = held_buttons(reviews[:IN_MENU])
    first, folded = found[:1], found[1:]
    return [buttons(*first, *([more(*folded)] if folded else []))] if found else []


def review_due_line(program: Program) -> list[Block]:
    """On Home of those who manage the program."""
    return [words("A review is due.", accessory=button("Open", Action.REVIEW, value=program.id))]
