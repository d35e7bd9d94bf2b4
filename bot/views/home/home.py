"""The Home tab: the next useful thing first, then mentorships, programs, and where to turn."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock

from bot.content import Lines, Signpost
from bot.domain.programs.programs import Program
from bot.views.care.leads import leading_section
from bot.views.care.words import advice_button, cards_button
from bot.views.ending.ended import EndedMentorship, ended_section
from bot.views.home.mine import MyMentorship, my_mentorships
from bot.views.home.places import Places, places_in_words
from bot.views.home.todo import Todo, todo_card
from bot.views.home.waiting import is_waited_for, waiting_card
from bot.views.ids import Action
from bot.views.joining.first_page import open_now
from bot.views.managing.champion import championed_section
from bot.views.managing.holds import rests_until
from bot.views.managing.summary import Summary
from bot.views.meetings.check_in import did_you_meet
from bot.views.message import Home, Message
from bot.views.notices import command_buttons
from bot.views.oversight.home import CanRead, can_read_section, dashboard_button
from bot.views.parts import button, buttons, escape, many_words, mentions, more, small, words
from bot.views.programs.managed import ManagedProgram, managed_program
from bot.views.refs import CycleRef, FindingsRef
from bot.views.room import no_room_for
from bot.views.signposts import Signposts

# A Home tab holds 100 blocks.
MINE_SHOWN = 7
MANAGED_SHOWN = 10
TOLD_SHOWN = 2
MANAGED_BLOCKS = 42
# A number is found at once where its sentence is a line of its own.
SENTENCES = re.compile(r"(?<=\.) ")
LISTS = "`/mentoring match` `/mentoring summary`"
CAUGHT_UP = "We'll message you when there's something to do."
ON_HOME = "Your mentorships and settings are on Home: open Lamplight under *Apps*, then *Home*."


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything one person's Home shows. Of the programs they wait in, `asked_in` have not answered yet.

    `would_help` says by program what would help somebody who was left without a match. `matching` is by
    program the Monday of the week in which matches are planned. `resting` are those a manager holds for them
    now, by name, and until when. `when` says when they may be written to; it is empty for who takes no part.
    With `asks_more` they wait for a match, and have not said what they like. `asks` are the questions of a
    wave, which can wait longer than all else. `told` are the ids of programs of which there is something that
    people said, `mine_told` those that the reader is or was in, with their names. Mentors of those they are
    `leading` can turn to them; with `mentors` they are one themself, or a host. `can_read` is what a role
    gives them.
    """

    user_id: str
    mine: Sequence[MyMentorship] = ()
    waiting_in: Sequence[Program] = ()
    managed: Sequence[ManagedProgram] = ()
    open_programs: Sequence[Program] = ()
    todo: Todo | None = None
    asks: Todo | None = None
    may_create: bool = False
    when: str = ""
    signposts: Mapping[str, str] = field(default_factory=dict)
    championed: Sequence[Summary] = ()
    asked_in: Collection[str] = ()
    would_help: Mapping[str, str] = field(default_factory=dict)
    matching: Mapping[str, date] = field(default_factory=dict)
    resting: Mapping[str, date] = field(default_factory=dict)
    places: Places | None = None
    told: Collection[str] = ()
    reviewed: Collection[str] = ()
    mine_told: Mapping[str, str] = field(default_factory=dict)
    asks_more: bool = False
    ended: Sequence[EndedMentorship] = ()
    leading: Sequence[Program] = ()
    mentors: bool = False
    can_read: CanRead = CanRead()

    @property
    def takes_part(self) -> bool:
        return bool(self.mine or self.waiting_in)


def home_tab(page: HomePage, *, signposts: Mapping[str, Signpost], lines: Lines) -> Home:
    mine = [*_next_thing(page), *_mine(page), *ended_section(page.ended)]
    managed = _managed(page)
    manages_first = any(one.needs_its_manager for one in page.managed)
    only_manages = page.managed and not page.takes_part
    parts = [managed, mine] if manages_first or only_manages else [mine, managed]
    first = [block for part in parts if part for block in (*part, DividerBlock())][:-1]
    championed = championed_section(page.championed, told=page.told, reviewed=page.reviewed)
    leading = leading_section(page.leading)
    can_read = can_read_section(
        page.can_read,
        championed={one.program.id for one in page.championed},
        with_dashboard=not page.managed,
    )
    return Home([*first, *championed, *can_read, *leading, *_support(page, signposts, lines)])


def home_message(page: HomePage) -> Message:
    """What `/mentor` answers in a conversation: the next thing, and where all the rest is."""
    settings = [buttons(button("Settings", Action.SETTINGS))] if page.when else []
    return Message("Your mentoring, and what's next.", [*_next_thing(page), *settings, small(ON_HOME)])


def met_message(page: HomePage) -> Message:
    """What `/mentor met` answers: the question for each mentorship that has one open."""
    waiting = [mine for mine in page.mine[:MINE_SHOWN] if mine.cycle]
    if not waiting:
        text = "There's nothing to answer right now. We'll ask when it's time."
        return Message(text, [words(text)])
    return Message(
        "Who did you meet? One tap is enough.",
        [block for mine in waiting for block in _question(mine, page.user_id)],
    )


