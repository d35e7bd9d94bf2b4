"""Words to make a program known: to announce it, and for its champion to stand up for it."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator

from bot.content.loading.fields import ContentModel, Id, Sentence, frozen, words

BLANKS: Final = ("program_name", "purpose", "mentees", "mentors", "when", "time", "join")
Post = Annotated[str, words(1900, blanks=BLANKS)]  # filled in, it still fits one block
Subject = Annotated[str, words(100, blanks=BLANKS)]
OF_A_CHAMPION: Final = ("program_name", "as_of", "figures")


class Email(ContentModel):
    """Plain text."""

    subject: Subject
    body: Post


class Announcement(ContentModel):
    """`channel` is Slack mrkdwn, the rest plain text.

    `time` is how much of it, such as "45 minutes every three weeks"; `when` is a sentence that says when it
    starts, or that it is running; `join` ends a sentence that says how.
    """

    channel: Post
    email: Email
    intranet: Post


class Announcements(ContentModel):
    """`mentors` when they are found first; `everyone` once mentees may join as well."""

    mentors: Announcement
    everyone: Announcement


class ChampionWords(ContentModel):
    """`helps` has by a measure's id what a leader can do where it misses its target.

    `going_well` is for when none does, `otherwise` for a measure that has no words of its own. In `post`,
    `as_of` is "as of" and a day.
    """

    helps: Annotated[Mapping[Id, Sentence], AfterValidator(frozen)]
    going_well: Sentence
    otherwise: Sentence
    post: Annotated[str, words(1900, blanks=OF_A_CHAMPION)]
