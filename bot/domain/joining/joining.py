"""Joining a program: what a person tells, what is wrong with an answer, and who may join as what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.programs.programs import Plan, Program, require_open_to
from bot.errors import NotNow

MOST_TOPICS_WANTED = 3
MOST_TOPICS_OFFERED = 6
MOST_LIKED = 5
MOST_EXCLUDED = 20
IN_PAIRS = (Role.MENTEE, Role.MENTOR, Role.BOTH)
IN_CIRCLES = (Role.PEER, Role.HOST)


@dataclass(frozen=True, slots=True)
class JoinAnswers:
    """Everything the enrolment form asks, page by page; ids only, and local times as "22:00".

    `excluded` manage or assess this person, `apart` are private. `suggested` are the managers the directory
    named on the form: whoever of them is not in `excluded` any more is none, says the person.
    """

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
    heading_for: tuple[str, ...] = ()
    been_there: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    meets: str | None = None
    patient_setting: str | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    mixes_stages: bool = False
    preset_id: str | None = None
    quiet_from: str | None = None
    quiet_until: str | None = None
    excluded: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()

    @property
    def chosen_role(self) -> Role:
        return next((role for role in Role if role == self.role), Role.MENTEE)

    @property
    def quiet(self) -> tuple[time, time] | None:
        """Both ends, or none."""
        start, end = local_time(self.quiet_from), local_time(self.quiet_until)
        return (start, end) if start is not None and end is not None and start != end else None


@dataclass(frozen=True, slots=True)
class JoinSubmission:
    """A form sent off: `agreed_to` is the version of the charter that was on the screen, if it was shown."""

    answers: JoinAnswers
    opened_at: datetime
    agreed_to: str = ""


def local_time(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None


def check_topics(answers: JoinAnswers, *, most_mentees: int) -> None:
    """Raises InvalidAnswer when role and topics don't fit together."""
    _raise(_topic_problems(answers, most_mentees))


def _topic_problems(answers: JoinAnswers, most_mentees: int) -> Iterator[tuple[Part, str]]:
    role = answers.chosen_role
    if role.wants and not answers.topics_wanted:
        yield Part.TOPICS_WANTED, "Choose at least one thing you would like to get better at."
    if len(answers.topics_wanted) > MOST_TOPICS_WANTED:
        yield Part.TOPICS_WANTED, f"Choose up to {MOST_TOPICS_WANTED}; you can change them later."
    if role.offers and not answers.topics_offered:
        yield Part.TOPICS_OFFERED, "Choose at least one thing you could help with."
    if len(answers.topics_offered) > MOST_TOPICS_OFFERED:
        yield Part.TOPICS_OFFERED, f"Choose up to {MOST_TOPICS_OFFERED}; you can change them later."
    if role.offers and answers.capacity < 1:
        yield Part.CAPACITY, "A mentor takes at least one person. Choose one, or join as a mentee."
    if role.offers and answers.capacity > most_mentees:
        yield Part.CAPACITY, f"Choose up to {most_mentees}: a few people well is worth more than many."


def check_likes(answers: JoinAnswers) -> None:
    limited = {
        Part.HEADING_FOR: answers.heading_for,
        Part.BEEN_THERE: answers.been_there,
        Part.INTERESTS: answers.interests,
        Part.LANGUAGES: answers.languages,
    }
    _raise(
        (part, f"Choose up to {MOST_LIKED}; you can change them later.")
        for part, chosen in limited.items()
        if len(chosen) > MOST_LIKED
    )


def check_shifts(answers: JoinAnswers, *, user_id: str) -> None:
    _raise(_shift_problems(answers, user_id))


def check_quiet(answers: JoinAnswers) -> None:
    """Raises InvalidAnswer when quiet hours have one end, or no length."""
    _raise(_quiet_problems(answers))


def _quiet_problems(answers: JoinAnswers) -> Iterator[tuple[Part, str]]:
    start, end = local_time(answers.quiet_from), local_time(answers.quiet_until)
    if start is None and end is not None:
        yield Part.QUIET_FROM, "Choose when your quiet hours begin, or leave both empty."
    if start is not None and end is None:
        yield Part.QUIET_UNTIL, "Choose when your quiet hours end, or leave both empty."
    if start is not None and start == end:
        yield Part.QUIET_UNTIL, "Choose an end that differs from the beginning."


def _shift_problems(answers: JoinAnswers, user_id: str) -> Iterator[tuple[Part, str]]:
    yield from _quiet_problems(answers)
    if user_id in answers.excluded:
        yield Part.EXCLUDED, "You have named yourself. Name only people who manage or assess you."
    if user_id in answers.apart:
        yield Part.APART, "You have named yourself. Name only other people."
    for part, named in ((Part.EXCLUDED, answers.excluded), (Part.APART, answers.apart)):
        if len(named) > MOST_EXCLUDED:
            yield part, f"Name up to {MOST_EXCLUDED} people."


def _raise(found: Iterator[tuple[Part, str]]) -> None:
    problems = dict(found)
    if problems:
        raise InvalidAnswer(problems)


def roles_on_offer(
    program: Program, roles: Sequence[Role], *, mine: Enrolment | None, today: date
) -> tuple[Role, ...]:
    """Of these, the ones that can be joined today; the role somebody has is always theirs to keep."""
    kept = mine.role if mine and mine.state.has_a_place and program.is_live else None
    return tuple(role for role in roles if role is kept or program.takes(role, today=today))


def require_may_join(program: Program, role: Role, *, mine: Enrolment | None, today: date) -> None:
    """Who has a place may change their answers as long as the program lives; a new role asks for sign-up."""
    require_not_declined(program, mine)
    if mine and mine.state.has_a_place and mine.role is role and program.is_live:
        return
    require_open_to(program, role, today=today)


def require_not_declined(program: Program, mine: Enrolment | None) -> None:
    if mine and mine.state is EnrolmentState.DECLINED:
        raise NotNow(
            f"Thank you for asking again. There is no place in {program.name} for you this time, and that "
            "says nothing about you. When another program opens, you are welcome in it."
        )


def state_after_joining(mine: Enrolment | None, plan: Plan) -> EnrolmentState:
    """Who comes back from a long silence is in again at once."""
    if mine and mine.state.has_a_place:
        return EnrolmentState.ACTIVE if mine.state is EnrolmentState.RELEASED else mine.state
    return EnrolmentState.APPLIED if plan.by_approval else EnrolmentState.ACTIVE
