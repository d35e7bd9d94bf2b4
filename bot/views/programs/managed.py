"""A program on its managers' Home: its state in a line, who may need support, and the next thing to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.care.leads import Lacks
from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.domain.programs.states import IN_WORDS, ProgramState
from bot.views.care.leads import NEEDED, lacking
from bot.views.directory.staff_numbers import numbers_waiting
from bot.views.feedback.findings import FOR_MANAGERS
from bot.views.ids import Action
from bot.views.managing.hands_taken import NO_HANDS, Hands, hands_on_home
from bot.views.managing.holds import Held, held_now
from bot.views.managing.mentorship_page import ASK_ABOUT
from bot.views.managing.needing_support import WHY, NeedingSupport
from bot.views.parts import button, buttons, escape, listed, mentions, small, weekday_in_words, words
from bot.views.recruiting.applications import ASKED_TO_JOIN
from bot.views.refs import FindingsRef, PageRef
from bot.views.review.pack import review_due_line

NEEDING_SUPPORT_SHOWN = 10
NUMBERS_ON_MONDAY = "Numbers come on Monday."


@dataclass(frozen=True, slots=True)
class ProgramFigures:
    """What a program's managers read of it in numbers, as of a Monday; None before the first."""

    as_of: date | None
    joined: Figure
    mentorships: Figure
    waiting: Figure
    on_track: Figure


@dataclass(frozen=True, slots=True)
class ManagedProgram:
    """A program as its manager sees it: its figures, and the first of the pairs that may need support.

    Those are `needing` by their ids; who is in them is read into `needing_support`, with the look noted.

    What waits for its manager says that it does, and not how much of it: somebody `is_waiting` for a match,
    introductions are `on_their_way`, matches are `ready` to look at, `hands` are asked for, messages are
    `undelivered`, staff `numbers` are to confirm. `held` is where messages wait now. `lacks` is what its lead
    leaves open; with `is_covered` someone gets what mentors ask. With `review_due` it waits to be reviewed.
    """

    program: Program
    figures: ProgramFigures
    needing: Sequence[str]
    left_to_fill: int
    more_need_support: bool = False
    is_waiting: bool = False
    on_their_way: bool = False
    asked: bool = False
    rematches: bool = False
    ready: bool = False
    hands: Hands = NO_HANDS
    held: Sequence[Held] = ()
    undelivered: bool = False
    numbers: bool = False
    needing_support: NeedingSupport = NeedingSupport(())
    lacks: Lacks | None = None
    is_covered: bool = False
    review_due: bool = False

    @property
    def needs_its_manager(self) -> bool:
        """Something waits for who manages it, apart from matches that are always to be made."""
        waits = (
            self.asked,
            self.rematches,
            self.ready,
            self.undelivered,
            self.numbers,
            self.review_due,
        )
        return any(waits) or self.hands.waits or bool(self.needing)


def managed_program(managed: ManagedProgram, *, is_told: bool = False) -> list[Block]:
    """`is_told`: there is something that its people said."""
    program = managed.program
    title = words(f"*{escape(program.name)}*\n{_program_state(managed)}", accessory=_who_waits(managed))
    return [
        title,
        *_needing_support(managed.needing_support, managed),
        *_lacking(managed),
        *hands_on_home(managed.hands, program.id),
        *(numbers_waiting(program.id) if managed.numbers else ()),
        *held_now(managed.held, program_id=program.id),
        *_undelivered(managed),
        *(review_due_line(program) if managed.review_due else ()),
        buttons(*_program_buttons(managed, is_told=is_told)),
    ]


def _who_waits(managed: ManagedProgram) -> ButtonElement | None:
    """Those who asked to join wait for an answer; then come those who wait for a match."""
    program = managed.program
    if managed.asked:
        return button(ASKED_TO_JOIN, Action.APPLICATIONS, value=program.id)
    if managed.is_waiting and program.is_live:
        return button("Without a match", Action.WITHOUT_MATCH, value=str(PageRef(program.id)))
    return None


def _lacking(managed: ManagedProgram) -> list[Block]:
    """A draft says it in its state, and what is over needs nobody."""
    program = managed.program
    return lacking(program, managed.lacks, is_covered=managed.is_covered) if program.is_live else []


def _program_state(managed: ManagedProgram) -> str:
    program = managed.program
    if program.state is ProgramState.DRAFT:
        return _draft_state(managed)
    state = f"{_capital(IN_WORDS[program.state])}. {_in_numbers(managed)}".rstrip()
    news = " · ".join(_news(managed))
    return f"{state}\n{_capital(news)}" if news else state


