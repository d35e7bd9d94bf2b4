"""Conversation guides: one file each under guides/."""

from typing import Annotated

from pydantic import Field

from bot.content.fields import Entry, Id, Label, Minutes, Paragraph, Sentence


class Guide(Entry):
    """A few questions two people may talk about. `topic` is one of those in topics.yml."""

    title: Label
    topic: Id
    minutes: Minutes
    purpose: Paragraph
    prompts: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=12)]
