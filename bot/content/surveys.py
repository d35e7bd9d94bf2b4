"""Survey items by wave, the scales they are answered on, and the confidence items programs choose from."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.content.loading.fields import LIST, ContentModel, Id, Ids, Label, Labels, blanks_in, words, wrong

CONFIDENCE_ITEM = "confidence_item"
FiveLabels = Annotated[tuple[Label, ...], Field(min_length=5, max_length=5)]


class Wave(StrEnum):
    BASELINE = "baseline"
    PULSE = "pulse"
    MID = "mid"
    END = "end"


class AskedOf(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"
    CIRCLE = "circle"


class Scale(StrEnum):
    """`own_goals`: importance and progress, 1-5 each, for every goal the mentee has."""

    AGREE5 = "agree5"
    CONF5 = "conf5"
    CHOICE = "choice"
    OWN_GOALS = "own_goals"
    ZERO_TO_TEN = "zero_to_ten"


class SurveyItem(ContentModel):
    """`programs` are template ids, none means all; `repeat_for` asks once for each confidence item."""

    id: Id
    wave: Wave
    role: AskedOf
    programs: Ids = ()
    scale: Scale
    text: Annotated[str, words(150, blanks=(CONFIDENCE_ITEM,))]
    options: Annotated[tuple[Label, ...], Field(max_length=10)] = ()
    repeat_for: Literal["confidence_items"] | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if (self.scale is Scale.CHOICE) != bool(self.options):
            raise wrong("should have options if, and only if, its scale is choice")
        if bool(blanks_in(self.text)) != bool(self.repeat_for):
            raise wrong("should have {confidence_item} in its text if, and only if, it has repeat_for")
        return self


class Scales(ContentModel):
    """From the lowest to the highest answer."""

    agree5: FiveLabels
    conf5: FiveLabels


class Surveys(ContentModel):
    """Every item can be skipped or answered with `rather_not_say`."""

    scales: Scales
    rather_not_say: Label
    items: Annotated[tuple[SurveyItem, ...], Field(min_length=1, max_length=LIST)]
    confidence_items: Labels

    def in_wave(self, wave: Wave, *, template_id: str) -> tuple[SurveyItem, ...]:
        """The items of a wave for a program made from this template, for all roles."""
        return tuple(
            item
            for item in self.items
            if item.wave is wave and (not item.programs or template_id in item.programs)
        )

    def answers_to(self, item: SurveyItem) -> tuple[str, ...]:
        """The labels an item is answered with; empty for numbers and own goals."""
        scales: Mapping[Scale, tuple[str, ...]] = {
            Scale.AGREE5: self.scales.agree5,
            Scale.CONF5: self.scales.conf5,
        }
        return item.options or scales.get(item.scale, ())
