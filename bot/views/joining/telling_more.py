"""Tell us more: what somebody may add about themself once they have joined, all of it optional."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block, InputBlock, Option, RadioButtonsElement

from bot.content import Content
from bot.content.preferences import WorkingStyle
from bot.domain.joining.enrolments import Role
from bot.domain.joining.joining import MOST_LIKED
from bot.domain.people import Preferences
from bot.views.home.settings import back_to_settings
from bot.views.ids import Callback, Field
from bot.views.message import Modal
from bot.views.parts import choice_field, choices_field, field, small, words

TITLE = "Tell us more"
STYLE = "style."
NEAR, ANY_STAGE = "near", "any"
STAGES: Mapping[str, str] = {
    NEAR: "People at about your career stage",
    ANY_STAGE: "People at any career stage",
}
SAVED = "Thanks. We use this when we look for your next match."


def telling_more(given: Preferences, roles: Collection[Role], *, content: Content) -> Modal:
    """`roles` are those the person has in their programs: each is asked what fits it."""
    blocks: list[Block] = [
        words("*Optional questions.* They help us find a good match. Skip any you like."),
        *_paths(given, roles, content),
        *_stages(given, roles),
        *_likes(given, content),
        small("How you like to talk: there is no wrong answer."),
        *_styles(given, content),
    ]
    return Modal(TITLE, blocks, callback_id=Callback.TELL_MORE, submit="Save", close="Not now")


def told_more() -> Modal:
    return Modal(TITLE, [words(SAVED), back_to_settings()], close="Done")


def _paths(given: Preferences, roles: Collection[Role], content: Content) -> Iterator[InputBlock]:
    aspirations = content.preferences.aspirations
    if any(role.wants for role in roles):
        yield choices_field(
            "Where are you heading, or curious to go?",
            Field.HEADING_FOR,
            aspirations,
            chosen=given.heading_for,
            at_most=MOST_LIKED,
        )
    if any(role.offers for role in roles):
        yield choices_field(
            "Where have you been?",
            Field.BEEN_THERE,
            aspirations,
            chosen=given.been_there,
            at_most=MOST_LIKED,
        )


def _stages(given: Preferences, roles: Collection[Role]) -> Iterator[InputBlock]:
    if any(role.in_circles for role in roles):
        chosen = ANY_STAGE if given.mixes_stages else NEAR
        yield choice_field("Who may be in your circle?", Field.STAGES, STAGES, chosen=chosen, optional=True)


def _likes(given: Preferences, content: Content) -> Sequence[InputBlock]:
    lists = content.preferences
    return [
        choices_field(
            "Languages you're happy to talk in",
            Field.LANGUAGES,
            lists.languages,
            chosen=given.languages,
            at_most=MOST_LIKED,
        ),
        choices_field(
            "Interests", Field.INTERESTS, lists.interests, chosen=given.interests, at_most=MOST_LIKED
        ),
        choice_field(
            "How you like to meet", Field.MEETS, lists.meeting_modes, chosen=given.meets, optional=True
        ),
        choice_field(
            "The people you care for",
            Field.PATIENT_SETTING,
            content.people.patient_setting_labels,
            chosen=given.patient_setting,
            optional=True,
        ),
    ]


def _styles(given: Preferences, content: Content) -> list[InputBlock]:
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
