"""Joining: the topics a role asks for, and what one may add about oneself."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, InputBlock, Option, RadioButtonsElement

from bot.content import Content
from bot.content.preferences import WorkingStyle
from bot.domain.joining.joining import MOST_LIKED, MOST_TOPICS_OFFERED, MOST_TOPICS_WANTED, JoinAnswers
from bot.views.ids import Callback, Field
from bot.views.joining.first_page import JoinForm
from bot.views.message import Modal
from bot.views.parts import choice_field, choices_field, field, small, words

CAPACITY = {"1": "One", "2": "Two", "3": "Three", "4": "Four"}
STYLE = "style."
NEAR, ANY_STAGE = "near", "any"
STAGES = {NEAR: "People at about my career stage", ANY_STAGE: "People at any career stage"}


def topics_page(form: JoinForm, *, content: Content) -> Modal:
    given, role = form.answers, form.role
    wanted = choices_field(
        "What would you like to get better at?",
        Field.WANTED,
        content.topics,
        chosen=given.topics_wanted,
        at_most=MOST_TOPICS_WANTED,
        optional=False,
        hint="Choose one to three.",
    )
    offered = choices_field(
        "What could you help with?",
        Field.OFFERED,
        content.topics,
        chosen=given.topics_offered,
        at_most=MOST_TOPICS_OFFERED,
        optional=False,
        hint="Choose one to six.",
    )
    asked = [wanted] if role.wants else []
    asked += [offered, _capacity_field(form)] if role.offers else []
    return _page(form, "Topics", asked, callback_id=Callback.JOIN_TOPICS)


def _capacity_field(form: JoinForm) -> InputBlock:
    choices = dict(list(CAPACITY.items())[: form.most_mentees])
    here = form.program.plan.capacity
    limit = f" In this program nobody has more than {here}." if here < form.most_mentees else ""
    return choice_field(
        "How many people would you mentor at once?",
        Field.CAPACITY,
        choices,
        chosen=str(form.answers.capacity),
        hint=f"Over all your programs together: a change here holds in each.{limit}",
    )


def likes_page(form: JoinForm, *, content: Content) -> Modal:
    """Everything on it is optional: one tap on Next goes past it."""
    blocks: list[Block] = [
        words("*All of this is optional.* It helps to find a good match. Next skips what you leave empty."),
        *_paths(form, content),
        *_stages(form),
        *_likes(form.answers, content),
        small("How you like to talk: there is no wrong answer."),
        *_styles(form.answers, content),
    ]
    return _page(form, "If you like", blocks, callback_id=Callback.JOIN_LIKES)


def _paths(form: JoinForm, content: Content) -> Iterator[InputBlock]:
    given, aspirations = form.answers, content.preferences.aspirations
    if form.role.wants:
        yield choices_field(
            "Where are you heading, or curious to go?",
            Field.HEADING_FOR,
            aspirations,
            chosen=given.heading_for,
            at_most=MOST_LIKED,
        )
    if form.role.offers:
        yield choices_field(
            "Where have you been?",
            Field.BEEN_THERE,
            aspirations,
            chosen=given.been_there,
            at_most=MOST_LIKED,
        )


def _stages(form: JoinForm) -> Iterator[InputBlock]:
    if form.role.in_circles:
        chosen = ANY_STAGE if form.answers.mixes_stages else NEAR
        yield choice_field("Who may be in your circle?", Field.STAGES, STAGES, chosen=chosen, optional=True)


def _likes(given: JoinAnswers, content: Content) -> list[InputBlock]:
    lists = content.preferences
    return [
        choices_field(
            "Languages you are happy to talk in",
            Field.LANGUAGES,
            lists.languages,
            chosen=given.languages,
            at_most=MOST_LIKED,
        ),
        choices_field(
            "Interests", Field.INTERESTS, lists.interests, chosen=given.interests, at_most=MOST_LIKED
        ),
        choice_field("I like to meet", Field.MEETS, lists.meeting_modes, chosen=given.meets, optional=True),
        choice_field(
            "The people I care for",
            Field.PATIENT_SETTING,
            content.people.patient_setting_labels,
            chosen=given.patient_setting,
            optional=True,
        ),
    ]


def _styles(given: JoinAnswers, content: Content) -> list[InputBlock]:
    return [
        _either_or(key, style, given.styles.get(key))
        for key, style in content.preferences.working_styles.items()
    ]


def _either_or(key: str, style: WorkingStyle, chosen: str | None) -> InputBlock:
    sides = [Option(value="a", text=style.a), Option(value="b", text=style.b)]
    initial = next((side for side in sides if side.value == chosen), None)
    name = STYLE + key
    element = RadioButtonsElement(action_id=name, options=sides, initial_option=initial)
    return field(style.question, element, name=name, optional=True)


def _page(form: JoinForm, title: str, blocks: Sequence[Block], *, callback_id: str) -> Modal:
    return Modal(title, blocks, callback_id=callback_id, submit="Next", close="Not now", context=form.context)
