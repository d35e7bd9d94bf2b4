"""Rotations that people call by their name, as the file holds them."""

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.content.loading.fields import LIST, ContentModel, Label, words, wrong
from bot.domain.rosters import Rotation, Work

RUN = re.compile(r"(\d{1,2}) (on|day|evening|night|off)")
Runs = tuple[tuple[int, Work | None], ...]


def _runs(value: object) -> Runs:
    found = [RUN.fullmatch(one.strip()) for one in value.split(",")] if isinstance(value, str) else [None]
    if not all(found):
        raise wrong('should be runs of days; write them as "2 on, 2 off, 4 night, 3 off"')
    return tuple((int(one[1]), None if one[2] == "on" else Work(one[2])) for one in found if one)


class NamedRotation(ContentModel):
    """Runs that follow one another, or the runs that different people mean by the name."""

    id: Label
    names: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LIST)]
    source: Annotated[str, words(400)]
    runs: Annotated[Runs, BeforeValidator(_runs)] = ()
    choices: tuple[Annotated[str, words(200)], ...] = ()

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if bool(self.runs) == bool(self.choices):
            raise wrong("should have either runs or choices")
        return self


class RotationFile(ContentModel):
    rotations: Annotated[tuple[NamedRotation, ...], Field(min_length=1)]

    def for_domain(self) -> tuple[Rotation, ...]:
        """Longer names first: "rotating panama" is no "panama"."""
        found = [Rotation(name, one.runs, one.choices) for one in self.rotations for name in one.names]
        return tuple(sorted(found, key=lambda one: -len(one.name)))
