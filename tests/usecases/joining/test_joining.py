"""Joining and changing one's answers: all or nothing, and as often as one likes."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Role, match_hoped_by
from bot.domain.joining.joining import JoinAnswers, JoinSubmission
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotFound, NotNow
from bot.usecases.joining.form import start_joining, turn_page
from bot.usecases.joining.joining import enrol, when_to_write
from tests.people import (
    CHARTER,
    DAY,
    ELSEWHERE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    WS,
    enrolment,
    move_in,
)

ANSWERS = JoinAnswers(
    program_id="P1",
    role="both",
    profession="nurse",
    specialty="intensive_care",
    department="critical_care",
    site="Main",
    career_stage="established",
    topics_wanted=("leadership",),
    topics_offered=("wellbeing", "conflict"),
    capacity=2,
    heading_for=("lead_shift",),
    been_there=("education",),
    interests=("ethics", "end_of_life"),
    languages=("english", "polish"),
    meets="remote",
    patient_setting="wards",
    styles={"directness": "a", "contact": "b"},
    preset_id="days_12",
    quiet_from="22:00",
    quiet_until="06:30",
    excluded=(MIA,),
    apart=(OMAR,),
)
SECOND = replace(PROGRAM, id="P2", name="Second", plan=Plan(capacity=3))


async def joins(db, content, *, workspace=WS, now=MONDAY, opened_at=None, agreed_to=CHARTER, **changes):
    return await enrol(
        db,
        act=Act(workspace, NIA, now),
        form=JoinSubmission(replace(ANSWERS, **changes), opened_at or now, agreed_to),
        tz="Europe/London",
        content=content,
    )


async def opens(db, content, *, now=MONDAY, **more):
    return await start_joining(db, act=Act(WS, NIA, now), content=content, **more)


async def kept(db):
    """Everything there is about Nia."""
    async with db.transaction() as repos:
        return (
            await repos.people.find(WS, NIA),
            await repos.preferences.list_by_ids(WS, [NIA]),
            {kind: await repos.exclusions.list_of(WS, NIA, kind=kind) for kind in ExclusionKind},
            await repos.enrolments.list_for_person(WS, NIA),
        )


async def place(db):
    [found] = (await kept(db))[-1]
    return found


NOTHING: tuple = (None, {}, dict.fromkeys(ExclusionKind, ()), [])


async def test_all_that_was_said_is_kept(db, content):
    await move_in(db)
    joined = await joins(db, content)
    assert (joined.program, joined.role, joined.state, joined.is_new) == (PROGRAM, "both", "active", True)
    person, preferences, excluded, [place] = await kept(db)
    about = ("Europe/London", "nurse", "intensive_care", "critical_care", "Main", "established", "days_12")
    assert person == Person(WS, NIA, *about, quiet_from=time(22), quiet_until=time(6, 30))
    assert preferences[NIA] == Preferences(
        WS,
        NIA,
        languages=("english", "polish"),
        interests=("ethics", "end_of_life"),
        heading_for=("lead_shift",),
        been_there=("education",),
        patient_setting="wards",
        meets="remote",
        styles={"directness": "a", "contact": "b"},
    )
    assert (excluded[ExclusionKind.LINE_MANAGER], excluded[ExclusionKind.PRIVATE]) == ((MIA,), (OMAR,))
    topics = {"topics_wanted": ("leadership",), "topics_offered": ("wellbeing", "conflict")}
    hoped_for = match_hoped_by(TODAY, signup_ends_on=None)
    assert place == enrolment(NIA, Role.BOTH, capacity=2, match_by=hoped_for, **topics)


@pytest.mark.parametrize(
    ("role", "wanted", "offered", "capacity"),
    [("mentee", ("leadership",), (), 0), ("mentor", (), ("wellbeing", "conflict"), 2)],
)
async def test_what_a_role_does_not_ask_is_not_kept(db, content, role, wanted, offered, capacity):
    await move_in(db)
    await joins(db, content, role=role)
    found = await place(db)
    assert (found.topics_wanted, found.topics_offered, found.capacity) == (wanted, offered, capacity)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"program_id": "P404"}, NotFound),
        ({"topics_wanted": ()}, InvalidAnswer),
        ({"excluded": (NIA,)}, InvalidAnswer),
        ({"apart": (NIA,)}, InvalidAnswer),
        ({"workspace": ELSEWHERE}, NotFound),
        ({"role": "boss"}, NotNow),
        ({"role": "host"}, InvalidInput),
        ({"topics_offered": ("<!channel>",)}, NotNow),
        ({"department": "nowhere"}, NotNow),
        ({"preset_id": "never"}, NotNow),
        ({"languages": ("klingon",)}, NotNow),
        ({"interests": ("gossip",)}, NotNow),
        ({"heading_for": ("the top",)}, NotNow),
        ({"meets": "at the pub"}, NotNow),
        ({"patient_setting": "none of them"}, NotNow),
        ({"styles": {"directness": "c"}}, NotNow),
        ({"styles": {"rudeness": "a"}}, NotNow),
        ({"quiet_until": None}, InvalidAnswer),
        ({"capacity": 3}, InvalidAnswer),
        ({"capacity": 5}, NotNow),
        ({"capacity": "two"}, NotNow),
        ({"agreed_to": ""}, NotNow),
        ({"agreed_to": "2019-01"}, NotNow),
    ],
)
async def test_nothing_is_kept_of_a_form_that_cannot_be_taken(db, content, changes, error):
    await move_in(db)
    with pytest.raises(error):
        await joins(db, content, **changes)
    assert await kept(db) == NOTHING


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.CLOSED, ProgramState.ARCHIVED])
async def test_a_program_that_closed_while_the_form_was_open_keeps_nothing(db, content, state):
    await move_in(db)
    assert (await opens(db, content)).programs == [PROGRAM]
    await move_in(db, replace(PROGRAM, state=state))
    with pytest.raises(NotNow, match="not open for joining"):
        await joins(db, content)
    with pytest.raises(NotNow, match="nothing was saved"):
        await turn_page(db, act=Act(WS, NIA, MONDAY), content=content, program_id="P1")
    assert await kept(db) == NOTHING


async def test_a_form_sent_many_times_at_once_enrols_once(db, content):
    await move_in(db)
    joined = await asyncio.gather(*(joins(db, content) for _ in range(4)))
    assert sorted(one.is_new for one in joined) == [False, False, False, True]
    _, _, excluded, places = await kept(db)
    assert (excluded[ExclusionKind.LINE_MANAGER], len(places)) == ((MIA,), 1)


async def test_a_form_sent_again_changes_nothing(db, content):
    await move_in(db)
    await joins(db, content)
    before = await kept(db)
    assert not (await joins(db, content, now=MONDAY + DAY, opened_at=MONDAY)).is_new
    assert await kept(db) == before


async def test_changing_answers_keeps_the_day_the_charter_was_agreed_to(db, content):
    await move_in(db)
    await joins(db, content)
    changed = await joins(
        db, content, now=MONDAY + WEEK, agreed_to="", topics_wanted=("conflict",), excluded=(OMAR,), apart=()
    )
    assert not changed.is_new
    _, _, excluded, [place] = await kept(db)
    assert (excluded[ExclusionKind.LINE_MANAGER], excluded[ExclusionKind.PRIVATE]) == ((OMAR,), ())
    assert (place.topics_wanted, place.charter_accepted_at) == (("conflict",), MONDAY)


async def test_a_new_charter_is_agreed_to_anew_and_everywhere_at_once(db, content):
    await move_in(db, SECOND)
    old = enrolment(NIA, charter_version="2019-01", charter_accepted_at=MONDAY - WEEK)
    await move_in(db, old, replace(old, program_id="P2"))
    assert not (await opens(db, content)).has_accepted
    await joins(db, content, now=MONDAY + WEEK)
    *_, places = await kept(db)
    agreed = {(one.charter_version, one.charter_accepted_at) for one in places}
    assert (len(places), agreed) == (2, {(CHARTER, MONDAY + WEEK)})


async def test_the_charter_agreed_to_in_one_program_is_not_shown_for_another(db, content):
    await move_in(db, SECOND)
    await joins(db, content)
    assert (await opens(db, content, program_id="P2")).has_accepted
    await joins(db, content, program_id="P2", now=MONDAY + WEEK, agreed_to="")
    *_, places = await kept(db)
    assert {one.charter_accepted_at for one in places} == {MONDAY}


# what the form does not show


async def test_pauses_and_leave_stay_as_they_are(db, content):
    away: dict = {"paused_from": TODAY, "leave_from": date(2026, 5, 1), "leave_until": date(2026, 5, 8)}
    await move_in(db, Person(WS, NIA, **away))
    await joins(db, content)
    person, *_ = await kept(db)
    assert {name: getattr(person, name) for name in away} == away


async def test_somebody_who_left_slack_and_came_back_is_here_again(db, content):
    await move_in(db, Person(WS, NIA, left_at=MONDAY - WEEK))
    await joins(db, content)
    person, *_ = await kept(db)
    assert person.left_at is None


async def test_somebody_who_left_slack_while_the_form_was_open_joins_nothing(db, content):
    gone = Person(WS, NIA, left_at=MONDAY - timedelta(seconds=1))
    await move_in(db, gone)
    with pytest.raises(NotNow, match="account was closed"):
        await joins(db, content, opened_at=MONDAY - timedelta(seconds=60))
    assert await kept(db) == (gone, {}, dict.fromkeys(ExclusionKind, ()), [])


async def test_a_pause_that_begins_while_answers_are_saved_is_not_lost(db, content):
    await move_in(db, enrolment(NIA))
    async with db.transaction() as repos:
        person = await repos.people.find(WS, NIA, lock=True)
        saving = asyncio.create_task(joins(db, content))
        # Long enough for whoever would not wait to have read what is about to change.
        await asyncio.wait({saving}, timeout=0.25)
        await repos.people.save(replace(person, paused_from=TODAY))
    await saving
    person, *_ = await kept(db)
    assert (person.paused_from, person.profession) == (TODAY, "nurse")


# several programs


async def test_one_number_of_mentees_holds_in_every_program(db, content):
    await move_in(db, SECOND)
    await joins(db, content, capacity=2)
    again = await opens(db, content, program_id="P2")
    assert (again.answers.capacity, again.most_mentees, again.is_edit) == (2, 3, False)
    await joins(db, content, program_id="P2", capacity=3)
    *_, places = await kept(db)
    assert [one.capacity for one in places] == [3, 3]
    assert (await opens(db, content, program_id="P1")).most_mentees == 3


async def test_joining_as_a_mentee_elsewhere_leaves_the_number_of_mentees_alone(db, content):
    await move_in(db, SECOND)
    await joins(db, content, role="mentor", capacity=2)
    await joins(db, content, program_id="P2", role="mentee", capacity=1)
    *_, places = await kept(db)
    assert [one.capacity for one in places] == [2, 0]


async def test_two_forms_for_two_programs_at_once_leave_one_number(db, content):
    await move_in(db, replace(PROGRAM, plan=SECOND.plan), SECOND, Person(WS, NIA))
    await asyncio.gather(joins(db, content, capacity=1), joins(db, content, program_id="P2", capacity=3))
    *_, places = await kept(db)
    assert len({one.capacity for one in places}) == 1


# states


@pytest.mark.parametrize("role", ["mentor", "both"])
async def test_mentors_join_while_they_are_looked_for(db, content, role):
    await move_in(db, replace(PROGRAM, state=ProgramState.RECRUITING))
    assert (await opens(db, content)).roles == (Role.MENTOR, Role.BOTH)
    await joins(db, content, role=role)
    assert (await place(db)).state is EnrolmentState.ACTIVE


async def test_mentees_wait_until_there_are_mentors(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.RECRUITING))
    with pytest.raises(NotNow, match="mentors first"):
        await joins(db, content, role="mentee")
    assert await kept(db) == NOTHING


OVER = [
    replace(PROGRAM, signup_ends_on=TODAY - DAY),
    replace(PROGRAM, state=ProgramState.MATCHING),
    replace(PROGRAM, state=ProgramState.CLOSING),
]


@pytest.mark.parametrize("program", OVER, ids=["signed up", "matching", "closing"])
async def test_who_has_a_place_may_change_answers_after_sign_up_but_not_their_role(db, content, program):
    await move_in(db)
    await joins(db, content, role="mentee")
    await move_in(db, program)
    assert (await opens(db, content)).roles == (Role.MENTEE,)
    await joins(db, content, role="mentee", topics_wanted=("conflict",))
    with pytest.raises(NotNow):
        await joins(db, content, role="mentor")
    assert ((await place(db)).role, (await place(db)).topics_wanted) == ("mentee", ("conflict",))


@pytest.mark.parametrize("state", [EnrolmentState.LEFT, EnrolmentState.DECLINED])
async def test_without_a_place_nobody_gets_in_after_sign_up(db, content, state):
    await move_in(db, OVER[0], enrolment(NIA, state=state))
    with pytest.raises(NotNow):
        await joins(db, content, role="mentee")
    assert (await place(db)).state is state


@pytest.mark.parametrize("state", [EnrolmentState.LEFT, EnrolmentState.RELEASED])
async def test_somebody_who_left_or_was_released_may_come_back(db, content, state):
    await move_in(db, enrolment(NIA, state=state))
    await joins(db, content)
    assert (await place(db)).state is EnrolmentState.ACTIVE


async def test_a_mentor_who_becomes_a_mentee_keeps_the_mentorships_that_stand(db, content):
    pair = replace(PAIR, members=tuple(replace(one, user_id=f"{one.user_id}2") for one in PAIR.members))
    mine = replace(pair, members=(pair.members[0], replace(pair.members[1], user_id=NIA)))
    await move_in(db, enrolment(NIA, Role.MENTOR), mine)
    changed = await joins(db, content, role="mentee")
    assert (changed.role, changed.has_kept) == (Role.MENTEE, True)
    async with db.transaction() as repos:
        assert await repos.mentorships.list_for_person(WS, NIA) == [mine]
    assert not (await joins(db, content, role="mentee")).has_kept


# by approval

BY_APPROVAL = replace(PROGRAM, plan=Plan(by_approval=True))


async def test_where_managers_decide_joining_is_asking(db, content):
    await move_in(db, BY_APPROVAL)
    assert (await joins(db, content)).state is EnrolmentState.APPLIED
    assert not (await joins(db, content, topics_wanted=("conflict",))).is_new
    assert ((await place(db)).state, (await place(db)).topics_wanted) == ("applied", ("conflict",))


async def test_somebody_declined_is_told_so_wherever_they_ask_again(db, content):
    await move_in(db, BY_APPROVAL, enrolment(NIA, state=EnrolmentState.DECLINED))
    for ask in (
        joins(db, content),
        opens(db, content),
        opens(db, content, program_id="P1"),
        turn_page(db, act=Act(WS, NIA, MONDAY), content=content, program_id="P1"),
    ):
        with pytest.raises(NotNow, match="says nothing about you"):
            await ask
    await move_in(db, BY_APPROVAL, SECOND)
    assert (await opens(db, content)).programs == [SECOND]


async def test_a_mentor_is_reminded_of_their_briefing_once_they_are_in(db, content):
    await move_in(db, SECOND, BY_APPROVAL)
    assert not (await joins(db, content, role="mentor", program_id="P2")).is_briefed
    await joins(db, content, role="mentor")
    async with db.transaction() as repos:
        waiting = await repos.outbox.claim(MONDAY + WEEK, 10, DAY)
    assert [(one.kind, one.subject, one.recipient) for one in waiting] == [
        ("application_waiting", "P1", MIA),
        ("briefing_reminder", "P2", NIA),
    ]


# what the form shows


async def test_the_form_remembers_everything_that_was_said(db, content):
    await move_in(db)
    await joins(db, content)
    started = await opens(db, content)
    assert started.answers == ANSWERS
    assert (started.is_edit, started.has_accepted, started.sites) == (True, True, ("Main",))


async def test_a_first_form_is_empty_and_about_an_open_program(db, content):
    await move_in(db)
    started = await opens(db, content)
    assert started.answers == JoinAnswers(program_id="P1")
    assert (started.is_edit, started.has_accepted, started.can_link) == (False, False, False)


async def test_the_form_is_about_the_program_chosen_or_else_one_not_joined_yet(db, content):
    await move_in(db, SECOND)
    await joins(db, content)
    assert (await opens(db, content)).program == SECOND
    assert (await opens(db, content, program_id="P1")).answers.program_id == "P1"
    assert (await opens(db, content, program_id="P404")).answers.program_id == "P2"


async def test_without_an_open_program_there_is_no_form(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED))
    assert await opens(db, content) is None


async def test_everybody_sees_and_reads_when_they_would_be_written_to(db, content):
    await move_in(db)
    known = (await opens(db, content)).availability
    for preset in [None, *content.presets]:
        answers = JoinAnswers(preset_id=preset, quiet_from="09:00", quiet_until="12:00")
        times = when_to_write(known, answers, tz="Europe/London", content=content, now=MONDAY)
        assert times.words.startswith(("You'll hear from Lamplight", "No time is sure"))
        assert "█" not in [line[7:13] for line in times.picture.splitlines()]
