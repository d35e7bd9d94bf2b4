"""Papers people take along: the certificate of taking part, and the statement of hours."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.domain.care.hours import HoursStatement, ProgramHours
from bot.domain.ending.endings import Certificate
from bot.paper import Paper, PaperKind
from bot.views.care.hours import in_hours
from bot.views.ids import Action
from bot.views.joining.as_what import JOINED_AS
from bot.views.message import Message, Modal
from bot.views.parts import button, small, words
from bot.views.programs.words import day_in_words

TITLE = "Your certificate"
CERTIFICATE_FILE, HOURS_FILE = "mentoring-certificate.pdf", "mentoring-hours.pdf"
NOT_A_GRADE = (
    "Made by Lamplight on {day}, from what the program keeps and what its people told us. It says that "
    "someone took part. It is no grade, no qualification and no reference."
)
SELF_REPORTED = (
    "Self-reported: a talk counts for each week in which its people told us that they met, and its minutes "
    "are those that the program plans. No mentee is named, and no manager has signed it."
)
IS_THERE = "It's in your conversation with Lamplight, under *Messages*. We don't keep a copy, or your name."


def certificate_button(program_id: str) -> ButtonElement:
    return button("Certificate", Action.CERTIFICATE, value=program_id)


def certificate_paper(one: Certificate, *, hospital: str, made_on: date) -> Paper:
    """Without the name, which comes from Slack at the moment it is set."""
    where = f" at {hospital}" if hospital else ""
    roles = " and ".join(JOINED_AS[role] for role in one.roles)
    met = [f"They met in {one.weeks} different weeks."] if one.weeks else []
    return Paper(
        PaperKind.CERTIFICATE,
        title="Certificate of mentoring",
        says=[
            f"took part as {roles} in {one.program_name}{where}.",
            f"From {day_in_words(one.since)} to {day_in_words(one.until)}.",
            *met,
        ],
        notes=[NOT_A_GRADE.format(day=day_in_words(made_on))],
    )


def hours_paper(statement: HoursStatement, *, hospital: str) -> Paper:
    where = f" at {hospital}" if hospital else ""
    return Paper(
        PaperKind.HOURS,
        title="Statement of mentoring hours",
        says=[f"Time given as a mentor or host{where}, as of {day_in_words(statement.made_on)}."],
        head=["Program", "Period", "Talks", "Minutes each", "Time"],
        rows=[_row(one) for one in statement.programs],
        total=["Total, self-reported", "", str(statement.talks), "", in_hours(statement.minutes)],
        notes=[SELF_REPORTED, f"Made by Lamplight on {day_in_words(statement.made_on)}."],
    )


def _row(one: ProgramHours) -> list[str]:
    since = _short(one.since)
    return [
        f"{one.program_name}, as {JOINED_AS[one.role]}",
        f"{since} to {_short(one.until)}" if one.until else f"since {since}",
        str(one.talks),
        str(one.minutes_each),
        in_hours(one.minutes),
    ]


def _short(day: date) -> str:
    """ "Mon 5 Jan 2026" """
    return f"{day:%a} {day.day} {day:%b %Y}"


def paper_note() -> Message:
    """Before the file: a file can only be shared in a conversation that has begun."""
    return Message("Lamplight: here is the paper you asked for.", [words("Here is the paper you asked for.")])


def paper_sent(title: str = TITLE) -> Modal:
    return Modal(title, [words(IS_THERE), small("Something isn't right on it? Tell the program's managers.")])
