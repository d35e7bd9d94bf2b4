"""What people may say they like and know when they join, beyond their post."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from bot.content.loading.fields import ContentModel, Id, Label, Labels, SomeIds, frozen, words, wrong
from bot.content.people import Related

MEETING_MODES: Final = ("in_person", "remote", "either")
STYLES = 5
Side = Annotated[str, words(40)]


class WorkingStyle(ContentModel):
    """An either-or statement; the answer is "a" or "b"."""

    question: Label
    a: Side
    b: Side


def _all_modes(labels: Mapping[str, str]) -> Mapping[str, str]:
    if tuple(labels) != MEETING_MODES:
        raise wrong(f"should have exactly these, in this order: {', '.join(MEETING_MODES)}")
    return labels


WorkingStyles = Annotated[
    Mapping[Id, WorkingStyle], Field(min_length=STYLES, max_length=STYLES), AfterValidator(frozen)
]


class PreferenceLists(ContentModel):
    """Labels by id, in the order they are shown.

    An aspiration is where somebody is heading and, for a mentor, where they have been;
    `leadership_aspirations` are those that lead others, `related_leadership` those near to each other.
    """

    languages: Labels
    aspirations: Labels
    leadership_aspirations: SomeIds
    related_leadership: Related
    interests: Labels
    meeting_modes: Annotated[Labels, AfterValidator(_all_modes)]
    working_styles: WorkingStyles
