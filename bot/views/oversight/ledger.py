"""The time ledger: about how many hours a program took and saved, with everything it takes for granted."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.content.numbers.ledger import LedgerFile
from bot.domain.disclosure.figures import Figure
from bot.domain.oversight.ledger import Ledger
from bot.domain.programs.programs import Program
from bot.views.message import Modal
from bot.views.parts import escape, small, words
from bot.views.programs.words import day_in_words

TITLE = "Time"
NOTHING_YET = "We count once a week. The first numbers come on the Monday after the first introductions."
TOO_FEW = "Too few mentorships to say: we show this from five on."
ESTIMATED = (
    "All of this is planned or estimated. Nobody's time is measured, and talks are counted a little blurred. "
    "Your hospital can change these minutes."
)


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Quarters, the newest first; none before the first talks could be counted."""

    program: Program
    quarters: Sequence[Ledger]


def ledger_page(page: LedgerPage, *, taken: LedgerFile) -> Modal:
    title = words(f"*{escape(page.program.name)}*")
    if not page.quarters:
        return Modal(TITLE, [title, words(NOTHING_YET)])
    return Modal(
        TITLE,
        [
            title,
            *(block for one in page.quarters for block in _quarter(one)),
            small("*What this takes for granted*", *taken_for_granted(page, taken), ESTIMATED),
        ],
    )


def _quarter(one: Ledger) -> list[Block]:
    days = f"*{days_in_words(one)}*"
    if not one.talks.is_shown:
        return [words(f"{days}\n{TOO_FEW}")]
    lines = [f"• {what}: {hours} hours" for what, hours in lines_of(one) if hours.is_shown]
    return [words("\n".join([days, *lines]))]


def days_in_words(one: Ledger) -> str:
    return f"{day_in_words(one.since)} to {day_in_words(one.until)}"


def lines_of(one: Ledger) -> list[tuple[str, Figure]]:
    """List what took hours, and what saved some."""
    return [
        (f"Clinicians, in {one.talks} talks", one.clinicians),
        ("Set aside in the plan", one.planned),
        ("Managers", one.managers),
        ("Saved, compared with doing it by hand", one.saved),
    ]


def taken_for_granted(page: LedgerPage, taken: LedgerFile) -> list[str]:
    program, managers, saved = page.program, taken.managers, taken.saved
    set_aside = program.plan.minutes_a_month
    answers = [f"{managers.application} for an application, "] if program.plan.by_approval else []
    return [
        f"A talk takes {program.minutes} minutes of each of {page.quarters[0].people} people, as planned.",
        *([f"The plan sets aside {set_aside} minutes a month for each person."] if set_aside else []),
        f"Managers, in minutes: {''.join(answers)}{managers.match} for a match, {managers.week} a week.",
        f"Saved, in minutes: {saved.introduction} for an introduction, {saved.question} for asking a pair if "
        f"they met, {saved.time} for finding a time.",
    ]
