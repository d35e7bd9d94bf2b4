"""Cards for hard conversations: one file each under cards/."""

from typing import Annotated

from pydantic import Field

from bot.content.fields import ContentModel, Id, Label, Order, words

Advice = Annotated[str, words(250, blanks=None)]  # its {blanks} are signposts
Advices = Annotated[tuple[Advice, ...], Field(min_length=1, max_length=10)]


class Card(ContentModel):
    """Listen, say, signpost, escalate, avoid."""

    id: Id
    order: Order = 1000
    title: Label
    listen: Advices
    say: Advices
    signpost: Advices
    escalate_when: Advices
    avoid: Advices
    after: Advice