def _next_thing(page: HomePage) -> list[Block]:
    if page.todo:
        return todo_card(page.todo)
    if urgent := _most_urgent(page):
        asks = _times if urgent.times_wait else _question
        return [HeaderBlock(text="Next"), *asks(urgent, page.user_id)]
    if page.asks:
        return todo_card(page.asks)
    if page.mine:
        return [HeaderBlock(text="All caught up"), words(CAUGHT_UP)]
    if page.waiting_in:
        return waiting_card(
            page.waiting_in, page.asked_in, page.would_help, page.matching, asks_more=page.asks_more
        )
    return [] if page.managed else _joining(page)


def _most_urgent(page: HomePage) -> MyMentorship | None:
    """The mentorship that the card is about, if it is about one: times to choose before how it went."""
    if page.todo:
        return None
    waiting = [mine for mine in page.mine if mine.times_wait] or [mine for mine in page.mine if mine.asked]
    return next(iter(waiting), None)


def _joining(page: HomePage) -> list[Block]:
    if not page.open_programs:
        return [HeaderBlock(text="Mentoring"), words("No program is open for joining right now.")]
    names = open_now(page.open_programs)
    join = button("Join", Action.JOIN, style="primary")
    return [
        HeaderBlock(text="Mentoring is open"),
        words(f"Open now: {names}. Joining takes about 90 seconds."),
        buttons(join),
    ]


def _times(mine: MyMentorship, user_id: str) -> list[Block]:
    pair = mine.mentorship
    choose = button("Choose times", Action.TIME_FIND, value=pair.id, style="primary")
    text = f"When can you talk with {mentions(pair.others(user_id))}? There are times to choose from."
    return [words(text), buttons(choose)]


def _question(mine: MyMentorship, user_id: str) -> list[Block]:
    ref = str(CycleRef(mine.mentorship.id, mine.cycle))
    return [
        words(did_you_meet(mine.mentorship.others(user_id))),
        buttons(
            button("We met", Action.WE_MET, value=ref, style="primary"),
            button("Not this time", Action.NOT_THIS_MONTH, value=ref),
        ),
    ]


def _mine(page: HomePage) -> list[Block]:
    if not page.takes_part and not page.mine_told:
        return []
    rows = my_mentorships(page.mine, page.user_id, most=MINE_SHOWN, in_card=_most_urgent(page))
    if page.mine:
        rows += [_waits(page, program) for program in page.waiting_in[:MINE_SHOWN]]
        rows += no_room_for(len(page.waiting_in) - MINE_SHOWN)
    rows = [*rests_until(page.resting), *rows, *_told(page), *_places(page.places)]
    return [DividerBlock(), HeaderBlock(text="Your mentoring"), *rows] if rows else []


def _told(page: HomePage) -> list[Block]:
    """What people of the reader's own programs said; who manages one finds it there."""
    managed = {one.program.id for one in page.managed}
    rows: list[Block] = [
        words(
            f"*What people said* in {escape(name)}",
            accessory=button("See", Action.FINDINGS, value=str(FindingsRef(program_id))),
        )
        for program_id, name in page.mine_told.items()
        if program_id not in managed
    ]
    return rows[:TOLD_SHOWN]


def _waits(page: HomePage, program: Program) -> Block:
    waits = is_waited_for(program, page.asked_in, page.would_help, page.matching)
    return words(f"*{escape(program.name)}*\n{waits}")


def _places(places: Places | None) -> list[Block]:
    """A mentor's own, over all their programs."""
    if places is None:
        return []
    return [small(f"{places_in_words(places)} Change how many in *Settings*.")]


def _managed(page: HomePage) -> list[Block]:
    row = [
        *([dashboard_button()] if page.managed and page.can_read.has_page else []),
        *([button("New program", Action.PROGRAM_NEW)] if page.may_create else []),
    ]
    create: list[Block] = [buttons(*row)] if row else []
    if not page.managed:
        return create
    rows: list[Block] = []
    shown = 0
    in_order = sorted(page.managed, key=lambda one: not one.needs_its_manager)
    for one in in_order[:MANAGED_SHOWN]:
        blocks = managed_program(one, is_told=one.program.id in page.told)
        if len(rows) + len(blocks) > MANAGED_BLOCKS:
            break
        rows, shown = rows + blocks, shown + 1
    if (left := len(page.managed) - shown) > 0:
        programs = "program" if left == 1 else "programs"
        rows += [
            small(f"And {left} more {programs}. These commands list the ones that are open:"),
            *command_buttons(LISTS),
        ]
    return [HeaderBlock(text="Programs you manage"), *rows, *create]


def _support(page: HomePage, signposts: Mapping[str, Signpost], lines: Lines) -> list[Block]:
    """The crisis line and the emergency number always, everything else one tap away."""
    known = Signposts(signposts, page.signposts)
    private = button("What is private?", Action.PRIVACY)
    shown = button("Settings", Action.SETTINGS) if page.when else private
    folded = [
        button("Conversation guides", Action.GUIDE),
        cards_button(),
        button("Where to get support", Action.WHERE_TO_TURN),
        *([button("Get help", Action.ASK_HAND)] if page.takes_part else []),
        *([private] if page.when else []),
    ]
    advice = [advice_button()] if page.mentors else []
    return [
        DividerBlock(),
        HeaderBlock(text="Settings and help" if page.when else "Help"),
        *many_words(SENTENCES.split(known.no_emergency(lines))),
        buttons(shown, *advice, more(*folded)),
    ]
