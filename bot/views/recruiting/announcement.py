"""The announcement itself: the post, its words for elsewhere, and its times in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content import Announcement as Words
from bot.content import ProgramTemplate
from bot.domain.programs.programs import Program
from bot.domain.recruiting.announcements import Announcement
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.notices import ANYWHERE
from bot.views.parts import button, buttons, escape, words
from bot.views.programs.words import day_in_words, rhythm

JOIN_HERE = "tap *Join* below"
JOIN_ELSEWHERE = f"open Slack and type /mentor join {ANYWHERE}"
POST_TEXT = (
    "Lamplight: a mentoring program is looking for people. What it is, how much time it takes and how to "
    "join is in this post."
)


def filled_in(said: Words, *, program: Program, template: ProgramTemplate, wishes: str = "") -> Words:
    """The announcement's words with the program's own in their blanks."""
    plan, audience = program.plan, template.audience
    blanks = {
        "program_name": program.name,
        "purpose": plan.purpose or template.purpose,
        "mentees": (plan.mentees or audience.mentees).rstrip("."),
        "mentors": (plan.mentors or audience.mentors).rstrip("."),
        "starts_on": day_in_words(program.starts_on),
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
