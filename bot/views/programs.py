"""Setting a program up: the need, the form, the signposts, and what is left before it can open."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    RadioButtonsElement,
    UserMultiSelectElement,
)

from bot.content import FormatKind, ProgramTemplate, Signpost
from bot.domain.program_states import ProgramState
from bot.domain.programs import Program
from bot.views.check_in import in_weeks
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.parts import button, buttons, choice_field, escape, field, options, small, text_field, words

TITLE = "New program"
RHYTHMS = {"1": "Every week", "2": "Every two weeks", "3": "Every three weeks", "4": "Every four weeks"} | {
    "6": "Every six weeks",
    "8": "Every two months",
}
MINUTES = {str(minutes): f"{minutes} minutes" for minutes in (15, 20, 30, 40, 45, 60)}
CIRCLES = "People can join already. Bringing them together in circles is not part of this version yet."
FOR_WORKSPACE, FOR_PROGRAM = "workspace", "program"
SCOPES = {FOR_WORKSPACE: "Every program here", FOR_PROGRAM: "This program only"}


def need_question(templates: Mapping[str, ProgramTemplate]) -> Modal:
    element = RadioButtonsElement(
        action_id=Field.NEED,
        options=options({key: template.need for key, template in templates.items()}),
    )
    return Modal(
        TITLE,
        [
            field("What do you need?", element, name=Field.NEED),
            small("Each opens a template filled in for you. You can change everything."),
        ],
        callback_id=Callback.PROGRAM_NEED,
        submit="Next",
        close="Cancel",
    )


def program_form(
    template: ProgramTemplate, program: Program, *, sites: Sequence[str], length_weeks: int
) -> Modal:
    """`program` is the draft as it stands: fresh from the template, or saved before."""
    return Modal(
        "Set up the program",
        [
            words(f"*{escape(template.name)}*\n{template.purpose}"),
            *([small(CIRCLES)] if template.format.kind is FormatKind.GROUP else []),
            text_field("Name", Field.NAME, value=program.name, at_most=75),
            field(
                "Starts on",
                DatePickerElement(action_id=Field.STARTS_ON, initial_date=program.starts_on.isoformat()),
                name=Field.STARTS_ON,
            ),
            text_field(
                "Length in weeks", Field.LENGTH, value=str(length_weeks), at_most=3, hint="From 4 to 104."
            ),
            choice_field(
                "Rhythm", Field.RHYTHM, RHYTHMS, chosen=str(program.every_weeks), hint=template.rhythm.note
            ),
            choice_field("A talk takes about", Field.MINUTES, MINUTES, chosen=str(program.minutes)),
            _channel_field(program),
            _managers_field(program),
            text_field(
                "Sites, one on each line",
                Field.SITES,
                value="\n".join(sites),
                optional=True,
                multiline=True,
                at_most=1000,
                hint="People choose theirs when they join. Kept for every program here.",
            ),
        ],
        callback_id=Callback.PROGRAM_FORM,
        submit="Next",
        close="Cancel",
        context=f"{program.template_id}:{program.id}",
    )


def _channel_field(program: Program) -> InputBlock:
    return field(
        "Channel for summaries",
        ConversationSelectElement(
            action_id=Field.CHANNEL,
            initial_conversation=program.channel_id or None,
            filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
            placeholder="Choose a channel",
        ),
        name=Field.CHANNEL,
        hint="Only totals are posted there, never a name. Invite me first with /invite @Lamplight.",
    )


def _managers_field(program: Program) -> InputBlock:
    return field(
        "Managers of this program",
        UserMultiSelectElement(
            action_id=Field.MANAGERS, initial_users=list(program.managers), placeholder="Choose people"
        ),
        name=Field.MANAGERS,
        hint="They see who is matched and how each mentorship is doing, never what is said.",
    )


def signposts_form(
    program: Program, *, signposts: Mapping[str, Signpost], filled: Mapping[str, str]
) -> Modal:
    scope = choice_field(
        "These are for", Field.SCOPE, SCOPES, chosen=FOR_PROGRAM if program.signposts else FOR_WORKSPACE
    )
    return Modal(
        "Where to turn",
        [
            words(
                "People who need help see these on every card. A card with an empty signpost is worse "
                "than no card, "
                f"so *{escape(program.name)}* opens when all ten are filled in. Save as often as you like."
            ),
            *(_signpost_field(signpost, filled.get(key, "")) for key, signpost in signposts.items()),
            scope,
        ],
        callback_id=Callback.SIGNPOSTS_FORM,
        submit="Save",
        close="Later",
        context=program.id,
    )


def _signpost_field(signpost: Signpost, value: str) -> InputBlock:
    return text_field(
        signpost.label,
        signpost.id,
        value=value,
        optional=True,
        hint=signpost.help,
        example=signpost.example,
        at_most=300,
    )


def set_up_so_far(program: Program, *, missing: Sequence[str]) -> Modal:
    """After saving: what is left, or the button that opens the program."""
    if missing:
        left = "\n".join(f"• {label}" for label in missing)
        return Modal(
            "Saved",
            [
                words(f"*{escape(program.name)}* is saved as a draft. Still needed before it can open:"),
                words(left),
                buttons(button("Fill them in", Action.SIGNPOSTS, value=program.id, style="primary")),
            ],
        )
    return Modal(
        "Ready to open",
        [
            words(f"*{escape(program.name)}* has everything it needs: {in_words(program)}."),
            buttons(button("Open for joining", Action.LAUNCH, value=program.id, style="primary")),
            small("Nobody is written to when it opens. People join with `/mentor join`."),
        ],
    )


def launched(program: Program) -> Modal:
    if program.state is ProgramState.RECRUITING:
        return Modal(
            "Mentors first",
            [
                words(f"*{escape(program.name)}* is open for mentors. They join with `/mentor join`."),
                words("When there are enough of them, open it for mentees too. I keep it on my Home tab."),
                buttons(button("Open for mentees", Action.OPEN_SIGNUP, value=program.id)),
            ],
        )
    return Modal(
        "It is open",
        [
            words(f"*{escape(program.name)}* is open. People join with `/mentor join`."),
            words(
                "When enough have joined, type `/mentoring match` to see who would suit whom. Nothing is "
                "sent before "
                "you approve."
            ),
        ],
    )


def in_words(program: Program) -> str:
    until = f" to {program.ends_on.day} {program.ends_on:%B %Y}" if program.ends_on else ""
    return (
        f"{program.minutes} minutes every {in_weeks(program.every_weeks).removeprefix('a ')}, "
        f"from {program.starts_on.day} {program.starts_on:%B %Y}{until}"
    )
