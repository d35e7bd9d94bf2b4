"""Words that the pages of care for mentors share, and the buttons that lead to them."""

from collections.abc import Mapping

from slack_sdk.models.blocks import ButtonElement, OverflowMenuElement

from bot.domain.care.advice import AdviceTopic
from bot.views.ids import Action
from bot.views.parts import button, more

TOPICS: Mapping[str, str] = {
    AdviceTopic.WELL_BEING: "Well-being",
    AdviceTopic.CONFLICT: "Conflict",
    AdviceTopic.INCIDENT: "An incident, or a patient at risk",
    AdviceTopic.HARASSMENT: "Harassment or discrimination",
    AdviceTopic.BOUNDARIES: "Where mentoring ends",
    AdviceTopic.OTHER: "Something else",
}


def advice_button() -> ButtonElement:
    return button("Ask for advice", Action.ADVICE)


def cards_button() -> ButtonElement:
    return button("Cards for hard conversations", Action.CARD)


def help_for_mentors(*, mentors: bool) -> tuple[ButtonElement, ...]:
    """For the menu of a question, where its reader is a mentor or a host."""
    return (cards_button(), advice_button()) if mentors else ()


def menu_for_mentors(*, mentors: bool) -> tuple[OverflowMenuElement, ...]:
    """The same as a menu, for a question that has none."""
    return (more(*help_for_mentors(mentors=True)),) if mentors else ()
