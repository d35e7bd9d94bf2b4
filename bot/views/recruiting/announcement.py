"""The announcement itself: the post, its words for elsewhere, and its times in words."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content import Announcement as Words
from bot.content import ProgramTemplate
from bot.domain.programs.programs import Program
from bot.domain.recruiting.announcements import Announcement
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.notices import ANYWHERE
from bot.views.parts import button, buttons, escape, weekday_in_words, words
from bot.views.programs.words import rhythm

# What Slack draws bold or slanted, and an email does not.
MARKUP = re.compile(r"(?<!\w)[*_]([^*_\n]+)[*_](?!\w)")
JOIN_HERE = "tap *Join* below"
JOIN_ELSEWHERE = f"open Slack and type /mentor join {ANYWHERE}"
POST_TEXT = (
    "Lamplight: a mentoring program is looking for people. What it is, how much time it takes and how to "
    "join is in this post."
)


def filled_in(
    said: Words, *, program: Program, template: ProgramTemplate, today: date, wishes: str = ""
) -> Words:
    """The announcement's words with the program's own in their blanks, as they are true today."""
    plan, audience = program.plan, template.audience
    blanks = {
        "program_name": program.name,
        "purpose": plan.purpose or template.purpose,
        "mentees": (plan.mentees or audience.mentees).rstrip("."),
        "mentors": (plan.mentors or audience.mentors).rstrip("."),
        "when": when_in_words(program, today),
        "time": f"{program.minutes} minutes {rhythm(program.every_weeks)}",
        "join": JOIN_ELSEWHERE,
    }
    channel = said.channel.format(**blanks | {"join": JOIN_HERE}).strip()
    email = said.email.model_copy(
        update={"subject": said.email.subject.format(**blanks), "body": said.email.body.format(**blanks)}
    )
    return said.model_copy(
        update={
            "channel": f"{channel}\n{wishes}" if wishes else channel,
            "email": email,
            "intranet": said.intranet.format(**blanks),
        }
    )


def when_in_words(program: Program, today: date) -> str:
    """A sentence that is true on this day: what has begun no longer starts."""
    if today < program.starts_on:
        return f"It starts on {weekday_in_words(program.starts_on)} {program.starts_on.year}."
    last = program.signup_ends_on
    until = f"until {weekday_in_words(last)}" if last and last >= today else "at any time"
    return f"It's running already, and you can join {until}."


def in_her_words(ready: Words, text: str) -> Words:
    """For elsewhere: the words as they were changed for the channel, the ready ones where they were not."""
    if text.strip() == ready.channel.strip():
        return ready
    plain = MARKUP.sub(r"\1", text.replace(JOIN_HERE, JOIN_ELSEWHERE)).strip()
    email = ready.email.model_copy(update={"body": plain})
    return ready.model_copy(update={"channel": text, "email": email, "intranet": plain})


def announcement(one: Announcement) -> Message:
    """The post: works for everybody who reads it, and names nobody."""
    return Message(
        POST_TEXT,
        [
            words(escape(one.text)),
            buttons(
                button("Join", Action.JOIN, value=one.program_id, style="primary"),
                button("What is private?", Action.PRIVACY),
            ),
        ],
    )


def moment_in_words(at: datetime, *, tz: str) -> str:
    local = at.astimezone(ZoneInfo(tz))
    return f"{local:%A} {local.day} {local:%B} at {local:%H:%M} ({tz})"
