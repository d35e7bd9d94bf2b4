"""Joining: when you work, when the bot may write to you, and whom to keep apart."""

from slack_sdk.models.blocks import InputBlock, StaticSelectElement, TimePickerElement, UserMultiSelectElement

from bot.content import Content
from bot.domain.joining.joining import MOST_EXCLUDED
from bot.views.ids import Action, Callback, Field
from bot.views.joining.first_page import JoinForm
from bot.views.message import Modal
from bot.views.parts import field, options, small, words

QUIET_ACTIONS = {Field.QUIET_FROM: Action.JOIN_QUIET_FROM, Field.QUIET_UNTIL: Action.JOIN_QUIET_UNTIL}


def shifts_page(form: JoinForm, *, content: Content, picture: str, when: str) -> Modal:
    """`picture` and `when` say the same: drawn, and in words for those who hear it."""
    return Modal(
        "Your shifts",
        [
            _preset_field(form, content),
            _quiet_field("Quiet hours of your own, from", Field.QUIET_FROM, form.answers.quiet_from),
            _quiet_field("until", Field.QUIET_UNTIL, form.answers.quiet_until),
            words(f"*When I may write to you*\n```{picture}```"),
            small(f":crescent_moon: {when}"),
            _managers_field(form),
            _apart_field(form),
        ],
        callback_id=Callback.JOIN_SHIFTS,
        submit="Save" if form.is_complete else "Next",
        close="Not now",
        context=form.context,
    )


def _preset_field(form: JoinForm, content: Content) -> InputBlock:
    presets = {preset.id: preset.label for preset in content.presets.values()}
    chosen = options({key: label for key, label in presets.items() if key == form.answers.preset_id})
    return InputBlock(
        label="I mostly work",
        block_id=Field.PRESET,
        dispatch_action=True,
        element=StaticSelectElement(
            action_id=Action.JOIN_PRESET,
            options=options(presets),
            initial_option=chosen[0] if chosen else None,
            placeholder="Choose",
        ),
    )


def _quiet_field(label: str, name: Field, chosen: str | None) -> InputBlock:
    return InputBlock(
        label=label,
        block_id=name,
        optional=True,
        dispatch_action=True,
        element=TimePickerElement(
            action_id=QUIET_ACTIONS[name], initial_time=chosen, placeholder="Choose a time"
        ),
    )


def _managers_field(form: JoinForm) -> InputBlock:
    from_directory = " Some come from the staff directory: take out whoever does not."
    return field(
        "Who manages or assesses you?",
        UserMultiSelectElement(
            action_id=Field.EXCLUDED,
            initial_users=list(form.answers.excluded[:MOST_EXCLUDED]) or None,
            max_selected_items=MOST_EXCLUDED,
            placeholder="Choose people",
        ),
        name=Field.EXCLUDED,
        optional=True,
        hint="They will never be matched with you, and nobody sees this list."
        f"{from_directory if form.answers.suggested else ''}",
    )


def _apart_field(form: JoinForm) -> InputBlock:
    return field(
        "Anyone else you would rather not be matched with?",
        UserMultiSelectElement(
            action_id=Field.APART,
            initial_users=list(form.answers.apart) or None,
            max_selected_items=MOST_EXCLUDED,
            placeholder="Choose people",
        ),
        name=Field.APART,
        optional=True,
        hint="Nobody sees this, and nobody asks why.",
    )
