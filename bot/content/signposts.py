"""Where people turn: what each hospital fills in before a program opens."""

from typing import Annotated

from pydantic import Field

from bot.content.fields import ContentModel, Id, Label, Sentence


class Signpost(ContentModel):
    id: Id
    label: Label
    help: Sentence
    example: Sentence


class SignpostFile(ContentModel):
    signposts: Annotated[
        tuple[Signpost, ...],
        Field(min_length=1, max_length=40),
    ]
