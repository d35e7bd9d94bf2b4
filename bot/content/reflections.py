"""Reflection prompts: one sentence, no reply box."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.content.loading.fields import LIST, ContentModel, Id, Sentence, SomeIds, frozen


class Reflection(ContentModel):
    id: Id
    topic: Id
    text: Sentence


class ReflectionFile(ContentModel):
    """`suits` says which topics of reflections go with a topic that people talk about, the closest first."""

    suits: Annotated[Mapping[Id, SomeIds], AfterValidator(frozen)]
    reflections: Annotated[tuple[Reflection, ...], Field(min_length=1, max_length=LIST)]
