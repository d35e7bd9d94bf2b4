"""What every program of a hospital shows, and what changed of it: who, when, and what it was before."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.content import Signpost
from bot.domain.programs.hospital import SITES, HospitalVersion
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, many_words, mention, small, words
from bot.views.programs.words import day_in_words

NOTHING = "nothing"
SHOWN = 5
# A message stays short; the program's history has all of it.
LINES_TOLD, LONGEST_TOLD = 5, 150
WHO_MAY = "Workspace admins change these. A program's own signposts are changed by its managers."


def hospital_changed(
    version: HospitalVersion, *, signposts: Mapping[str, Signpost], program_id: str
) -> Message:
    return Message(
        "Lamplight: what every program here shows has changed. There's nothing to do.",
        [
            words(f"{_who(version)} changed what every program here shows."),
            *many_words(_told(version, signposts)),
            buttons(button("Look at the signposts", Action.SIGNPOSTS, value=program_id)),
            small(WHO_MAY),
        ],
    )


def hospital_history(
    versions: Sequence[HospitalVersion], *, signposts: Mapping[str, Signpost]
) -> list[Block]:
    """Below a program's own; the newest first, as they come."""
    if not versions:
        return []
    shown = [
        block
        for one in versions[:SHOWN]
        for block in many_words(
            hospital_lines(one, signposts), title=f"*{day_in_words(one.at.date())}*, by {_who(one)}"
        )
    ]
    return [words("*What every program here shows*"), *shown, small(WHO_MAY)]


def _told(version: HospitalVersion, signposts: Mapping[str, Signpost]) -> list[str]:
    lines = hospital_lines(version, signposts, at_most=LONGEST_TOLD)
    more = len(lines) - LINES_TOLD
    left = [f"• and {more} more, under *History* of your program"] if more > 0 else []
    return [*lines[:LINES_TOLD], *left]


def _who(version: HospitalVersion) -> str:
    return mention(version.by) if version.by else "someone who is no longer here"


def hospital_lines(
    version: HospitalVersion, signposts: Mapping[str, Signpost], *, at_most: int | None = None
) -> list[str]:
    return [
        f"• {_label(key, signposts)}: {_said(version.before.get(key), at_most)} → {_said(now, at_most)}"
        for key, now in version.after.items()
    ]


def _label(key: str, signposts: Mapping[str, Signpost]) -> str:
    if key == SITES:
        return "Sites"
    return signposts[key].label if key in signposts else key


def _said(text: str | None, at_most: int | None) -> str:
    if not text:
        return NOTHING
    is_cut = at_most is not None and len(text) > at_most
    return escape(f"{text[:at_most]} …" if is_cut else text)
