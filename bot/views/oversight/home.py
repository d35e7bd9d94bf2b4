"""What somebody with a role can read, on their Home; and who may read what, for everyone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock

from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.parts import button, buttons, escape, mentions, words
from bot.views.refs import ResultRef

PROGRAMS_SHOWN = 5
TITLE = "What you can read"


@dataclass(frozen=True, slots=True)
class CanRead:
    """`programs` are those whose totals the reader may read and that they don't manage.

    With `has_page` the dashboard has pages for them.
    """

    programs: Sequence[Program] = ()
    is_owner: bool = False
    is_officer: bool = False
    has_page: bool = False


@dataclass(frozen=True, slots=True)
class ReadsTotals:
    """Who may read the totals of a program beside its managers."""

    program_name: str
    readers: Sequence[str]


@dataclass(frozen=True, slots=True)
class WhoReads:
    """For somebody who takes part. Without owners workspace admins stand in for them."""

    of_programs: Sequence[ReadsTotals] = ()
    owners: Sequence[str] = ()
    officers: Sequence[str] = ()


NOBODY = WhoReads()


def dashboard_button() -> ButtonElement:
    return button("Open dashboard", Action.DASHBOARD)


def can_read_section(
    can: CanRead, *, championed: Collection[str] = (), with_dashboard: bool = True
) -> list[Block]:
    """A small part of Home, for who has a role. Champions have the results of theirs in their own part.

    Managers have the dashboard beside their programs.
    """
    whole = [
        *([dashboard_button()] if can.has_page and with_dashboard else []),
        *([button("All programs", Action.ORGANISATION)] if can.is_owner else []),
        *([button("Who looked at lists", Action.ACCESS_LOG)] if can.is_officer else []),
        *([button("Roles", Action.ROLES)] if can.is_owner else []),
    ]
    rows = [
        block
        for one in can.programs[:PROGRAMS_SHOWN]
        for block in _program(one, with_results=one.id not in championed)
    ]
    if not whole and not rows:
        return []
    return [DividerBlock(), HeaderBlock(text=TITLE), *([buttons(*whole)] if whole else []), *rows]


def _program(program: Program, *, with_results: bool) -> list[Block]:
    results = button("Targets and results", Action.RESULTS, value=str(ResultRef(program.id)))
    return [
        words(f"*{escape(program.name)}*: totals, never a name"),
        buttons(
            *([results] if with_results else []),
            button("Who is reached", Action.REACH, value=program.id),
            button("Time", Action.LEDGER, value=program.id),
        ),
    ]


def who_reads(known: WhoReads) -> list[Block]:
    """Beside what managers see: totals, and the log of looks."""
    if not known.of_programs:
        return []
    owners = mentions(known.owners) if known.owners else "workspace admins"
    lines = [
        f"• {escape(one.program_name)}: {mentions(one.readers) if one.readers else 'nobody else'}"
        for one in known.of_programs
    ]
    officers = mentions(known.officers) if known.officers else "Nobody yet. Managers read their own looks"
    return [
        words(
            "\n".join(
                [
                    "*Who else reads totals, never your name*",
                    *lines,
                    f"• every program: {owners}",
                    f"*Who reads which manager looked at names:* {officers}.",
                ]
            )
        )
    ]
