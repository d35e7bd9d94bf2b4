"""A program over time and elsewhere: its history, its next cohort, its plan as a file."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.domain.programs.programs import Program
from bot.domain.programs.versions import ProgramVersion
from bot.views.ids import Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import choices_field, escape, many_words, mention, small, text_field, words
from bot.views.programs.words import day_in_words

VERSIONS_SHOWN = 20
LONGEST_OPTION, MOST_CHANGES = 75, 20
TOLD = "When it opens, we tell people of the program before what you changed, in one message."


def program_history(
    program: Program, *, versions: Sequence[ProgramVersion], below: Sequence[Block] = ()
) -> Modal:
    """Newest first; they come so. `below` is what was signed off, and what changed for every program here."""
    shown = [block for one in versions[:VERSIONS_SHOWN] for block in _version(one)]
    more = len(versions) - VERSIONS_SHOWN
    older = [small(f"And {more} older {'version' if more == 1 else 'versions'}.")] if more > 0 else []
    nothing = [] if versions else [words("Nothing has been changed since it was made.")]
    return Modal("History", [words(f"*{escape(program.name)}*"), *nothing, *shown, *older, *below])


def _version(one: ProgramVersion) -> list[Block]:
    who = mention(one.by) if one.by else "someone who is no longer here"
    title = f"*Version {one.number}*, {day_in_words(one.at.date())}, by {who}"
    why = [escape(because) for because in (one.why, one.decided) if because]
    return [*many_words([*(f"• {escape(line)}" for line in one.lines), *why], title=title)]


def cohort_form(
    earlier: Program,
    *,
    name: str,
    context: str,
    changes: Mapping[str, str] | None = None,
    chosen: Sequence[str] = (),
) -> Modal:
    """`changes` of the plan by what people said, in words; those that are `chosen` are ticked."""
    found = changes or {}
    return Modal(
        "New cohort",
        [
            words(
                f"This makes a new draft with the whole plan of *{escape(earlier.name)}*, its managers and "
                "its champion. People and dates aren't copied."
            ),
            text_field("Name", Field.NAME, value=name, at_most=75),
            *(_changes(found, chosen) if found else ()),
        ],
        callback_id=Callback.COHORT_FORM,
        submit="Next",
        close="Cancel",
        context=context,
    )


def _changes(changes: Mapping[str, str], chosen: Sequence[str]) -> list[Block]:
    field = choices_field(
        "What to change, by what people said",
        Field.CHANGES,
        {key: line[:LONGEST_OPTION] for key, line in changes.items()},
        chosen=chosen,
        at_most=MOST_CHANGES,
        hint="The plan comes filled in with these, and its history says why. You can still change all of it.",
    )
    return [field, small(TOLD)]


def program_file_note() -> Message:
    """Before the file: a file can only be shared in a conversation that has begun."""
    text = "Here is the plan of your program as a file. It names nobody; read it once before you pass it on."
    return Message(text, [words(text)])


def program_sent() -> Modal:
    return Modal(
        "The file is on its way",
        [
            words("It's in your conversation with Lamplight, under *Messages*."),
            small(
                "It contains the plan and no names. Read it before you pass it on: what people typed may say "
                "more than we can check."
            ),
        ],
    )
