"""Conversation guides: one file each under guides/."""

from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import Entry, Id, Ids, Label, Minutes, Paragraph, Sentence


class Guide(Entry):
    """A few questions two people may talk about. `topic` and `also` are among those in topics.yml."""

    title: Label
    topic: Id
    also: Ids = ()
    minutes: Minutes
    purpose: Paragraph
    prompts: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=12)]

    def is_about(self, topics: Collection[str]) -> bool:
        return any(topic in topics for topic in (self.topic, *self.also))
