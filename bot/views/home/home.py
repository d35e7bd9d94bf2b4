"""The Home tab: the next useful thing first, then mentorships, programs, and where to turn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock

from bot.content import Lines, Signpost
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.mentorships.status import Status
from bot.domain.programs.programs import Program
from bot.views.availability.not_now import leave_button, nights_button, not_nights_button
from bot.views.home.todo import Todo, todo_card
from bot.views.ids import Action
from bot.views.joining.first_page import open_now
from bot.views.managing.champion import championed_section
from bot.views.managing.help_requests import hand_button
from bot.views.managing.holds import rests_until
from bot.views.managing.summary import Summary
from bot.views.matching.waiting import day_in_words
from bot.views.meetings.check_in import did_you_meet, in_weeks
from bot.views.mentorships.pausing import pause_button
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.mentorships.silence import end_button
from bot.views.message import Home, Message
from bot.views.notices import command_buttons
from bot.views.parts import button, buttons, escape, many_words, mentions, slack_time, small, some, words
from bot.views.programs.managed import ManagedProgram, managed_program
from bot.views.refs import CycleRef
from bot.views.room import has_room, no_room_for
from bot.views.signposts import Signposts

# A Home tab holds 100 blocks and a message 50.
MINE_SHOWN = 7
MANAGED_SHOWN = 10
MANAGED_BLOCKS = 42
LISTS = "`/mentoring match` `/mentoring summary`"


@dataclass(frozen=True, slots=True)
class MyMentorship:
    """A mentorship as one of its people sees it; `asked` when a question waits.

    `cycle` is 0 while none is open. `meets_at` is the time they have set.
    """

    mentorship: Mentorship
    program_name: str
    status: Status
    cycle: int
    asked: bool
    meets_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything one person's Home shows. Of the programs they wait in, `asked_in` have not answered yet.

    `would_help` says by program what would help somebody who was left without a match. `resting` are those a
    manager holds for them now, by name, and until when.
    """

    user_id: str
    mine: Sequence[MyMentorship] = ()
    waiting_in: Sequence[Program] = ()
    managed: Sequence[ManagedProgram] = ()
    open_programs: Sequence[Program] = ()
    todo: Todo | None = None
    may_create: bool = False
    when: str = ""
    is_on_nights: bool = False
    signposts: Mapping[str, str] = field(default_factory=dict)
    championed: Sequence[Summary] = ()
    asked_in: Collection[str] = ()
    would_help: Mapping[str, str] = field(default_factory=dict)
    resting: Mapping[str, date] = field(default_factory=dict)


def home_tab(page: HomePage, *, signposts: Mapping[str, Signpost], lines: Lines) -> Home:
    mine = [*_next_thing(page), *_mine(page)]
    managed = _managed(page)
    only_manages = page.managed and not page.mine and not page.waiting_in
    parts = [managed, mine] if only_manages else [mine, managed]
    first = [block for part in parts if part for block in (*part, DividerBlock())][:-1]
    championed = championed_section(page.championed)
    return Home([*first, *championed, *_when(page), *_help(page, signposts, lines)])


def home_message(page: HomePage) -> Message:
    """What `/mentor` answers in a conversation: the next thing and one's mentorships."""
    blocks = _next_thing(page)
    for most in range(MINE_SHOWN, 0, -1):
        blocks = [*_next_thing(page), *_mine(page, most=most)]
        if has_room([block.to_dict() for block in blocks]):
            break
    return Message("Your mentoring, and what is next.", blocks)


def met_message(page: HomePage) -> Message:
    """What `/mentor met` answers: the question for each mentorship that has one open."""
    waiting = [mine for mine in page.mine[:MINE_SHOWN] if mine.cycle]
    if not waiting:
        text = "There is nothing to note right now. I will ask when it is time."
        return Message(text, [words(text)])
    return Message(
        "Who did you meet? One tap notes it.",
        [block for mine in waiting for block in _question(mine, page.user_id)],
    )


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
        return _waiting(page)
    if page.open_programs:
        names = open_now(page.open_programs)
        join = button("Join", Action.JOIN, style="primary")
        return [
            HeaderBlock(text="Mentoring is open"),
            words(f"Open now: {names}. It takes 90 seconds."),
            buttons(join),
        ]
    return [HeaderBlock(text="Mentoring"), words("No program is open for joining right now.")]


def _question(mine: MyMentorship, user_id: str) -> list[Block]:
    ref = str(CycleRef(mine.mentorship.id, mine.cycle))
    return [
        words(did_you_meet(mine.mentorship.others(user_id))),
        buttons(
            button("We met", Action.WE_MET, value=ref, style="primary"),
            button("Not this month", Action.NOT_THIS_MONTH, value=ref),
        ),
    ]


def _waiting(page: HomePage) -> list[Block]:
    joined = [program for program in page.waiting_in if program.id not in page.asked_in]
    asked = [program for program in page.waiting_in if program.id in page.asked_in]
    lines = (
        [f"You joined {_names(joined)}. You hear from me when there is a match, or news about it."]
        if joined
        else []
    )
    lines += [until for one in joined[:MINE_SHOWN] if (until := _until_when(page, one))]
    if asked:
        lines.append(f"You asked to join {_names(asked)}. I will tell you what its managers say.")
    header = "You are in" if joined else "You have asked to join"
    return [HeaderBlock(text=header), words("\n".join(lines))]


def _names(programs: Sequence[Program]) -> str:
    listed = [f"*{escape(program.name)}*" for program in programs]
    return " and ".join(listed) if len(listed) < 3 else some(listed)


