"""Where people turn: what each hospital fills in before a program opens."""

from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import ContentModel, Id, Label, Sentence


class Signpost(ContentModel):
    """`in_sentence` is its name in the middle of one: "the crisis line"."""

    id: Id
    label: Label
    in_sentence: Label
    help: Sentence
    example: Sentence


class SignpostFile(ContentModel):
    signposts: Annotated[
        tuple[Signpost, ...],
        Field(min_length=1, max_length=40),
    ]
