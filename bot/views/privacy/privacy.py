"""What the app can reach, what a program's managers see about one person, exactly, and who looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, CheckboxesElement, DividerBlock

from bot.content import Lines, People
from bot.domain.privacy.visible_to_managers import VisiblePerson
from bot.views.ending.next_time import willing_in
from bot.views.ids import Action, Callback, Field
from bot.views.managing.people_list import visible_lines
from bot.views.message import Message, Modal
from bot.views.notices import ANYWHERE
from bot.views.oversight.home import NOBODY, WhoReads, who_reads
from bot.views.parts import (
    button,
    buttons,
    escape,
    field,
    many_words,
    mention,
    options,
    small,
    weekday_in_words,
    words,
)
from bot.views.refs import LooksRef

TITLE = "What is private"
LOOKS_SHOWN = 5
LOOKS_A_PAGE = 20
SURE = "yes"
NOTHING: Mapping[str, str] = {}
REASONS = {
    "commands": f"answer `/mentor` and `/mentoring`, {ANYWHERE}",
    "chat:write": "write to you",
    "chat:write.public": "post a summary to a public channel without being invited",
    "mpim:write": "open the group conversation that introduces you",
    "users:read": "know your time zone, so that we don't message you at night, and show your name to your "
    "program's managers on their dashboard; names aren't stored",
    "users:read.email": "match the staff directory to Slack",
    "dnd:read": "respect the do-not-disturb schedule",
    "files:write": "post the summary's chart, and files: your own data, certificate or hours when you ask "
    "for them; for managers numbers, and lists with names that two of them agreed to",
}


@dataclass(frozen=True, slots=True)
class VisibleInProgram:
    """What the managers of one program see about this person."""

    program_name: str
    seen: VisiblePerson


@dataclass(frozen=True, slots=True)
class Look:
    """A manager looked at a list with names. Without `by`, that manager had themselves deleted."""

    on: date
    by: str
    what: str
    program_name: str


def privacy_page(
    *,
    scopes: Sequence[str],
    seen: Sequence[VisibleInProgram],
    looks: Sequence[Look],
    lines: Lines,
    lists: People,
    wants_prompts: bool = True,
    willing: Mapping[str, str] = NOTHING,
    reads: WhoReads = NOBODY,
) -> Modal:
    reach = "\n".join(
        f"• `{scope}` - {REASONS.get(scope, 'not needed; tell your IT department')}" for scope in scopes
    )
    return Modal(
        TITLE,
        [
            words(
                "*We can't read your messages.* Lamplight has no permission to read any conversation, so "
                "Slack doesn't show it any."
            ),
            words(f"*What Slack lets Lamplight do, right now*\n{reach}"),
            DividerBlock(),
            *many_words(_lines(seen, lists), title=f"*{lines.manager_view}*"),
            *willing_in(willing),
            *_never(),
            *who_reads(reads),
            *_looked(looks),
            DividerBlock(),
            *_prompts(wants_prompts),
            *_mine(),
        ],
    )


def _prompts(wanted: bool) -> list[Block]:
    if wanted:
        return []
    text = "*Questions to think about* are off, as you asked."
    return [words(text, accessory=button("Turn on", Action.PROMPTS_START))]


def _lines(seen: Sequence[VisibleInProgram], lists: People) -> list[str]:
    if not seen:
        return ["Nothing. You aren't in a program."]
    return [
        f"• {escape(one.program_name)}: {line}" for one in seen for line in visible_lines(one.seen, lists)
    ]


def _never() -> list[Block]:
    return [
        words(
            "*What they never see:* messages, goals, topics you talk about, who said you met or when, your "
            "shifts, the list of people you asked not to be matched with, what you ask a lead for "
            "advice about, how you say your load is. Your line manager sees nothing."
        ),
        words(
            "*While matches are made* they also look through the suggested pairs, with the reasons your "
            "introduction would give. A pair they turn down isn't suggested again."
        ),
        words(
            "*Who else?* Like all work messages, Slack messages may be reachable by your organisation under "
            "its policies and the law. Have sensitive talks in person or by phone."
        ),
        small("When you meet, we keep the week and nothing else."),
    ]


def _looked(looks: Sequence[Look]) -> list[Block]:
    title = "*Who looked at a list of names in your programs, in the last 90 days*"
    if not looks:
        return [words(f"{title}\nNobody.")]
    shown = many_words([_look(look) for look in looks[:LOOKS_SHOWN]], title=title)
    if len(looks) <= LOOKS_SHOWN:
        return [*shown]
    return [
        *shown,
        buttons(button(f"All {len(looks)}", Action.LOOKS, value=str(LooksRef()), label="All who looked")),
    ]


def _look(look: Look) -> str:
    who = mention(look.by) if look.by else "a manager whose data is deleted"
    return f"• {weekday_in_words(look.on)}: {who}, {escape(look.what)}, {escape(look.program_name)}"


def _mine() -> list[Block]:
    return [
        words(
            "*Your data.* See it, correct it, take a copy or delete it at any time, without giving a reason. "
            "You correct it in *Settings*, under *Your answers*."
        ),
        buttons(
            button("Download your data", Action.DOWNLOAD),
            button("Delete your data", Action.DELETE_ME, style="danger"),
        ),
        buttons(button("Cards for hard conversations", Action.CARD)),
    ]


def looks_page(looks: Sequence[Look], *, page: int = 0) -> Modal:
    """Everybody who looked, newest first."""
    pages = max(1, -(-len(looks) // LOOKS_A_PAGE))
    page = min(page, pages - 1)
    shown = looks[page * LOOKS_A_PAGE : (page + 1) * LOOKS_A_PAGE]
    turns = [("Newer", page - 1), ("Older", page + 1)]
    found = [
        button(text, Action.LOOKS, value=str(LooksRef(to)), label=f"Page {to + 1} of {pages}")
        for text, to in turns
        if 0 <= to < pages
    ]
    listed = [_look(look) for look in shown] or ["Nobody."]
    # Two buttons of one action_id may not share a block.
    return Modal("Who looked", [*many_words(listed), *(buttons(one) for one in found)])


def copy_sent() -> Modal:
    return _answer(
        "Your copy is in your conversation with Lamplight, as two files. Nobody else can see it there."
    )


def copy_message() -> Message:
    text = "Lamplight: the copy of your data that you asked for."
    return Message(
        text,
        [
            words(f"{text} One file is to read, the other has the same for a computer."),
            small("Slack keeps these files like everything else in this conversation."),
        ],
    )


def delete_form() -> Modal:
    """The last page before it happens."""
    sure = CheckboxesElement(
        action_id=Field.SURE, options=options({SURE: "Delete everything about you, now"})
    )
    return Modal(
        "Delete your data",
        [
            words(
                "*What goes, at once:* your places in programs, your answers, goals, shifts, briefings, the "
                "people you asked not to be matched with, every message still waiting for you, and any role "
                "you have as a manager or champion."
            ),
            words(
                "*The people you're matched with* are told kindly that your mentorship has ended. They "
                "aren't told that you deleted anything."
            ),
            words(
                "*What remains:* an anonymous count. A mentorship you were in keeps its weeks and the other "
                "person, without you. Changes you made to programs, and lists you looked at, stay without "
                "your name. Answers that were counted before stay in totals."
            ),
            words(
                "*What we can't delete:* the messages and files in your conversation with Lamplight. Slack "
                "keeps those under your organisation's rules."
            ),
            words(
                "*What comes back:* nothing. We keep a scrambled mark, so that the staff directory doesn't "
                "bring you back. If you join again yourself, the mark goes and you start from nothing."
            ),
            field("This can't be undone", sure, name=Field.SURE),
        ],
        callback_id=Callback.DELETE_ME,
        submit="Delete",
        close="Keep your data",
    )


def deleted() -> Modal:
    return _answer("Done: nothing here names you any more. Thank you for the time you gave.")


def _answer(text: str) -> Modal:
    return Modal(TITLE, [words(text)])
