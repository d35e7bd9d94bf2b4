"""What a program is measured by, with default targets."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.content.loading.fields import LIST, ContentModel, Id, Paragraph, Sentence, words, wrong
from bot.domain.measures.targets import Comparison, Target
from bot.domain.measures.typed import read_target, say_target


class Level(StrEnum):
    """Where a measure may be shown: by name to a program's managers, for groups, or never by the bot."""

    NAMED_STATUS = "named_status"
    GROUP = "group"
    EXTERNAL = "external"


def _target(value: object) -> Target:
    found = read_target(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if found is None:
        raise wrong(
            'can\'t be read; write percent as in "at least 70 %", "under 15 %" or "50 to 90 %", or "report"'
        )
    return found


TypedTarget = Annotated[Target, BeforeValidator(_target)]


class Part(ContentModel):
    """One of several figures of a measure."""

    id: Annotated[str, words(24)]
    name: Sentence
    target: TypedTarget


class Measure(ContentModel):
    """`definition` says what it counts. It has one `target`, or several `parts` with one each."""

    id: Id
    name: Sentence
    level: Level
    definition: Paragraph
    target: TypedTarget | None = None
    parts: Annotated[tuple[Part, ...], Field(max_length=4)] = ()

    @model_validator(mode="after")
    def _has_targets(self) -> Self:
        if (self.target is None) != bool(self.parts):
            raise wrong("should have either one target or parts with one each")
        return self

    @property
    def is_external(self) -> bool:
        return self.level is Level.EXTERNAL

    @property
    def part_ids(self) -> tuple[str, ...]:
        return tuple(part.id for part in self.parts)

    @property
    def targets(self) -> Mapping[str, Target]:
        """The defaults, by the key of a result."""
        if self.target is not None:
            return {self.id: self.target}
        return {f"{self.id}:{part.id}": part.target for part in self.parts}

    @property
    def names(self) -> Mapping[str, str]:
        """By the key of a result."""
        return {f"{self.id}:{part.id}": part.name for part in self.parts} or {self.id: self.name}

    def usual(self, key: str) -> Comparison:
        """What a bare number means."""
        target = self.targets.get(key)
        return target.comparison if target else Comparison.AT_LEAST

    def example(self, key: str) -> str:
        return say_target(self.targets[key])


class MeasureFile(ContentModel):
    measures: Annotated[tuple[Measure, ...], Field(min_length=1, max_length=LIST)]


def measure_of(measures: Mapping[str, Measure], key: str) -> Measure | None:
    """The measure that the key of a result or of a target is about."""
    found = measures.get(key.partition(":")[0])
    return found if found and key in found.targets else None


def name_of(measures: Mapping[str, Measure], key: str) -> str:
    """What people read; the key itself where the measure is none of ours any more."""
    found = measure_of(measures, key)
    return found.names[key] if found else key


def keys_of(measures: Mapping[str, Measure], measure_ids: Iterable[str]) -> list[str]:
    """The keys of these measures' results, in their order."""
    return [key for one in measure_ids if one in measures for key in measures[one].targets]
