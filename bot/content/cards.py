"""Cards for hard conversations, one file each under cards/; and what to do when, in five levels."""

from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import ContentModel, Entry, Ids, Label, words

Advice = Annotated[str, words(250, blanks=None)]  # its {blanks} are signposts
Advices = Annotated[tuple[Advice, ...], Field(min_length=1, max_length=10)]
LEVELS = 5


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


class Level(ContentModel):
    """`looks_like` says how to know it, `act` who does what and how soon, `kept` where it is written down."""

    title: Label
    looks_like: Advice
    act: Advice
    kept: Advice


class Escalation(ContentModel):
    """The policy: `levels` from what stays between the two to an emergency, and its `rules`."""

    title: Label
    levels: Annotated[tuple[Level, ...], Field(min_length=LEVELS, max_length=LEVELS)]
    rules: Advices
