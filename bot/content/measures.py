"""What a program is measured by, with default targets."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import LIST, ContentModel, Id, Sentence


class Level(StrEnum):
    """Where a measure may be shown: by name to a program's managers, for groups, or never by the bot."""

    NAMED_STATUS = "named_status"
    GROUP = "group"
    EXTERNAL = "external"


class Measure(ContentModel):
    id: Id
    name: Sentence
    target: Sentence
    level: Level


class MeasureFile(ContentModel):
    measures: Annotated[tuple[Measure, ...], Field(min_length=1, max_length=LIST)]
