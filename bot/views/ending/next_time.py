"""Would you mentor the next time? A question once, its two answers, and the list a manager asks from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.content import Lines
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, many_words, mentions, small, words

UNDER = "If you say no, nobody is told. A yes doesn't enrol you in anything."


@dataclass(frozen=True, slots=True)
class WouldMentor(NamesPeople):
    """Who would mentor when a program runs again, for the managers of what follows it."""

    program: Program
    people: Sequence[str]

    @property
    def whom(self) -> Collection[str]:
        return self.people


def next_time_question(program: Program, *, lines: Lines) -> Message:
    asked = lines.next_time.format(program_name=f"*{escape(program.name)}*")
    return Message(
        "Lamplight: a question about the next time. One tap to answer.",
        [
            words(asked),
            buttons(
                button("Yes, please ask", Action.NEXT_TIME, value=program.id, style="primary"),
                button("Not this time", Action.NEXT_TIME_NO, value=program.id),
            ),
            small(UNDER),
        ],
    )


def said_yes(program: Program) -> Message:
    text = (
        f"Thank you. The managers of {escape(program.name)} see that they may ask you. You can take it back "
        "here. Later you find it on Home, under *What is private?*"
    )
    return Message(
        "Thank you. You can take it back at any time.",
        [words(text), buttons(take_back_button(program.id))],
    )


def said_no() -> Message:
    text = "That's fine. We've kept nothing, and nobody is told."
    return Message(text, [words(text)])


def take_back_button(program_id: str) -> ButtonElement:
    return button("Take it back", Action.NEXT_TIME_NO, value=program_id)


def willing_in(programs: Mapping[str, str]) -> list[Block]:
    """What somebody said of programs, by id with their names; each can be taken back."""
    return [
        words(f"*Next time:* you said you'd mentor again in {escape(name)}.", accessory=take_back_button(key))
        for key, name in programs.items()
    ]


def would_mentor(found: Sequence[WouldMentor]) -> list[Block]:
    """For the managers who suggest mentors; nothing where nobody has said so."""
    lines = [f"• {escape(one.program.name)}: {mentions(one.people)}" for one in found if one.people]
    if not lines:
        return []
    return [
        *many_words(lines, title="*People who said they'd mentor next time*"),
        small("Only you and the other managers see this. Viewing it is logged, and they can see that."),
    ]
