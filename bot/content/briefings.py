"""Briefings people read before they take part: one file per role under briefings/."""

from typing import Annotated, Final

from pydantic import Field

from bot.content.loading.fields import ContentModel, Entry, Label, one_of, words
from bot.domain.joining.enrolments import Role

BRIEFED: Final = (Role.MENTOR, Role.MENTEE, Role.PEER, Role.HOST)
Line = Annotated[str, words(250)]  # four fit one block


class BriefingPage(ContentModel):
    """One page. `lines` are Slack mrkdwn, a short paragraph each."""

    title: Label
    lines: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]


class Briefing(Entry):
    """Called after the role that reads it; together about three minutes."""

    id: Annotated[str, one_of(BRIEFED)]
    title: Label
    cards: Annotated[tuple[BriefingPage, ...], Field(min_length=3, max_length=5)]
