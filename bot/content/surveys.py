"""Survey items by wave, the scales they are answered on, and the confidence items programs choose from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.content.loading.fields import LIST, ContentModel, Id, Ids, Label, Labels, blanks_in, words, wrong
from bot.content.programs import FormatKind, ProgramTemplate
from bot.domain.feedback.items import AskedItem, For, Scale
from bot.domain.feedback.waves import WaveKind

CONFIDENCE_ITEM = "confidence_item"
FiveLabels = Annotated[tuple[Label, ...], Field(min_length=5, max_length=5)]
MOST_OF_ITS_OWN = 3
NUMBERS: Mapping[Scale, range] = {Scale.ZERO_TO_TEN: range(11)}
# Which answers count as a yes: the upper two of five, and nine or ten of ten.
YES: Mapping[Scale, Sequence[int]] = {
    Scale.AGREE5: (3, 4),
    Scale.CONF5: (3, 4),
    Scale.ZERO_TO_TEN: (9, 10),
}


class SurveyItem(ContentModel):
    """`programs` are template ids, none means all; `repeat_for` asks once for each confidence item.

    `yes` are the options that count as a yes, and without any each option is counted; `acts` is one that does
    something and is no answer. `since` is the item of the baseline that it's compared with. What is
    `pairs_only` isn't asked in circles; `own` is a hospital's own.
    """

    id: Id
    wave: WaveKind
    role: For
    programs: Ids = ()
    scale: Scale
    text: Annotated[str, words(150, blanks=(CONFIDENCE_ITEM,))]
    options: Annotated[tuple[Label, ...], Field(max_length=10)] = ()
    yes: tuple[Label, ...] = ()
    acts: Label | None = None
    since: Id | None = None
    pairs_only: bool = False
    own: bool = False
    repeat_for: Literal["confidence_items"] | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if (self.scale is Scale.CHOICE) != bool(self.options):
            raise wrong("should have options if, and only if, its scale is choice")
        if bool(blanks_in(self.text)) != bool(self.repeat_for):
            raise wrong("should have {confidence_item} in its text if, and only if, it has repeat_for")
        unknown = next((one for one in (*self.yes, self.acts) if one and one not in self.options), None)
        if unknown:
            raise wrong(f"has `{unknown}` under yes or acts, which isn't one of its options")
        return self

    @model_validator(mode="after")
    def _is_no_more_than_its_own(self) -> Self:
        if self.own and (self.repeat_for or self.acts or self.since):
            raise wrong("is your own; leave out repeat_for, acts and since")
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

    @model_validator(mode="after")
    def _few_of_its_own(self) -> Self:
        for wave, count in Counter(item.wave for item in self.items if item.own).items():
            if count > MOST_OF_ITS_OWN:
                raise wrong(f"has {count} items of your own in the wave {wave}; keep {MOST_OF_ITS_OWN}")
        return self

    def asked_in(self, wave: WaveKind, template: ProgramTemplate) -> tuple[AskedItem, ...]:
        """The questions of a wave for a program made from this template, for all roles, in order."""
        is_circle = template.format.kind is FormatKind.GROUP
        return tuple(
            asked
            for item in self.items
            if item.wave is wave
            and (not item.programs or template.id in item.programs)
            and not (is_circle and item.pairs_only)
            for asked in self._asked(item, template)
        )

    def _asked(self, item: SurveyItem, template: ProgramTemplate) -> Iterator[AskedItem]:
        asked = AskedItem(
            item.id,
            item.text,
            item.scale,
            options := self._options(item),
            item.role,
            yes=tuple(options.index(one) for one in item.yes) or YES.get(item.scale, ()),
            acts=options.index(item.acts) if item.acts else None,
        )
        if not item.repeat_for:
            yield asked
            return
        for key in template.confidence_items:
            text = item.text.format(confidence_item=self.confidence_items[key])
            since = f"{item.since}:{key}" if item.since else None
            # How many are confident says little; how many have become so is counted in the end.
            yield replace(asked, key=f"{item.id}:{key}", text=text, yes=(), since=since)

    def _options(self, item: SurveyItem) -> tuple[str, ...]:
        scales = {Scale.AGREE5: self.scales.agree5, Scale.CONF5: self.scales.conf5}
        numbers = tuple(str(one) for one in NUMBERS.get(item.scale, ()))
        return item.options or scales.get(item.scale, numbers)
