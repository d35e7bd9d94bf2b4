"""Joining a program: what a person tells, and what is wrong with an answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.enrolments import Role
from bot.errors import InvalidInput

MOST_TOPICS_WANTED = 3
MOST_TOPICS_OFFERED = 6
MOST_EXCLUDED = 20


@dataclass(frozen=True, slots=True)
class JoinAnswers:
    """Everything the enrolment form asks, page by page; ids only."""

    program_id: str = ""
    role: str | None = None
    profession: str | None = None
    specialty: str | None = None
    department: str | None = None
    site: str | None = None
    career_stage: str | None = None
    topics_wanted: tuple[str, ...] = ()
    topics_offered: tuple[str, ...] = ()
    capacity: int = 1
    preset_id: str | None = None
    excluded: tuple[str, ...] = ()


def check_about(answers: JoinAnswers) -> None:
    """Raises InvalidInput by field name when role and topics don't fit together."""
    problems = dict(_about_problems(answers))
    if problems:
        raise InvalidInput(problems)


def _about_problems(answers: JoinAnswers) -> Iterator[tuple[str, str]]:
    role = Role(answers.role) if answers.role else Role.MENTEE
    if role.wants and not answers.topics_wanted:
        yield "topics_wanted", "Choose at least one thing you would like to get better at."
    if len(answers.topics_wanted) > MOST_TOPICS_WANTED:
        yield "topics_wanted", f"Choose up to {MOST_TOPICS_WANTED}; you can change them later."
    if role.offers and not answers.topics_offered:
        yield "topics_offered", "Choose at least one thing you could help with."
    if role.offers and answers.capacity < 1:
        yield "capacity", "A mentor takes at least one person. Choose one, or join as a mentee."


def check_shifts(answers: JoinAnswers, *, user_id: str) -> None:
    if user_id in answers.excluded:
        raise InvalidInput(
            {"excluded": "You have named yourself. Name only people who manage or assess you."}
        )
    if len(answers.excluded) > MOST_EXCLUDED:
        raise InvalidInput({"excluded": f"Name up to {MOST_EXCLUDED} people."})
