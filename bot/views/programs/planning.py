"""Setting a program up: the need, the signposts, what is left before it can open, and opening it."""

import math
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, InputBlock, RadioButtonsElement

from bot.content import Content, ProgramTemplate, Signpost
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.notices import ANYWHERE
from bot.views.parts import button, buttons, choice_field, escape, field, options, small, text_field, words
from bot.views.programs.words import in_words, time_in_words

TITLE = "New program"
FOR_WORKSPACE, FOR_PROGRAM = "workspace", "program"
SCOPES = {FOR_WORKSPACE: "Every program here (a workspace admin decides)", FOR_PROGRAM: "This program only"}

NOT_ENOUGH = "Not enough places yet"
WHAT_A_PLACE_IS = (
    "A place counts once its mentor has finished the briefing. If mentees join now, some of them may wait a "
    "while for a match."
)
PEOPLE_JOIN = f"People join on the Home tab, or with `/mentor join`, {ANYWHERE}."


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


def set_up_so_far(
    program: Program, *, missing: Sequence[str], content: Content, has_empty_signposts: bool = False
) -> Modal:
    """After saving: what is left, or the button that opens a draft."""
    plan = [words(f"*{escape(program.name)}*: {in_words(program)}."), small(time_in_words(program, content))]
    edit = button("Edit", Action.PROGRAM_EDIT, value=program.id)
    if program.state is not ProgramState.DRAFT:
        return Modal("Saved", [*plan, *_advice(program), buttons(edit)])
    if missing:
        fill_in = button("Fill them in", Action.SIGNPOSTS, value=program.id, style="primary")
        left = "\n".join(f"• {label}" for label in missing)
        return Modal(
            "Saved",
            [
                *plan,
                words(f"It's saved as a draft. Before it can open, it still needs:\n{left}"),
                *_advice(program),
                buttons(*([fill_in] if has_empty_signposts else []), edit),
            ],
        )
    return Modal(
        "Ready to open",
        [
            *plan,
            words("It has everything it needs."),
            *_advice(program),
            buttons(button("Open for joining", Action.LAUNCH, value=program.id, style="primary"), edit),
            small(f"Opening it writes to no one. {PEOPLE_JOIN}"),
        ],
    )


def _advice(program: Program) -> list[Block]:
    if program.champion:
        return []
    return [
        words(
            "Optional, but it helps: a *champion*, a senior leader who speaks up for it. You can name one at "
            "any time, under *Edit plan*."
        )
    ]


def places_missing(program: Program) -> Modal:
    """Before sign-up opens to more mentees than there are places for; how many, the cover says."""
    return Modal(
        NOT_ENOUGH,
        [
            words(places_missing_in_words(program)),
            words(WHAT_A_PLACE_IS),
            buttons(
                button("Where are they missing?", Action.COVER, value=program.id, style="primary"),
                button("Open anyway", Action.OPEN_ANYWAY, value=program.id),
            ),
        ],
    )


def places_missing_in_words(program: Program) -> str:
    plan = program.plan
    wanted = math.ceil(plan.expected_mentees * plan.places_first_percent / 100)
    return (
        f"*{escape(program.name)}* expects {plan.expected_mentees} mentees, and its plan wants "
        f"places for {wanted} of them first. There aren't enough yet."
    )


def launched(program: Program) -> Modal:
    if program.state is ProgramState.RECRUITING:
        return Modal(
            "Mentors first",
            [
                words(f"*{escape(program.name)}* is open for mentors. {PEOPLE_JOIN}"),
                words(
                    "When there are enough of them, open it for mentees too. You'll find that on the Home "
                    "tab."
                ),
                buttons(button("Open for mentees", Action.OPEN_SIGNUP, value=program.id)),
            ],
        )
    return Modal(
        "It's open",
        [
            words(f"*{escape(program.name)}* is open. {PEOPLE_JOIN}"),
            words(
                "When enough have joined, *Match* on the Home tab suggests matches. Nothing is sent before "
                "you approve."
            ),
        ],
    )
