"""Roles: who looks over programs beside their managers, and how somebody is given that or loses it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, UserSelectElement

from bot.domain.oversight.roles import EVERYWHERE, IN_WORDS, OversightRole
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, field, mention, small, sure, words
from bot.views.refs import ResultRef, RoleRef

TITLE = "Roles"
PROGRAMS_SHOWN = 20
# A button carries something.
EVERYWHERE_VALUE = "everywhere"
NAMES: Final[Mapping[OversightRole, str]] = {
    OversightRole.OWNER: "Owners",
    OversightRole.PRIVACY_OFFICER: "Privacy officers",
    OversightRole.READER: "Readers",
}
EVERYWHERE_ROLES: Final = (OversightRole.OWNER, OversightRole.PRIVACY_OFFICER)
SEES: Final[Mapping[OversightRole, str]] = {
    OversightRole.OWNER: "They read the totals of every program here, and say who the owners and privacy "
    "officers are. They may agree to an export that a manager asks for.",
    OversightRole.PRIVACY_OFFICER: "They read which manager looked at a list of names, and when.",
    OversightRole.READER: "They read this program's totals: what came of it, who it reaches, and the time it "
    "takes.",
}
NO_NAMES = "None of these roles shows who takes part, or how anyone is doing."
ADMINS = "Nobody is named yet, so workspace admins are owners."
YOU_SEE_NO_NAMES = "It doesn't show you who takes part, or how anyone is doing."
GIVE_BACK = "You can give it back under *Roles*."
LOGGED = "We keep who gave or took a role, and when. We tell the person who gets one."


@dataclass(frozen=True, slots=True)
class RolesPage:
    """Roles in the whole workspace; `managed` have readers of their own, and the reader `reads` some.

    With `may_give` the reader says who is an owner or a privacy officer.
    """

    by: str
    owners: Sequence[str]
    officers: Sequence[str]
    may_give: bool
    managed: Sequence[Program] = ()
    reads: Sequence[Program] = ()


@dataclass(frozen=True, slots=True)
class ReadersPage:
    """Who reads the totals of one program."""

    program: Program
    readers: Sequence[str]


def roles_page(page: RolesPage) -> Modal:
    return Modal(
        TITLE,
        [
            words(NO_NAMES),
            *_role(OversightRole.OWNER, page.owners, page, empty=ADMINS),
            *_role(OversightRole.PRIVACY_OFFICER, page.officers, page, empty="Nobody yet."),
            *([buttons(_name(EVERYWHERE))] if page.may_give else []),
            *_managed(page.managed),
            *_reads(page),
            small(LOGGED),
        ],
    )


def readers_page(page: ReadersPage) -> Modal:
    return Modal(
        "Readers",
        [
            words(f"*Readers of {escape(page.program.name)}*\n{SEES[OversightRole.READER]}"),
            *[
                _holder(RoleRef(OversightRole.READER, page.program.id, one), mine=False)
                for one in page.readers
            ],
            *([] if page.readers else [words("Nobody yet.")]),
            buttons(_name(page.program.id)),
            small(NO_NAMES, LOGGED),
        ],
    )


def _role(role: OversightRole, who: Sequence[str], page: RolesPage, *, empty: str) -> list[Block]:
    title = f"*{NAMES[role]}*\n{SEES[role]}"
    if not who:
        return [words(f"{title}\n{empty}")]
    return [
        words(title),
        *(
            _holder(RoleRef(role, EVERYWHERE, one), mine=one == page.by)
            if page.may_give or one == page.by
            else words(mention(one))
            for one in who
        ),
    ]


def _holder(ref: RoleRef, *, mine: bool) -> Block:
    label = "Give it back" if mine else "Take it away"
    end = button(label, Action.ROLE_END, value=str(ref), confirm=_asks(ref, mine=mine))
    return words(mention(ref.user_id), accessory=end)


def _asks(ref: RoleRef, *, mine: bool) -> ConfirmObject:
    who = "You are" if mine else "They are"
    return sure(f"{who} no longer {IN_WORDS[ref.role]} then, at once.", yes="Yes")


def _name(program_id: str) -> ButtonElement:
    label = "Name a reader" if program_id else "Name someone"
    return button(label, Action.ROLE_NEW, value=program_id or EVERYWHERE_VALUE, style="primary")


def _managed(programs: Sequence[Program]) -> list[Block]:
    if not programs:
        return []
    rows = [
        words(f"*{escape(one.name)}*", accessory=button("Readers", Action.READERS, value=one.id))
        for one in programs[:PROGRAMS_SHOWN]
    ]
    return [words("*Readers of your programs*\nYou name them, for each program."), *rows]


def _reads(page: RolesPage) -> list[Block]:
    rows = []
    for one in page.reads[:PROGRAMS_SHOWN]:
        ref = RoleRef(OversightRole.READER, one.id, page.by)
        back = button("Give it back", Action.ROLE_END, value=str(ref), confirm=_asks(ref, mine=True))
        rows.append(words(f"You read *{escape(one.name)}*.", accessory=back))
    return [*rows]


def role_form(program: Program | None) -> Modal:
    """Of a program somebody is named as its reader, else as what is chosen."""
    who = UserSelectElement(action_id=Field.NAMED, placeholder="Choose a person")
    everywhere: Mapping[str, str] = {str(role): NAMES[role][:-1] for role in EVERYWHERE_ROLES}
    asks = [] if program else [choice_field("As", Field.OVERSIGHT_ROLE, everywhere)]
    told = (
        [SEES[OversightRole.READER]]
        if program
        else [f"*{NAMES[one]}*: {SEES[one]}" for one in EVERYWHERE_ROLES]
    )
    about = f"*{escape(program.name)}*\n{told[0]}" if program else "\n".join(told)
    return Modal(
        "Name a reader" if program else "Name someone",
        [words(about), *asks, field("Who", who, name=Field.NAMED), small(NO_NAMES, LOGGED)],
        callback_id=Callback.ROLE_FORM,
        submit="Name them",
        close="Not now",
        context=program.id if program else EVERYWHERE,
    )


def named_reader(program: Program) -> Message:
    return Message(
        "Lamplight: you can read a program's totals now.",
        [
            words(
                f"A manager of *{escape(program.name)}* named you as its reader. You can read its totals, "
                "here and on Home."
            ),
            buttons(
                button("Targets and results", Action.RESULTS, value=str(ResultRef(program.id))),
                button("Who is reached", Action.REACH, value=program.id),
                button("Roles", Action.ROLES),
            ),
            small(f"{YOU_SEE_NO_NAMES} {GIVE_BACK}"),
        ],
    )


def named_owner() -> Message:
    return Message(
        "Lamplight: you can read the totals of every program now.",
        [
            words(
                "You were named as an owner of mentoring here. You can read the totals of every program, and "
                "say who else is an owner or a privacy officer."
            ),
            buttons(button("All programs", Action.ORGANISATION), button("Roles", Action.ROLES)),
            small(f"{YOU_SEE_NO_NAMES} {GIVE_BACK}"),
        ],
    )


def named_officer() -> Message:
    return Message(
        "Lamplight: you can read who looked at lists of names now.",
        [
            words(
                "You were named as a privacy officer of mentoring here. You can read which manager looked at "
                "a list of names, and when."
            ),
            buttons(button("Who looked", Action.ACCESS_LOG), button("Roles", Action.ROLES)),
            small(f"The lists themselves you can't open. {GIVE_BACK}"),
        ],
    )
