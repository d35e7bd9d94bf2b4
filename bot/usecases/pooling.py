"""Turns who waits and who offers into a pool, and has it solved. Loads numpy: import it late."""

from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.enrolments import Enrolment
from bot.domain.people import Person
from bot.domain.timing import allowed_windows, welcome_windows
from bot.matching.overlap import Free, SharedTime, shared_time
from bot.matching.people import Candidate, Pool, Relations
from bot.matching.propose import Proposal, propose
from bot.usecases.waiting import Waiting

LOOK_AHEAD = timedelta(weeks=4)


def solve(found: Waiting, content: Content, now: datetime) -> Proposal:
    """Runs in a thread: a few thousand people take a second or two."""
    pool = Pool(
        mentees=tuple(_candidate(one, found) for one in found.waiting),
        mentors=tuple(_candidate(one, found) for one in found.mentors),
        shared_minutes=_shared_time(found, content, now),
        relations=_relations(content),
        career_stage_order=tuple(content.people.career_stages),
    )
    weights = content.programs[found.program.template_id].weights
    return propose(pool, weights=weights, labels=_labels(content))


def _relations(content: Content) -> Relations:
    people = content.people
    return Relations(
        specialties=tuple(frozenset(group) for group in people.related_specialties),
        departments=tuple(frozenset(group) for group in people.related_departments),
        professions=tuple(frozenset(group) for group in people.related_professions),
        functions=tuple(frozenset(group) for group in people.functions.values()),
    )


def _labels(content: Content) -> dict[str, str]:
    """Some ids name a department and a specialty; the specialty's words win."""
    people = content.people
    return {
        **people.career_stages,
        **people.professions,
        **people.departments,
        **people.specialties,
        **content.topics,
    }


def _candidate(enrolment: Enrolment, found: Waiting) -> Candidate:
    user_id = enrolment.user_id
    person = found.people.get(user_id) or Person(enrolment.workspace_id, user_id)
    return Candidate(
        id=user_id,
        topics_offered=frozenset(enrolment.topics_offered),
        topics_wanted=enrolment.topics_wanted,
        profession=person.profession,
        specialty=person.specialty,
        department=person.department,
        site=person.site,
        career_stage=person.career_stage,
        capacity=max(enrolment.capacity - found.taken.get(user_id, 0), 0),
        exclusions=found.excluded.get(user_id, frozenset()),
        past_partners=found.partners.get(user_id, frozenset()),
    )


def _shared_time(found: Waiting, content: Content, now: datetime) -> SharedTime:
    """From the next four weeks: the hours people prefer, and all that no rule of quiet forbids."""
    end, rules = now + LOOK_AHEAD, content.quiet_rules
    free = {
        user_id: Free(
            preferred=welcome_windows(person, start=now, end=end, rules=rules),
            allowed=allowed_windows(person, start=now, end=end, rules=rules),
        )
        for user_id, person in found.availability.items()
    }
    return shared_time(
        [free[one.user_id] for one in found.waiting],
        [free[one.user_id] for one in found.mentors],
        start=now,
        end=end,
        cycles=LOOK_AHEAD / timedelta(weeks=found.program.every_weeks),
    )
