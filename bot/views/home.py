"""The Home tab: the next useful thing first, then mentorships, programs, and where to turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock

from bot.content import Lines, Signpost
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.program_states import ProgramState
from bot.domain.programs import Program
from bot.domain.status import Status
from bot.views.check_in import cycle_ref, in_weeks
from bot.views.guides import Signposted
from bot.views.ids import Action
from bot.views.message import Home, Message
from bot.views.parts import button, buttons, escape, many_words, mentions, small, some, words
from bot.views.quiet import end_button
from bot.views.todo import Todo, todo_card

QUIET_SHOWN = 10
# A Home tab holds 100 blocks and a message 50.
MINE_SHOWN = 10
MANAGED_SHOWN = 10
STATUS_ORDER = (Status.ON_TRACK, Status.GETTING_STARTED, Status.QUIET, Status.PAUSED, Status.ENDED)


@dataclass(frozen=True, slots=True)
class MyMentorship:
    """A mentorship as one of its people sees it; `asked` when a question waits.

    `cycle` is 0 while none is open.
    """

    mentorship: Mentorship
    program_name: str
    status: Status
    cycle: int
    asked: bool


@dataclass(frozen=True, slots=True)
class ManagedProgram:
    """A program as its manager sees it: counts by status, and the pairs that have gone quiet."""

    program: Program
    counts: Mapping[Status, int]
    on_their_way: int
    waiting: int
    quiet: Sequence[Mentorship]
    left_to_fill: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything one person's Home shows."""

    user_id: str
    mine: Sequence[MyMentorship] = ()
    waiting_in: Sequence[Program] = ()
    managed: Sequence[ManagedProgram] = ()
    open_programs: Sequence[Program] = ()
    todo: Todo | None = None
    may_create: bool = False
    when: str = ""
    signposts: Mapping[str, str] = field(default_factory=dict)


def home_tab(page: HomePage, *, signposts: Mapping[str, Signpost], lines: Lines) -> Home:
    mine = [*_next_thing(page), *_mine(page)]
    managed = _managed(page)
    only_manages = page.managed and not page.mine and not page.waiting_in
    parts = [managed, mine] if only_manages else [mine, managed]
    first = [block for part in parts if part for block in (*part, DividerBlock())][:-1]
    return Home([*first, *_when(page), *_help(page, signposts, lines)])


def home_message(page: HomePage) -> Message:
    """What `/mentor` answers in a conversation: the next thing and one's mentorships."""
    return Message("Your mentoring, and what is next.", [*_next_thing(page), *_mine(page)])


def met_message(page: HomePage) -> Message:
    """What `/mentor met` answers: the question for each mentorship that has one open."""
    open_now = [mine for mine in page.mine[:MINE_SHOWN] if mine.cycle]
    if not open_now:
        text = "There is nothing to note right now. I will ask when it is time."
        return Message(text, [words(text)])
    return Message(
        "Who did you meet? One tap notes it.",
        [block for mine in open_now for block in _question(mine, page.user_id)],
    )


def pause_message(page: HomePage) -> Message:
    """What `/mentor pause` answers: each mentorship with its buttons."""
    if not page.mine:
        text = "You have no mentorship to pause. Until there is a match I am silent anyway."
        return Message(text, [words(text)])
    return Message("Pause or start again.", _mentorships(page))


def _next_thing(page: HomePage) -> list[Block]:
    if page.todo:
        return todo_card(page.todo)
    waiting_for_answer = next((mine for mine in page.mine if mine.asked), None)
    if waiting_for_answer:
        return [HeaderBlock(text="Next"), *_question(waiting_for_answer, page.user_id)]
    if page.mine:
        return [
            HeaderBlock(text="Nothing needs you"),
            words("I will write when there is something worth a tap."),
        ]
    if page.waiting_in:
        return [HeaderBlock(text="You are in"), words(_waiting(page.waiting_in))]
    if page.open_programs:
        names = some([f"*{escape(program.name)}*" for program in page.open_programs])
        join = button("Join", Action.JOIN, style="primary")
        return [
            HeaderBlock(text="Mentoring is open"),
            words(f"Open now: {names}. It takes 90 seconds."),
            buttons(join),
        ]
    return [HeaderBlock(text="Mentoring"), words("No program is open for joining right now.")]


def _question(mine: MyMentorship, user_id: str) -> list[Block]:
    ref = cycle_ref(mine.mentorship.id, mine.cycle)
    return [
        words(f"Did you and {mentions(mine.mentorship.others(user_id))} manage to talk recently?"),
        buttons(
            button("We met", Action.WE_MET, value=ref, style="primary"),
            button("Not this month", Action.NOT_THIS_MONTH, value=ref),
        ),
    ]


def _waiting(programs: Sequence[Program]) -> str:
    listed = [f"*{escape(program.name)}*" for program in programs]
    names = " and ".join(listed) if len(listed) < 3 else some(listed)
    return f"You joined {names}. Until there is a match I will be silent."


def _mine(page: HomePage) -> list[Block]:
    if not page.mine and not page.waiting_in:
        return []
    rows = _mentorships(page)
    if page.mine:
        rows += [
            words(f"*{escape(program.name)}*\nWaiting for a match")
            for program in page.waiting_in[:MINE_SHOWN]
        ]
    program_id = page.mine[0].mentorship.program_id if page.mine else page.waiting_in[0].id
    change = buttons(button("Change my answers", Action.JOIN, value=program_id))
    return [DividerBlock(), HeaderBlock(text="My mentoring"), *rows, change]


