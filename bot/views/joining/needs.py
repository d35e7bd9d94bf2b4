"""Joining, the second page: topics, when you work, and who to keep apart; with it a match can be found."""

from slack_sdk.models.blocks import Block, InputBlock, StaticSelectElement, UserMultiSelectElement

from bot.content import Content
from bot.domain.joining.joining import MOST_EXCLUDED, MOST_TOPICS_OFFERED, MOST_TOPICS_WANTED
from bot.views.ids import Action, Callback, Field
from bot.views.joining.first_page import JoinForm, back_to, title_of
from bot.views.message import Modal
from bot.views.parts import choice_field, choices_field, field, options, small, words

CAPACITY = {"1": "One", "2": "Two", "3": "Three", "4": "Four"}
ABOUT = "about"


def needs_page(form: JoinForm, *, content: Content, picture: str, when: str) -> Modal:
    """`picture` and `when` say the same: drawn, and in words for those who hear it."""
    times = [words(f"*When we message you*\n```{picture}```"), small(when)] if form.answers.preset_id else []
    return Modal(
        title_of(form, 2),
        [
            *_topics(form, content),
            _preset_field(form, content),
            *times,
            _managers_field(form),
            _apart_field(form),
            back_to(ABOUT),
        ],
        callback_id=Callback.JOIN_NEEDS,
        submit="Save" if form.is_complete else "Next",
        close="Not now",
        context=form.context,
    )


def _topics(form: JoinForm, content: Content) -> list[Block]:
    given, role = form.answers, form.role
    wanted = choices_field(
        "What would you like to get better at?",
        Field.WANTED,
        content.topics,
        chosen=given.topics_wanted,
        at_most=MOST_TOPICS_WANTED,
        optional=False,
    )
    offered = choices_field(
        "What could you help with?",
        Field.OFFERED,
        content.topics,
        chosen=given.topics_offered,
        at_most=MOST_TOPICS_OFFERED,
        optional=False,
    )
    asked: list[Block] = [wanted] if role.wants else []
    return asked + ([offered, _capacity_field(form)] if role.offers else [])


def _capacity_field(form: JoinForm) -> InputBlock:
    choices = dict(list(CAPACITY.items())[: form.most_mentees])
    here = form.program.plan.capacity
    limit = f" In this program no one has more than {here}." if here < form.most_mentees else ""
    return choice_field(
        "How many people would you mentor at once?",
        Field.CAPACITY,
        choices,
        chosen=str(form.answers.capacity),
        hint=f"This is your total across all programs.{limit}",
    )


def _preset_field(form: JoinForm, content: Content) -> InputBlock:
    presets = {preset.id: preset.label for preset in content.presets.values()}
    chosen = options({key: label for key, label in presets.items() if key == form.answers.preset_id})
    return InputBlock(
        label="You mostly work",
        block_id=Field.PRESET,
        dispatch_action=True,
        element=StaticSelectElement(
            action_id=Action.JOIN_PRESET,
            options=options(presets),
            initial_option=chosen[0] if chosen else None,
            placeholder="Choose",
        ),
    )


def _managers_field(form: JoinForm) -> InputBlock:
    from_directory = " Some come from the staff directory: take out anyone who doesn't."
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
        hint="They're never matched with you. Nobody sees this list."
        f"{from_directory if form.answers.suggested else ''}",
    )


def _apart_field(form: JoinForm) -> InputBlock:
    return field(
        "Anyone else you'd rather not be matched with?",
        UserMultiSelectElement(
            action_id=Field.APART,
            initial_users=list(form.answers.apart) or None,
            max_selected_items=MOST_EXCLUDED,
            placeholder="Choose people",
        ),
        name=Field.APART,
        optional=True,
        hint="Nobody sees this.",
    )
