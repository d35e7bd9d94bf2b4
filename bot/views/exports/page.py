"""The page on which numbers and lists are taken out, and the form that asks for a list with names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.domain.exports.files import FileKind
from bot.domain.exports.named import LONGEST_REASON, SHORTEST_REASON, ListKind, ListState, NamedExport
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.parts import (
    button,
    buttons,
    choice_field,
    escape,
    row_of,
    slack_time,
    small,
    sure,
    text_field,
    weekday_in_words,
    words,
    writes_to,
)
from bot.views.refs import ExportRef, ListRef

TITLE = "Take numbers out"
LIST_TITLE = "A list with names"
MOST_PROGRAMS = 45
IN_ONE_FILE = (
    "Every number that you can read, in one file, with what people said and with what is hidden and why. "
    "There's no name in it."
)
NOT_YET = "Numbers come on Monday. Until then the file says so."
FILES: Mapping[FileKind, str] = {FileKind.XLSX: "Excel file", FileKind.CSV: "CSV file"}
CHOICES: Mapping[str, str] = {
    ListKind.STATUS: "People and status",
    ListKind.HR: "For HR, to work out probation and retention",
}
# As in "It holds: ...", to those who are on it and to others alike.
HOLDS: Mapping[ListKind, str] = {
    ListKind.STATUS: "name, role, profession, career stage, department, site, place in the program, who "
    "someone is matched with, and how it's going in one word",
    ListKind.HR: "staff number (or the name, where no number is confirmed), role, and the program's first "
    "and last day",
}
NAMES_ARE_FOR = (
    "For what can't be done with numbers. You say what it's for, and a second manager has to agree. Everyone "
    "on it is told, with your reason."
)
NAMES = f"*A list with names*\n{NAMES_ARE_FOR}"
THEN = (
    "Someone has to agree within 24 hours. Then you can fetch the list once, within 24 hours. A day later we "
    "delete the file from Slack. We keep what you typed for 12 months."
)
ONCE = "You can fetch it once."
REASON_HINT = (
    f"{SHORTEST_REASON} to {LONGEST_REASON} characters. Everyone on the list reads it as you write it."
)
WRITES_AND_THEN = f"{writes_to('everyone who can agree', 'each when they are next off shift')} {THEN}"


@dataclass(frozen=True, slots=True)
class ExportPage:
    """Of one program, or of all those whose totals its reader may read.

    `asked` are lists with names that its reader asked for and has not fetched, `to_answer` those of others to
    which they may say the second yes. With `may_ask` they manage it.
    """

    programs: Sequence[Program]
    as_of: date | None = None
    may_ask: bool = False
    asked: Sequence[NamedExport] = ()
    to_answer: Sequence[NamedExport] = ()

    @property
    def program_id(self) -> str:
        """Empty for all of them."""
        return self.programs[0].id if len(self.programs) == 1 else ""


def choose_program(programs: Sequence[Program]) -> Modal:
    every = button("All in one file", Action.EXPORTS, value=EVERY)
    return Modal(
        TITLE,
        [
            words("Of which program?", accessory=every),
            *(
                words(f"*{escape(one.name)}*", accessory=button("Open", Action.EXPORTS, value=one.id))
                for one in programs[:MOST_PROGRAMS]
            ),
        ],
    )


# In the place of a program's id.
EVERY = "all"


def export_page(page: ExportPage) -> Modal:
    name = escape(page.programs[0].name) if page.program_id else "All your programs"
    as_of = f"As of {weekday_in_words(page.as_of)}." if page.as_of else NOT_YET
    return Modal(
        TITLE,
        [
            words(f"*{name}*\n{IN_ONE_FILE} {as_of}"),
            buttons(*row_of(Action.EXPORT_FILE, (_file(kind, page) for kind in FileKind))),
            *(_names(page) if page.may_ask else ()),
        ],
    )


def _file(kind: FileKind, page: ExportPage) -> ButtonElement:
    style = "primary" if kind is FileKind.XLSX else None
    return button(FILES[kind], Action.EXPORT_FILE, value=str(ExportRef(page.program_id, kind)), style=style)


def _names(page: ExportPage) -> list[Block]:
    ask = button("Ask for a list", Action.LIST_ASK, value=page.program_id)
    return [
        DividerBlock(),
        *([] if page.asked else [words(NAMES, accessory=ask)]),
        *(block for one in page.asked for block in _asked(one)),
    ]


def _asked(one: NamedExport) -> list[Block]:
    if one.state is ListState.AGREED:
        return [
            words(
                f"{LIST_TITLES[one.what]} was agreed to. {ONCE} It's here until "
                f"{slack_time(one.fetch_until)}."
            ),
            buttons(fetch_button(one)),
        ]
    return [
        words(
            f"{LIST_TITLES[one.what]} waits for a second manager. If nobody agrees by "
            f"{slack_time(one.agree_until)}, nothing happens, and you can ask again."
        )
    ]


LIST_TITLES: Mapping[ListKind, str] = {
    ListKind.STATUS: "*Your list of people and status*",
    ListKind.HR: "*Your list for HR*",
}


FETCH_ASKS = (
    f"{writes_to('everyone on the list', 'each when they are next off shift')} They read your reason. {ONCE}"
)


def fetch_button(one: NamedExport) -> ButtonElement:
    return button(
        "Fetch the list",
        Action.LIST_FETCH,
        value=one.id,
        style="primary",
        confirm=sure(FETCH_ASKS, yes="Fetch it"),
    )


def file_sent() -> Modal:
    return Modal(TITLE, [words("It's in your conversation with Lamplight, under *Messages*.")])


def list_form(program: Program, *, list_id: str, hint: str) -> Modal:
    """`hint` is about patients."""
    return Modal(
        LIST_TITLE,
        [
            words(f"*{escape(program.name)}*"),
            choice_field("What do you need?", Field.LIST_KIND, CHOICES),
            text_field(
                "What is it for?",
                Field.REASON,
                at_most=LONGEST_REASON,
                hint=f"{REASON_HINT} {hint}",
            ),
            small(*(f"*{CHOICES[kind]}* holds: {HOLDS[kind]}." for kind in ListKind)),
            small(WRITES_AND_THEN),
        ],
        callback_id=Callback.LIST_FORM,
        submit="Ask",
        close="Cancel",
        context=str(ListRef(program.id, list_id)),
    )


def list_asked_for(one: NamedExport) -> Modal:
    return Modal(
        LIST_TITLE,
        [
            words(
                "We ask those who can agree. Once one of them does, we write to you, and you can fetch it. "
                f"If nobody agrees by {slack_time(one.agree_until)}, nothing happens."
            )
        ],
    )


def list_sent() -> Modal:
    return Modal(
        LIST_TITLE,
        [
            words(
                "It's in your conversation with Lamplight, under *Messages*. Save it today: we delete it "
                "there."
            )
        ],
    )


def list_unclear() -> Modal:
    return Modal(
        LIST_TITLE,
        [
            words(
                "Slack gave no clear answer. Look in your conversation with Lamplight: the list may be "
                "there. If it isn't, ask for it again. We don't send a list twice."
            )
        ],
    )