def _mentorships(page: HomePage) -> list[Block]:
    shown = [block for mine in page.mine[:MINE_SHOWN] for block in _mentorship(mine, page.user_id)]
    more = len(page.mine) - MINE_SHOWN
    return [*shown, small(f"And {more} more, which have no room here.")] if more > 0 else shown


def _mentorship(mine: MyMentorship, user_id: str) -> list[Block]:
    pair = mine.mentorship
    rhythm = in_weeks(pair.every_weeks).removeprefix("a ")
    text = (
        f"*{mentions(pair.others(user_id))}* in {escape(mine.program_name)}\n"
        f"Every {rhythm} · {_in_words(mine, pair.paused_until)}"
    )
    return [words(text), buttons(*_pair_buttons(mine))]


def _in_words(mine: MyMentorship, until: date | None) -> str:
    if mine.mentorship.state is MentorshipState.APPROVED:
        return "your introduction is on its way"
    if mine.mentorship.state is MentorshipState.PAUSED and until:
        return f"paused until {until.day} {until:%B}"
    return mine.status.value


def _pair_buttons(mine: MyMentorship) -> list[ButtonElement]:
    pair = mine.mentorship
    if pair.state is MentorshipState.PAUSED:
        return [button("Start again", Action.RESUME, value=pair.id), end_button(pair.id)]
    if pair.state is MentorshipState.APPROVED:
        return [end_button(pair.id)]
    met = [button("We met", Action.WE_MET, value=cycle_ref(pair.id, mine.cycle))] if mine.cycle else []
    return [*met, button("Pause us", Action.PAUSE, value=pair.id), end_button(pair.id)]


def _managed(page: HomePage) -> list[Block]:
    create: list[Block] = [buttons(button("New program", Action.PROGRAM_NEW))] if page.may_create else []
    if not page.managed:
        return create
    rows = [block for managed in page.managed[:MANAGED_SHOWN] for block in _program(managed)]
    if (more := len(page.managed) - MANAGED_SHOWN) > 0:
        rows.append(
            small(f"And {more} more: `/mentoring match` and `/mentoring summary` list those that are open.")
        )
    return [HeaderBlock(text="Programs I manage"), *rows, *create]


def _program(managed: ManagedProgram) -> list[Block]:
    program = managed.program
    title = words(f"*{escape(program.name)}*\n{_program_state(managed)}")
    return [title, *_quiet(managed), buttons(*_program_buttons(managed))]


def _program_state(managed: ManagedProgram) -> str:
    if managed.program.state is ProgramState.DRAFT:
        left = (
            f" {managed.left_to_fill} signposts left to fill in."
            if managed.left_to_fill
            else " Ready to open."
        )
        return f"Draft.{left}"
    counts = [
        f"{managed.counts[status]} {status.value}" for status in STATUS_ORDER if managed.counts.get(status)
    ]
    on_their_way = [f"{managed.on_their_way} being introduced"] if managed.on_their_way else []
    waiting = [f"{managed.waiting} waiting for a match"] if managed.waiting else []
    return " · ".join([*counts, *on_their_way, *waiting]) or "Open for joining."


def _quiet(managed: ManagedProgram) -> list[Block]:
    if not managed.quiet:
        return []
    pairs = [mentions(mentorship.user_ids) for mentorship in managed.quiet[:QUIET_SHOWN]]
    more = len(managed.quiet) - QUIET_SHOWN
    listed = "\n".join(f"• {pair}" for pair in pairs) + (f"\n• and {more} more" if more > 0 else "")
    return [
        words(f"*Quiet, and asked a week ago*\n{listed}"),
        small(
            "A quiet pair is a question about time and shifts first. That you looked at these names is noted."
        ),
    ]


def _program_buttons(managed: ManagedProgram) -> list[ButtonElement]:
    program = managed.program
    value = program.id
    if managed.program.state is ProgramState.DRAFT:
        edit = button("Edit", Action.PROGRAM_EDIT, value=value)
        if managed.left_to_fill:
            return [button("Fill in signposts", Action.SIGNPOSTS, value=value, style="primary"), edit]
        return [button("Open for joining", Action.LAUNCH, value=value, style="primary"), edit]
    if managed.program.state is ProgramState.RECRUITING:
        return [
            button("Open for mentees", Action.OPEN_SIGNUP, value=value, style="primary"),
            button("More", Action.PROGRAM_PAGE, value=value, label=f"More about {program.name}"[:75]),
        ]
    style = "primary" if managed.waiting else None
    return [
        button("Match", Action.MATCH, value=value, style=style),
        button("Summary", Action.SUMMARY, value=value),
        button("More", Action.PROGRAM_PAGE, value=value, label=f"More about {program.name}"[:75]),
    ]


def _when(page: HomePage) -> list[Block]:
    return (
        [DividerBlock(), HeaderBlock(text="When I may write to you"), words(page.when)] if page.when else []
    )


def _help(page: HomePage, signposts: Mapping[str, Signpost], lines: Lines) -> list[Block]:
    filled = {key: escape(value) for key, value in page.signposts.items() if value.strip()}
    listed = [f"*{signposts[key].label}:* {value}" for key, value in filled.items() if key in signposts]
    return [
        DividerBlock(),
        HeaderBlock(text="Guides, cards and help"),
        buttons(
            button("Conversation guides", Action.GUIDE),
            button("Cards for hard conversations", Action.CARD),
            button("What is private?", Action.PRIVACY),
        ),
        *many_words(listed),
        small(lines.not_emergency.format_map(Signposted(filled))),
    ]
