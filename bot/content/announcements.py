"""Words to announce a program with: in a channel, by email and on the intranet."""

from typing import Annotated, Final

from bot.content.loading.fields import ContentModel, words

BLANKS: Final = ("program_name", "purpose", "mentees", "mentors", "when", "time", "join")
Post = Annotated[str, words(1900, blanks=BLANKS)]  # filled in, it still fits one block
Subject = Annotated[str, words(100, blanks=BLANKS)]


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
