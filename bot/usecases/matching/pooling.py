"""Turns who waits and who offers into a pool, and has it solved. Loads numpy: import it late."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from bot.content import Content, FormatKind
from bot.content.programs import Format
from bot.domain.availability import Availability
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.matching.choices import MOST_SHOWN, declined, ranked
from bot.domain.people import Person, Preferences
from bot.domain.timing import allowed_windows, welcome_windows
from bot.matching.judging import judge
from bot.matching.overlap import Free, SharedTime, shared_time
from bot.matching.pair import of_interest
from bot.matching.pairs.shortlist import shortlists
from bot.matching.people import Candidate, Pool, Relations
from bot.matching.proposal import Judged, Match
from bot.matching.propose import Sizes, propose, propose_circles
from bot.usecases.matching.groups import Suggested, of_circles, of_matches
from bot.usecases.matching.waiting import Waiting

DAYS_A_YEAR = 365.25
LOOK_AHEAD = timedelta(weeks=4)
# Slack opens a conversation for eight people at most, and a host is one of them.
MOST_TOGETHER = 8


def solve(
    found: Waiting,
    content: Content,
    now: datetime,
    *,
    rng: Random,
    weights: Mapping[str, int] | None = None,
) -> Suggested:
    """Runs in a thread: a few thousand people take a second or two. `weights` other than the program's."""
    template = content.programs[found.program.template_id]
    labels, kind, weights = _labels(content), template.format.kind, weights or weights_of(found, content)
    pool = pool_of(found, content, now)
    if kind is FormatKind.GROUP:
        sizes = _sizes(template.format, with_hosts=bool(found.mentors))
        return of_circles(propose_circles(pool, weights, rng=rng, sizes=sizes, labels=labels))
    return of_matches(propose(pool, weights, labels=labels, trios=kind is FormatKind.PAIR_OR_TRIO))


def judge_pairs(
    found: Waiting, pairs: Sequence[tuple[str, str]], content: Content, now: datetime
) -> list[Judged]:
    """What pairs of (mentee, mentor) would be, whoever put them together. `found` holds a few people only."""
    pool = pool_of(found, content, now)
    return judge(pool, weights_of(found, content), pairs, labels=_labels(content))


def shortlist(found: Waiting, content: Content, now: datetime) -> Mapping[str, Sequence[Match]]:
    """Up to three mentors for each mentee who waits, the best first. Runs in a thread."""
    pool, weights = pool_of(found, content, now), weights_of(found, content)
    return shortlists(pool, weights, most=MOST_SHOWN, labels=_labels(content))


def weights_of(found: Waiting, content: Content) -> Mapping[str, int]:
    return found.program.plan.weights or content.programs[found.program.template_id].weights


def _sizes(many: Format, *, with_hosts: bool) -> Sizes:
    most = min(many.size_max, MOST_TOGETHER - with_hosts)
    return Sizes(usual=min(many.size_default, most), least=many.size_min, most=most)


def pool_of(found: Waiting, content: Content, now: datetime) -> Pool:
    return Pool(
        mentees=tuple(_candidate(one, found, content, now) for one in found.waiting),
        mentors=tuple(_candidate(one, found, content, now) for one in found.mentors),
        shared_minutes=_shared_time(found, content, now),
        relations=_relations(content),
        career_stage_order=tuple(content.people.career_stages),
        rules=frozenset(content.programs[found.program.template_id].rules),
    )


def _relations(content: Content) -> Relations:
    people, preferences = content.people, content.preferences
    return Relations(
        specialties=tuple(frozenset(group) for group in people.related_specialties),
        departments=tuple(frozenset(group) for group in people.related_departments),
        professions=tuple(frozenset(group) for group in people.related_professions),
        functions=tuple(frozenset(group) for group in people.functions.values()),
        workflows=tuple(frozenset(group) for group in people.workflow_links),
        leading=frozenset(preferences.leadership_aspirations),
        leadership=tuple(frozenset(group) for group in preferences.related_leadership),
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
        **{of_interest(key): label for key, label in content.preferences.interests.items()},
    }


def _candidate(enrolment: Enrolment, found: Waiting, content: Content, now: datetime) -> Candidate:
    user_id, workspace_id = enrolment.user_id, enrolment.workspace_id
    person = found.people.get(user_id) or Person(workspace_id, user_id)
    liked = found.preferences.get(user_id) or Preferences(workspace_id, user_id)
    return Candidate(
        id=user_id,
        topics_offered=frozenset(enrolment.topics_offered),
        topics_wanted=enrolment.topics_wanted,
        profession=person.profession,
        specialty=person.specialty,
        department=person.department,
        site=person.site,
        career_stage=person.career_stage,
        capacity=_places(enrolment, found),
        exclusions=found.excluded.get(user_id, frozenset()),
        managers=found.managers.get(user_id, frozenset()),
        past_partners=found.partners.get(user_id, frozenset()),
        languages=frozenset(liked.languages),
        interests=frozenset(liked.interests),
        heading_for=frozenset(liked.heading_for),
        been_there=frozenset(liked.been_there),
        patient_setting=liked.patient_setting or _setting_of(person.department, content),
        meets=liked.meets,
        styles=liked.styles,
        years_in_post=_years_since(found.started.get(user_id), now),
        ranked=ranked(found.suggested.get(user_id, ())),
        declined=declined(found.suggested.get(user_id, ())),
        set_aside=enrolment.on_hold,
        mixes_stages=liked.mixes_stages,
    )


def _years_since(day: date | None, now: datetime) -> float | None:
    return None if day is None else (now.date() - day).days / DAYS_A_YEAR


def _places(enrolment: Enrolment, found: Waiting) -> int:
    """A host looks after one circle."""
    if enrolment.role is Role.HOST:
        return 1
    return max(enrolment.capacity - found.taken.get(enrolment.user_id, 0), 0)


def _setting_of(department: str | None, content: Content) -> str | None:
    """The kind of patients a department looks after."""
    groups = content.people.patient_settings.items()
    return next((name for name, departments in groups if department in departments), None)


def _shared_time(found: Waiting, content: Content, now: datetime) -> SharedTime:
    """From the next four weeks: hours people prefer, and those that no rule forbids."""
    end = now + LOOK_AHEAD
    known: dict[Availability, Free] = {}

    def free(user_id: str) -> Free:
        person = found.availability[user_id]
        if person not in known:
            preferred, allowed = (
                find(person, start=now, end=end, rules=content.quiet_rules)
                for find in (welcome_windows, allowed_windows)
            )
            known[person] = Free(preferred, allowed)
        return known[person]

    return shared_time(
        [free(one.user_id) for one in found.waiting],
        [free(one.user_id) for one in found.mentors],
        start=now,
        end=end,
        cycles=LOOK_AHEAD / timedelta(weeks=found.program.every_weeks),
    )
