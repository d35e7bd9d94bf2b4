"""Cards for hard conversations: one file each under cards/."""

from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import Entry, Ids, Label, words

Advice = Annotated[str, words(250, blanks=None)]  # its {blanks} are signposts
Advices = Annotated[tuple[Advice, ...], Field(min_length=1, max_length=10)]


class Card(Entry):
    """Listen, say, signpost, escalate, avoid.

    With `danger_first` what can't wait stands above all else. `see` are other cards it sends people to.
    """

    title: Label
    listen: Advices
    say: Advices
    signpost: Advices
    escalate_when: Advices
    avoid: Advices
    after: Advice
    danger_first: bool = False
    see: Ids = ()
