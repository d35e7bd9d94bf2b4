"""Somebody who has joined and has no match yet: when matching is, and what would help."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.parts import button, buttons, escape, many_words, some, weekday_in_words, what_would_help

# Of a list that may be long.
PROGRAMS_SHOWN = 7
AS_SOON_AS = "We'll message you as soon as there's a match, or news about it."


def waiting_card(
    programs: Sequence[Program],
    asked_in: Collection[str],
    would_help: Mapping[str, str],
    matching: Mapping[str, date],
    *,
    asks_more: bool = False,
) -> list[Block]:
    """With `asks_more` they have not said yet what they like."""
    joined = [one for one in programs if one.id not in asked_in]
    asked = [one for one in programs if one.id in asked_in]
    lines = [f"You joined {_names(joined)}."] if joined else []
    lines += [_when(one, would_help, matching) for one in joined[:PROGRAMS_SHOWN]]
    if asked:
        lines.append(f"You asked to join {_names(asked)}. We'll tell you what its managers say.")
    header = "You're in" if joined else "You've asked to join"
    said = [HeaderBlock(text=header), *many_words(dict.fromkeys(lines))]
    return [*said, buttons(button("Tell us more", Action.TELL_MORE))] if asks_more else said


def is_waited_for(
    program: Program,
    asked_in: Collection[str],
    would_help: Mapping[str, str],
    matching: Mapping[str, date],
) -> str:
    if program.id in asked_in:
        return "Waiting for an answer from its managers."
    return f"Waiting for a match. {_when(program, would_help, matching)}"


def _when(program: Program, would_help: Mapping[str, str], matching: Mapping[str, date]) -> str:
    """A day wherever one is known."""
    again = program.look_again_on
    if again is not None and program.id in would_help:
        helps = escape(would_help[program.id])
        return f"We'll look again on {weekday_in_words(again)}. {what_would_help(helps)}"
    return matching_is(matching[program.id]) if program.id in matching else AS_SOON_AS


def matching_is(week: date) -> str:
    return (
        f"Matching is planned for the week of {weekday_in_words(week)}. You don't need to do anything before "
        "then."
    )


def _names(programs: Sequence[Program]) -> str:
    listed = [f"*{escape(program.name)}*" for program in programs]
    return " and ".join(listed) if len(listed) < 3 else some(listed)
