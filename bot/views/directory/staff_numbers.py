"""Staff numbers to confirm: a name, what was typed, and nothing of the records."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.disclosure.figures import named
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.domain.staff_numbers import Finding
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, mention, small, sure, words
from bot.views.refs import StaffNumberRef

TITLE = "Staff numbers"
# Two blocks each, and a modal holds 100.
SHOWN = 40
ASKED = "Thanks. Someone who runs the program checks it. Until then, please fill in the form yourself."
HOW_TO_CHECK = (
    "Check each one outside of Slack, on a badge or in your staff list. Once you confirm it, the hospital's "
    "records under that number count as theirs. If you're not sure, leave it: their form works without it."
)
FOUND: Mapping[Finding, str] = {
    Finding.FREE: "",
    Finding.TAKEN: "\nThe directory has someone else under this number, so it can't be confirmed here.",
    Finding.UNKNOWN: "\nThe directory has no such number.",
}
CONTESTED = "\n*Someone else says they have this number too.* Confirm it for one, and the other is dropped."


@dataclass(frozen=True, slots=True)
class NumberToConfirm:
    """`is_contested`: more than one person says so, the other perhaps in another program."""

    user_id: str
    number: str
    found: Finding
    is_contested: bool = False


@dataclass(frozen=True, slots=True)
class NumbersToConfirm(NamesPeople):
    program: Program
    numbers: Sequence[NumberToConfirm]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.numbers}


def numbers_waiting(program_id: str) -> list[Block]:
    """A line of a manager's Home: that there are some, and not how many."""
    text = "Staff numbers to confirm"
    return [words(f"*{text}*", accessory=button("See", Action.STAFF_NUMBERS, value=program_id, label=text))]


def numbers_page(waiting: NumbersToConfirm) -> Modal:
    name = f"*{escape(waiting.program.name)}*"
    if not waiting.numbers:
        return Modal(TITLE, [words(f"{name}: no staff numbers to confirm.")])
    more = len(waiting.numbers) - SHOWN
    return Modal(
        TITLE,
        [
            words(f"{name}: these people say which staff number is theirs.\n{HOW_TO_CHECK}"),
            *(block for one in waiting.numbers[:SHOWN] for block in _number(waiting.program, one)),
            *(
                [small(f"And {named(more)} more, who are shown once these have an answer.")]
                if more > 0
                else []
            ),
            small(
                "Nobody is told what you decide. We delete each number after 30 days. Viewing these names is "
                "logged, and they can see it. So is each number you confirm or refuse.",
            ),
        ],
    )


def _number(program: Program, one: NumberToConfirm) -> list[Block]:
    contested = CONTESTED if one.is_contested else ""
    said = f"{mention(one.user_id)} says: {escape(one.number)}{FOUND[one.found]}{contested}"
    ref = StaffNumberRef(program.id, one.user_id, one.number)
    return [words(said), buttons(*_answers(one, str(ref)))]


def _answers(one: NumberToConfirm, ref: str) -> list[ButtonElement]:
    refuse = button("Refuse", Action.STAFF_NUMBER_REFUSE, value=ref, label=f"Refuse {one.number}")
    if one.found is not Finding.FREE:
        return [refuse]
    question = sure(
        f"Have you checked that {mention(one.user_id)} has staff number {escape(one.number)}? From then on "
        "the records under it are theirs: they see them and can delete them.",
        yes="Confirm",
    )
    label = f"Confirm {one.number}"
    confirm = button("Confirm", Action.STAFF_NUMBER_CONFIRM, value=ref, confirm=question, label=label)
    return [confirm, refuse]
