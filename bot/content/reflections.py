"""Reflection prompts: one sentence, no reply box."""

from typing import Annotated

from pydantic import Field

from bot.content.fields import LIST, ContentModel, Id, Sentence


class Reflection(ContentModel):
    id: Id
    topic: Id
    text: Sentence


class ReflectionFile(ContentModel):
    reflections: Annotated[tuple[Reflection, ...], Field(min_length=1, max_length=LIST)]