def _mine(page: HomePage, *, most: int = MINE_SHOWN) -> list[Block]:
    if not page.mine and not page.waiting_in:
        return []
    rows = _mentorships(page, most=most)
    if page.mine:
        rows += [
            words(f"*{escape(program.name)}*\n{_waits_for(page, program)}")
            for program in page.waiting_in[:most]
        ]
        rows += no_room_for(len(page.waiting_in) - most)
    program_id = page.mine[0].mentorship.program_id if page.mine else page.waiting_in[0].id
    change = buttons(
        button("Change my answers", Action.JOIN, value=program_id),
        button("Pause or leave", Action.PAUSE_OR_LEAVE),
        hand_button(),
    )
    return [DividerBlock(), HeaderBlock(text="My mentoring"), *rests_until(page.resting), *rows, change]


def _waits_for(page: HomePage, program: Program) -> str:
    if program.id in page.asked_in:
        return "Waiting for an answer"
    return f"Waiting for a match. {_until_when(page, program)}".rstrip()


def _until_when(page: HomePage, program: Program) -> str:
    """For somebody who was left without a match."""
    again = program.look_again_on
    if again is None or program.id not in page.would_help:
        return ""
    return f"We look again on {day_in_words(again)}. What would help: {escape(page.would_help[program.id])}"


def _mentorships(page: HomePage, *, most: int) -> list[Block]:
    shown = [block for mine in page.mine[:most] for block in _mentorship(mine, page.user_id)]
    return [*shown, *no_room_for(len(page.mine) - most)]


def _mentorship(mine: MyMentorship, user_id: str) -> list[Block]:
    pair = mine.mentorship
    rhythm = in_weeks(pair.every_weeks).removeprefix("a ")
    text = (
        f"*{mentions(pair.others(user_id))}* in {escape(mine.program_name)}\n"
        f"Every {rhythm}{_since(pair.own_rhythm_on)} · {_in_words(mine, pair.paused_until)}{_meets(mine)}"
    )
    now = _now_buttons(mine)
    return [words(text), *([buttons(*now)] if now else []), buttons(*_change_buttons(mine, user_id))]


def _since(chosen_on: date | None) -> str:
    """Neutral: everybody in it sees that it is their own, nobody who chose it."""
    return f", your own rhythm since {chosen_on.day} {chosen_on:%B}" if chosen_on else ""


def _meets(mine: MyMentorship) -> str:
    return f"\nYou meet on {slack_time(mine.meets_at)}" if mine.meets_at else ""


def _in_words(mine: MyMentorship, until: date | None) -> str:
    if mine.mentorship.state is MentorshipState.APPROVED:
        return "your introduction is on its way"
    if mine.mentorship.state is MentorshipState.PAUSED and until:
        return f"paused until {until.day} {until:%B}"
    return mine.status.value


def _now_buttons(mine: MyMentorship) -> list[ButtonElement]:
    """What there is to do, apart from what there is to change."""
    if mine.mentorship.state is not MentorshipState.ACTIVE:
        return []
    label = "Our time" if mine.meets_at else "Find a time"
    return [*_cycle_buttons(mine), button(label, Action.TIME_FIND, value=mine.mentorship.id)]


def _change_buttons(mine: MyMentorship, user_id: str) -> list[ButtonElement]:
    pair = mine.mentorship
    end = end_button(pair.id, goes_on=pair.goes_on_without(user_id))
    if pair.state is MentorshipState.PAUSED:
        again = button("Start again", Action.RESUME, value=pair.id)
        return [again, rhythm_button(pair.id), another_button(pair.id), end]
    if pair.state is MentorshipState.APPROVED:
        return [end]
    pause = pause_button(pair.id)
    return [rhythm_button(pair.id), pause, another_button(pair.id), end]


def _cycle_buttons(mine: MyMentorship) -> list[ButtonElement]:
    if not mine.cycle:
        return []
    ref = str(CycleRef(mine.mentorship.id, mine.cycle))
    return [
        button("We met", Action.WE_MET, value=ref),
        button("Not this month", Action.NOT_THIS_MONTH, value=ref),
    ]


def _managed(page: HomePage) -> list[Block]:
    create: list[Block] = [buttons(button("New program", Action.PROGRAM_NEW))] if page.may_create else []
    if not page.managed:
        return create
    rows: list[Block] = []
    shown = 0
    for blocks in map(managed_program, page.managed[:MANAGED_SHOWN]):
        if len(rows) + len(blocks) > MANAGED_BLOCKS:
            break
        rows, shown = rows + blocks, shown + 1
    if (more := len(page.managed) - shown) > 0:
        rows += [small(f"And {more} more. These list those that are open:"), *command_buttons(LISTS)]
    return [HeaderBlock(text="Programs I manage"), *rows, *create]


def _when(page: HomePage) -> list[Block]:
    if not page.when:
        return []
    nights = not_nights_button() if page.is_on_nights else nights_button()
    change = buttons(
        nights,
        leave_button(),
        button("My quiet hours", Action.QUIET_HOURS),
        button("My roster", Action.ROSTER),
    )
    return [DividerBlock(), HeaderBlock(text="When I may write to you"), words(page.when), change]


def _help(page: HomePage, signposts: Mapping[str, Signpost], lines: Lines) -> list[Block]:
    known = Signposts(signposts, page.signposts)
    return [
        DividerBlock(),
        HeaderBlock(text="Guides, cards and help"),
        buttons(
            button("Conversation guides", Action.GUIDE),
            button("Cards for hard conversations", Action.CARD),
            button("What is private?", Action.PRIVACY),
        ),
        *many_words(known.lines()),
        small(known.no_emergency(lines)),
    ]
