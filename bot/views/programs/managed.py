"""A program on its managers' Home: its state in a line, who may need support, and the next thing to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.mentorships.status import Status
from bot.domain.programs.programs import Program
from bot.domain.programs.states import IN_WORDS, ProgramState
from bot.views.delivery.undelivered import how_many
from bot.views.directory.staff_numbers import numbers_waiting
from bot.views.ids import Action
from bot.views.managing.help_requests import asked_for_a_hand
from bot.views.managing.holds import Held, held_now
from bot.views.managing.needing_support import A_QUESTION_FIRST, NeedingSupport
from bot.views.parts import button, buttons, escape, mentions, small, words
from bot.views.recruiting.applications import asked_to_join
from bot.views.refs import PageRef

NEEDING_SUPPORT_SHOWN = 10
STATUS_ORDER = (Status.ON_TRACK, Status.GETTING_STARTED, Status.MAY_NEED_SUPPORT, Status.PAUSED, Status.ENDED)


@dataclass(frozen=True, slots=True)
class ManagedProgram:
    """A program as its manager sees it: counts by status, and the first of the pairs that may need support.

    Those are `needing` by their ids; who is in them is read into `needing_support`, with the look noted.

    `hands` asked for a hand; `held` is where messages wait now; `numbers` are staff numbers to confirm.
    """

    program: Program
    counts: Mapping[Status, int]
    on_their_way: int
    waiting: int
    needing: Sequence[str]
    left_to_fill: int
    asked: int = 0
    rematches: int = 0
    ready: int = 0
    hands: int = 0
    held: Sequence[Held] = ()
    undelivered: int = 0
    numbers: int = 0
    needing_support: NeedingSupport = NeedingSupport(())


def managed_program(managed: ManagedProgram) -> list[Block]:
    program = managed.program
    asked = (
        button(asked_to_join(managed.asked), Action.APPLICATIONS, value=program.id) if managed.asked else None
    )
    title = words(f"*{escape(program.name)}*\n{_program_state(managed)}", accessory=asked)
    return [
        title,
        *_needing_support(managed.needing_support, managed),
        *asked_for_a_hand(managed.hands, program_id=program.id),
        *numbers_waiting(managed.numbers, program_id=program.id),
        *held_now(managed.held, program_id=program.id),
        *_undelivered(managed),
        buttons(*_program_buttons(managed)),
    ]


def _program_state(managed: ManagedProgram) -> str:
    if managed.program.state is ProgramState.DRAFT:
        return _draft_state(managed)
    counts = [
        f"{managed.counts[status]} {status.value}" for status in STATUS_ORDER if managed.counts.get(status)
    ]
    on_their_way = [f"{managed.on_their_way} on their way"] if managed.on_their_way else []
    waiting = [f"{managed.waiting} waiting for a match"] if managed.waiting else []
    ready = [f"{managed.ready} {'match' if managed.ready == 1 else 'matches'} to look at"] * bool(
        managed.ready
    )
    rematches = [f"{managed.rematches} asked for another match"] if managed.rematches else []
    state = _capital(IN_WORDS[managed.program.state])
    return f"{state}. {' · '.join([*counts, *on_their_way, *waiting, *ready, *rematches])}".rstrip()


def _draft_state(managed: ManagedProgram) -> str:
    left = managed.left_to_fill
    signposts = [f"{left} {'signpost' if left == 1 else 'signposts'}"] if left else []
    channel = [] if managed.program.channel_id else ["a channel"]
    needed = " and ".join([*signposts, *channel])
    state = f"Draft. {_capital(needed)} left to fill in." if needed else "Draft. Ready to open."
    return state if managed.program.champion else f"{state} A champion would help."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _needing_support(first: NeedingSupport, managed: ManagedProgram) -> list[Block]:
    """The first of them are named here; the rest have pages of their own."""
    if not first.pairs:
        return []
    pairs = [mentions(mentorship.user_ids) for mentorship in first.pairs[:NEEDING_SUPPORT_SHOWN]]
    more = managed.counts.get(Status.MAY_NEED_SUPPORT, 0) - len(pairs)
    listed = "\n".join(f"• {pair}" for pair in pairs) + (f"\n• and {more} more" if more > 0 else "")
    see_all = (
        button("See all of them", Action.NEEDING_SUPPORT, value=managed.program.id) if more > 0 else None
    )
    return [
        words(f"*May need support: silent, and asked a week ago*\n{listed}", accessory=see_all),
        small(A_QUESTION_FIRST),
    ]


def _undelivered(managed: ManagedProgram) -> list[Block]:
    if not managed.undelivered:
        return []
    look = button("Have a look", Action.UNDELIVERED, value=str(PageRef(managed.program.id)))
    said = how_many(managed.undelivered)
    return [words(f"{_capital(said)}.", accessory=look)]


def _program_buttons(managed: ManagedProgram) -> list[ButtonElement]:
    """One of them is the next thing to do; everything else is under More."""
    program = managed.program
    more = button("More", Action.PROGRAM_PAGE, value=program.id, label=f"More about {program.name}"[:75])
    match program.state:
        case ProgramState.DRAFT:
            return [*_draft_buttons(managed), more]
        case ProgramState.RECRUITING:
            opening = button("Open for mentees", Action.OPEN_SIGNUP, value=program.id, style="primary")
            return [opening, more]
        case ProgramState.CLOSED:
            again = button("New cohort", Action.NEW_COHORT, value=program.id, style="primary")
            return [again, more]
        case ProgramState.CLOSING:
            return [button("Summary", Action.SUMMARY, value=program.id, style="primary"), more]
    matches = bool(managed.waiting) or program.state is not ProgramState.RUNNING
    return [
        button("Match", Action.MATCH, value=program.id, style="primary" if matches else None),
        button("Summary", Action.SUMMARY, value=program.id, style=None if matches else "primary"),
        more,
    ]


def _draft_buttons(managed: ManagedProgram) -> list[ButtonElement]:
    value = managed.program.id
    edit = button("Edit", Action.PROGRAM_EDIT, value=value)
    if managed.left_to_fill:
        return [button("Fill in signposts", Action.SIGNPOSTS, value=value, style="primary"), edit]
    if not managed.program.channel_id:
        return [button("Choose a channel", Action.PROGRAM_EDIT, value=value, style="primary")]
    return [button("Open for joining", Action.LAUNCH, value=value, style="primary"), edit]
