"""The charter people accept when they join."""

from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import ContentModel, Label, words

Version = Annotated[str, words(20)]
Section = Annotated[str, words(2900)]  # Slack takes 3000 in one block


class Charter(ContentModel):
    """`sections` are Slack mrkdwn. A new `version` asks everybody to accept again.

    `summary` says the same in short, in words of the charter; it needs no new version.
    """

    version: Version
    title: Label
    summary: Annotated[tuple[Section, ...], Field(min_length=1, max_length=5)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=20)]
