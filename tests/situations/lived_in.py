"""A program that was lived in: people in every place, and mentorships in every state."""

import random
from dataclasses import replace

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome, iso_week
from bot.domain.people import Person
from tests.people import DAY, MONDAY, PAIR, TODAY, WEEK, WS, enrolment, question

IDS = tuple(f"U{number:02}" for number in range(24))


def generated(seed, ids=IDS):
    """A program with people and pairs in every state, some asked about their silence."""
    rng = random.Random(seed)
    nouns = [_person(rng, one) for one in ids]
    nouns += [_place(rng, one) for one in ids]
    asked = []
    for number in range(rng.randrange(8, 16)):
        mentee, mentor = rng.sample(ids, 2)
        state = rng.choice(list(MentorshipState))
        pair = replace(
            PAIR,
            id=f"M{number}",
            state=state,
            program_id=rng.choice(["P1", "P1", "P2"]),
            members=(Member(mentee, Role.MENTEE), Member(mentor, Role.MENTOR)),
            ended_on=TODAY if state is MentorshipState.ENDED else None,
            paused_on=TODAY if state is MentorshipState.PAUSED else None,
        )
        began = TODAY - rng.randrange(0, 20) * WEEK
        nouns += [pair, _cycle(rng, pair, began)]
        if rng.random() < 0.5:
            due = MONDAY - rng.randrange(0, 14) * DAY
            asked.append(question("quiet_check", mentee, subject=pair.id, due_at=due))
    return ids, nouns, asked


def _person(rng, user_id):
    is_away, has_left = rng.random() < 0.2, rng.random() < 0.1
    return Person(WS, user_id, paused_from=TODAY if is_away else None, left_at=MONDAY if has_left else None)


def _place(rng, user_id):
    role = rng.choice([Role.MENTEE, Role.MENTOR, Role.BOTH])
    return enrolment(user_id, role, state=rng.choice(list(EnrolmentState)))


def _cycle(rng, pair, began):
    outcome = rng.choice([None, None, Outcome.MET, Outcome.UNANSWERED])
    week = iso_week(began) if outcome is Outcome.MET else None
    return Cycle(pair.id, 1, starts_on=began, outcome=outcome, iso_week=week)