def _in_numbers(managed: ManagedProgram) -> str:
    figures = managed.figures
    if figures.as_of is None:
        return NUMBERS_ON_MONDAY if managed.program.is_live else ""
    known = (
        (figures.joined, "people"),
        (figures.mentorships, "mentorships introduced so far"),
        (figures.waiting, "waiting for a match"),
        (figures.on_track, "of mentorships that had time to meet are on track"),
    )
    listed = " · ".join(f"{figure} {what}" for figure, what in known if figure.is_shown)
    return f"As of {weekday_in_words(figures.as_of)}: {listed}"


def _news(managed: ManagedProgram) -> list[str]:
    """What came since, without a number."""
    found = (
        (managed.is_waiting and not managed.figures.waiting.is_shown, "someone is waiting for a match"),
        (managed.on_their_way, "introductions are on their way"),
        (managed.ready, "matches to look at"),
        (managed.rematches, "someone asked for a new match"),
    )
    return [what for is_so, what in found if is_so]


def _draft_state(managed: ManagedProgram) -> str:
    left = managed.left_to_fill
    signposts = [f"{left} {'signpost' if left == 1 else 'signposts'}"] if left else []
    channel = [] if managed.program.channel_id else ["a channel"]
    lead = [NEEDED[managed.lacks]] if managed.lacks else []
    needed = listed([*signposts, *channel, *lead])
    state = f"Draft: needs {needed}." if needed else "Draft: ready to open."
    return state if managed.program.champion else f"{state} No champion yet."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _needing_support(first: NeedingSupport, managed: ManagedProgram) -> list[Block]:
    """The first of them are named here; the rest have pages of their own."""
    if not first.pairs:
        return []
    pairs = [mentions(mentorship.user_ids) for mentorship in first.pairs[:NEEDING_SUPPORT_SHOWN]]
    more = managed.more_need_support
    listed = "\n".join(f"• {pair}" for pair in pairs) + ("\n• and more" if more else "")
    helps = button("How to help", Action.NEEDING_SUPPORT, value=str(PageRef(managed.program.id)))
    return [
        words(f"*May need support*: {WHY[:1].lower()}{WHY[1:]}\n{listed}", accessory=helps),
        small(ASK_ABOUT),
    ]


def _undelivered(managed: ManagedProgram) -> list[Block]:
    if not managed.undelivered:
        return []
    look = button("See", Action.UNDELIVERED, value=str(PageRef(managed.program.id)))
    return [words("A message couldn't be delivered.", accessory=look)]


def _program_buttons(managed: ManagedProgram, *, is_told: bool) -> list[ButtonElement]:
    """One of them is the next thing to do; everything else is under More."""
    program = managed.program
    page = button("More", Action.PROGRAM_PAGE, value=program.id, label=f"More about {program.name}"[:75])
    told = [button(FOR_MANAGERS, Action.FINDINGS, value=str(FindingsRef(program.id)))] if is_told else []
    more = [*told, page]
    match program.state:
        case ProgramState.DRAFT:
            return [*_draft_buttons(managed), *more]
        case ProgramState.RECRUITING:
            opening = button("Open for mentees", Action.OPEN_SIGNUP, value=program.id, style="primary")
            return [opening, *more]
        case ProgramState.CLOSED:
            again = button("New cohort", Action.NEW_COHORT, value=program.id, style="primary")
            return [again, *more]
        case ProgramState.CLOSING:
            return [button("Summary", Action.SUMMARY, value=program.id, style="primary"), *more]
    matches = managed.is_waiting or program.state is not ProgramState.RUNNING
    return [
        button("Match", Action.MATCH, value=program.id, style="primary" if matches else None),
        button("Summary", Action.SUMMARY, value=program.id, style=None if matches else "primary"),
        *more,
    ]


def _draft_buttons(managed: ManagedProgram) -> list[ButtonElement]:
    value = managed.program.id
    edit = button("Edit", Action.PROGRAM_EDIT, value=value)
    if managed.left_to_fill:
        return [button("Fill in signposts", Action.SIGNPOSTS, value=value, style="primary"), edit]
    if not managed.program.channel_id:
        return [button("Choose a channel", Action.PROGRAM_EDIT, value=value, style="primary")]
    if managed.lacks:
        # It waits for the lead, unless somebody else is to be named.
        return [edit]
    return [button("Open for joining", Action.LAUNCH, value=value, style="primary"), edit]
