"""The access log: which manager looked at which list of names, and who was given or lost a role."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, StaticSelectElement, UserSelectElement

from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, mention, options, slack_time, small, words
from bot.views.refs import LogRef

TITLE = "Who looked"
ALL_PROGRAMS = "All programs"
MOST_PROGRAMS = 99
ALL = "It names managers and others with a role, never who was on a list. We note that you opened this."
OWN = (
    "These are your own looks, and roles that you gave or took. A privacy officer can read everyone's. We "
    "note that you opened this."
)
DELETED = "someone whose data is deleted"
KEPT = "We keep it for 12 months. People on a list see for 90 days who looked at it."


@dataclass(frozen=True, slots=True)
class LogLine:
    """Without `by` they had themselves deleted. `about` is who was given or lost a role."""

    at: datetime
    by: str
    what: str
    program_name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, newest first; `older` is the next one's, None on the last.

    `shown` is what is filtered by; `programs` are names by id. With `sees_all` everyone's looks are there,
    and `people` are those with a role, who may stand in it.
    """

    lines: Sequence[LogLine]
    shown: LogRef
    programs: Mapping[str, str]
    sees_all: bool
    older: LogRef | None = None
    people: Sequence[str] = ()

    @property
    def whom(self) -> Collection[str]:
        """Who stands in it by name: those who looked and who have a role, never who was on a list."""
        return {one for line in self.lines for one in (line.by, line.about) if one} | {*self.people}


def access_log_page(page: LogPage) -> Modal:
    lines = [_line(one) for one in page.lines]
    return Modal(
        TITLE,
        [
            small(ALL if page.sees_all else OWN),
            ActionsBlock(elements=[_programs(page), *_people(page)]),
            *(many_words(lines) if lines else [words("There is nothing in it.")]),
            *_turns(page),
            small(KEPT),
        ],
        context=str(page.shown),
    )


def _line(line: LogLine) -> str:
    who = mention(line.by) if line.by else DELETED
    about = f": {mention(line.about)}" if line.about else ""
    where = f", {escape(line.program_name)}" if line.program_name else ""
    return f"• {slack_time(line.at)}: {who}, {escape(line.what)}{about}{where}"


def _programs(page: LogPage) -> StaticSelectElement:
    everything = str(LogRef(user_id=page.shown.user_id))
    names = dict(list(page.programs.items())[:MOST_PROGRAMS])
    each = {str(LogRef(key, page.shown.user_id)): name[:75] for key, name in names.items()}
    choices = options({everything: ALL_PROGRAMS, **each})
    chosen = str(LogRef(page.shown.program_id, page.shown.user_id))
    return StaticSelectElement(
        action_id=Action.ACCESS_LOG_PROGRAM,
        options=choices,
        initial_option=next((one for one in choices if one.value == chosen), choices[0]),
        placeholder="Program",
    )


def _people(page: LogPage) -> list[UserSelectElement]:
    if not page.sees_all:
        return []
    chosen = page.shown.user_id or None
    return [
        UserSelectElement(action_id=Action.ACCESS_LOG_PERSON, initial_user=chosen, placeholder="Who looked")
    ]


def _turns(page: LogPage) -> list[Block]:
    newest = LogRef(page.shown.program_id, page.shown.user_id)
    found = [("Everyone", LogRef(page.shown.program_id))] if page.sees_all and page.shown.user_id else []
    found += [("Newest", newest)] if page.shown.before else []
    found += [("Older", page.older)] if page.older else []
    # Two buttons of one action_id may not share a block.
    return [buttons(button(text, Action.ACCESS_LOG_PAGE, value=str(ref))) for text, ref in found]
