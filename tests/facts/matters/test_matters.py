"""What waits for managers: each matter, where it is true and where it isn't, and what one manager reads."""

from contextlib import suppress
from dataclasses import replace

import pytest

from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.delivery.outbox import LEASE, DeliveryState
from bot.domain.feedback.waves import COHORT, Wave, WaveKind
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.holds import Hold, Where
from bot.domain.managing.requests import Request, Topic
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.programs.programs import Intake
from bot.domain.programs.states import ProgramState
from bot.domain.staff_numbers import Claim
from bot.facts.matters import all_matters, draft_waits, find_matter, hand_asked
from bot.facts.matters.matter import everywhere
from bot.facts.matters.reading import TOGETHER_FROM, Waiting, read_waiting
from bot.usecases.delivery.undelivered import kinds_that_matter
from bot.views.digest.monday_list import WaitingLine
from tests.people import (
    DAY,
    EVE,
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
    question,
)
from tests.situations.silent_pairs import add_quiet_pairs

LEAD = "ULEAD"
# With somebody to turn to, so that nothing waits in it by itself.
LED = replace(PROGRAM, lead=LEAD)


@pytest.fixture
async def quiet(db, content):
    """A program in which nothing waits."""
    await move_in(db, LED, Person(WS, LEAD))
    async with db.transaction() as repos:
        await repos.leads.save_answer(LeadAnswer(WS, LEAD, "P1", LeadSays.YES, TODAY))
        await repos.leads.sign(SignOff(WS, "P1", 1, content.signed_version, LEAD, MONDAY))
    return db


async def read(db, content, *, who=MIA, now=MONDAY):
    async with db.reading() as repos:
        return await read_waiting(
            repos, WS, {who}, content=content, now=now, must_arrive=set(kinds_that_matter())
        )


async def lines(db, content, *, who=MIA, now=MONDAY):
    return [(one.matter, one.text) for one in (await read(db, content, who=who, now=now)).lines_for(who)]


async def keep(db, save):
    async with db.transaction() as repos:
        await save(repos)


async def test_where_nothing_waits_nothing_is_said(quiet, content):
    assert await lines(quiet, content) == []


def test_the_most_urgent_stands_first_and_each_is_found_by_its_file():
    assert [one.key for one in all_matters()] == [
        "hand_asked",
        "may_need_support",
        "lead_missing",
        "asked_to_join",
        "new_match_asked",
        "matches_ready",
        "waiting_for_match",
        "undelivered",
        "staff_numbers",
        "questions_close",
        "signup_ends",
        "review_due",
        "hold_ends",
        "draft_waits",
    ]
    assert find_matter("none of ours") is None


def test_two_in_one_place_are_refused(monkeypatch):
    monkeypatch.setattr(draft_waits, "MATTER", replace(draft_waits.MATTER, place=hand_asked.MATTER.place))
    with pytest.raises(ValueError, match=r"hand_asked\.py calls its matter 'hand_asked', in place 10"):
        all_matters.__wrapped__()


async def test_a_hand_waits_until_a_manager_has_taken_it(quiet, content):
    asked = Request(WS, "P1", NIA, Topic.TIMING, TODAY)
    await move_in(quiet, LED, enrolment(NIA), replace(PAIR))
    await keep(quiet, lambda repos: repos.requests.save(asked))
    assert await lines(quiet, content) == [
        ("hand_asked", "Someone in *Nurse leadership* asked for help, and no one has taken it on yet.")
    ]
    await keep(quiet, lambda repos: repos.requests.save(replace(asked, taken_by=MIA)))
    assert await lines(quiet, content) == []
    await keep(quiet, lambda repos: repos.requests.save(replace(asked, taken_by=EVE)))
    assert len(await lines(quiet, content)) == 1


async def test_a_pair_may_need_support_only_when_home_says_so(quiet, content):
    async with quiet.transaction() as repos:
        [pair] = await add_quiet_pairs(repos, workspace_id=WS, program_id="P1", count=1, now=MONDAY)
    assert await lines(quiet, content) == [
        ("may_need_support", "A pair in *Nurse leadership* may need support.")
    ]
    await keep(quiet, lambda repos: repos.mentorships.save(replace(pair, state=MentorshipState.ENDED)))
    assert await lines(quiet, content) == []


@pytest.mark.parametrize(
    ("person", "deputy", "said"),
    [
        ({"left_at": MONDAY}, "", "Mentors in *Nurse leadership* have no one to turn to right now."),
        ({"leave_from": TODAY}, "", "Mentors in *Nurse leadership* have no one to turn to right now."),
        ({"left_at": MONDAY}, OMAR, "The lead of *Nurse leadership* has left the hospital."),
        ({"leave_from": TODAY}, OMAR, ""),
    ],
)
async def test_mentors_have_somebody_to_turn_to(quiet, content, person, deputy, said):
    await move_in(quiet, replace(LED, deputy=deputy or None), Person(WS, OMAR))
    async with quiet.transaction() as repos:
        await repos.people.save(replace(Person(WS, LEAD), **person))
        await repos.leads.save_answer(LeadAnswer(WS, OMAR, "P1", LeadSays.YES, TODAY))
    assert [text for _, text in await lines(quiet, content)] == ([said] if said else [])


async def test_a_lead_who_has_not_signed_what_stands_now_is_said(quiet, content):
    assert await lines(quiet, replace(content, signed_version="changed")) == [
        ("lead_missing", "The lead of *Nurse leadership* hasn't signed off the cards as they read now.")
    ]


async def test_who_asked_to_join_waits_for_an_answer(quiet, content):
    await move_in(quiet, LED, enrolment(NIA, state=EnrolmentState.APPLIED))
    assert await lines(quiet, content) == [("asked_to_join", "Someone asked to join *Nurse leadership*.")]
    await move_in(quiet, LED, enrolment(NIA, state=EnrolmentState.DECLINED))
    assert await lines(quiet, content) == []


async def test_of_what_one_page_settles_the_most_urgent_is_said(quiet, content):
    """A wish for another match, matches to look at, and somebody who waits: all behind Match."""
    asked = Request(WS, "P1", NIA, Topic.REMATCH, TODAY)
    proposed = replace(PAIR, state=MentorshipState.PROPOSED, introduced_on=None)
    await move_in(quiet, LED, enrolment(NIA), enrolment(OMAR, Role.MENTOR), proposed)
    await keep(quiet, lambda repos: repos.requests.save(asked))
    said = []
    for state in (MentorshipState.PROPOSED, MentorshipState.DROPPED):
        await keep(quiet, lambda repos, state=state: repos.mentorships.save(replace(proposed, state=state)))
        said.append(await lines(quiet, content))
        await keep(quiet, lambda repos: repos.requests.close(WS, "P1", [NIA]))
    assert said == [
        [("new_match_asked", "Someone in *Nurse leadership* asked for a new match.")],
        [("waiting_for_match", "Someone in *Nurse leadership* has been waiting for a match.")],
    ]
    await keep(quiet, lambda repos: repos.mentorships.save(proposed))
    [(matter, text)] = await lines(quiet, content)
    assert (matter, text) == ("matches_ready", "Matches in *Nurse leadership* are ready for you to look at.")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (7, ""),
        (8, " for more than a week"),
        (21, " for more than two weeks"),
        (22, " for more than three weeks"),
        (99, " for more than eight weeks"),
    ],
)
async def test_since_when_somebody_waits_is_said_in_whole_weeks(quiet, content, days, said):
    """From when they agreed to take part, or from the end of their last mentorship."""
    since = MONDAY - days * DAY
    ended = replace(PAIR, state=MentorshipState.ENDED, ended_on=since.date())
    line = ("waiting_for_match", f"Someone in *Nurse leadership* has been waiting for a match{said}.")
    await move_in(quiet, LED, enrolment(NIA, charter_accepted_at=since))
    assert await lines(quiet, content) == [line]
    await move_in(quiet, LED, enrolment(NIA, charter_accepted_at=since - 50 * DAY), ended)
    assert await lines(quiet, content) == [line]


async def test_what_is_not_known_of_a_wait_is_not_said(quiet, content):
    """Who had agreed to the charter in another program agreed to it here at that moment too."""
    since = MONDAY - 30 * DAY
    other = replace(LED, id="P2", managers=(EVE,))
    await move_in(
        quiet,
        LED,
        other,
        *(enrolment(NIA, program_id=one, charter_accepted_at=since) for one in ("P1", "P2")),
    )
    line = "Someone in *Nurse leadership* has been waiting for a match"
    assert [text for _, text in await lines(quiet, content)] == [f"{line}."]
    await move_in(quiet, LED, enrolment(OMAR, charter_accepted_at=MONDAY - 15 * DAY))
    assert [text for _, text in await lines(quiet, content)] == [f"{line} for more than two weeks."]
    await move_in(quiet, replace(LED, starts_on=TODAY - 3 * DAY))
    assert [text for _, text in await lines(quiet, content)] == [f"{line} for more than a week."]


async def test_nobody_waits_who_is_set_aside_or_has_their_match_or_before_the_last_week(quiet, content):
    waits = enrolment(NIA, charter_accepted_at=MONDAY - 30 * DAY)
    await move_in(quiet, LED, replace(waits, on_hold=True))
    assert await lines(quiet, content) == []
    await move_in(quiet, LED, waits, PAIR)
    assert await lines(quiet, content) == []
    early = replace(LED, state=ProgramState.ENROLLING, starts_on=TODAY + WEEK + DAY)
    await move_in(quiet, early, waits, replace(PAIR, state=MentorshipState.DROPPED))
    assert await lines(quiet, content) == []
    await move_in(quiet, replace(early, starts_on=TODAY + WEEK))
    assert [one for one, _ in await lines(quiet, content)] == ["waiting_for_match"]


async def test_what_was_not_delivered_is_said_where_somebody_waits_for_it(quiet, content):
    for kind in ("nomination", "check_in"):
        async with quiet.transaction() as repos:
            await repos.outbox.plan([question(kind, f"U{kind}", subject="P1")])
            for message in await repos.outbox.claim(MONDAY, 10, LEASE):
                await repos.outbox.finish(message, DeliveryState.FAILED, outcome="gone", now=MONDAY)
        with suppress(ValueError):
            [(matter, text)] = await lines(quiet, content)
            assert (matter, text) == ("undelivered", "A message in *Nurse leadership* couldn't be delivered.")
    assert await lines(quiet, content)


async def test_a_number_is_confirmed_by_nobody_who_says_it_is_theirs(quiet, content):
    both = replace(LED, managers=(MIA, EVE))
    await move_in(quiet, both, enrolment(OMAR, Role.MENTOR))
    await keep(quiet, lambda repos: repos.staff_claims.save(Claim(WS, OMAR, "4711", MONDAY)))
    line = ("staff_numbers", "A staff number in *Nurse leadership* waits to be confirmed.")
    assert await lines(quiet, content) == await lines(quiet, content, who=EVE) == [line]
    await keep(quiet, lambda repos: repos.staff_claims.save(Claim(WS, MIA, "4711", MONDAY)))
    assert await lines(quiet, content) == []
    assert await lines(quiet, content, who=EVE) == [line]


@pytest.mark.parametrize(("left", "said"), [(-1, ""), (0, "today"), (4, "on Friday"), (7, "")])
async def test_what_closes_or_ends_within_the_week_is_said(quiet, content, left, said):
    day = TODAY + left * DAY
    wave = Wave(WS, "P1", COHORT, WaveKind.MID, TODAY - WEEK, day, ())
    await keep(quiet, lambda repos: repos.waves.add_first(wave))
    closes = f"The questions people have in *Nurse leadership* close {said}. A word from you may help."
    assert await lines(quiet, content) == ([("questions_close", closes)] if said else [])
    await keep(quiet, lambda repos: repos.waves.freeze(wave, on=TODAY))
    await move_in(quiet, replace(LED, signup_ends_on=day))
    ends = f"Sign-up for *Nurse leadership* ends {said}."
    assert await lines(quiet, content) == ([("signup_ends", ends)] if said else [])


async def test_a_hold_that_ends_within_the_week_is_said(quiet, content):
    hold = Hold(WS, "H1", "P1", Where.EVERYBODY, "", TODAY - WEEK, TODAY + 2 * DAY)
    await keep(quiet, lambda repos: repos.holds.add(hold))
    assert await lines(quiet, content) == [
        ("hold_ends", "Messages on hold in *Nurse leadership* start again on Wednesday.")
    ]
    assert await lines(quiet, content, now=MONDAY + 2 * DAY) == []
    assert await lines(quiet, content, now=MONDAY - 6 * DAY) == []


async def test_a_review_is_said_when_it_is_due_and_every_four_weeks_until_it_is_held(quiet, content):
    every = replace(LED, starts_on=TODAY, plan=replace(LED.plan, review_every_weeks=5))
    await move_in(quiet, every)
    said = [week for week in range(15) if await lines(quiet, content, now=MONDAY + week * WEEK)]
    assert said == [5, 9, 13]
    waiting = await read(quiet, content, now=MONDAY + 7 * WEEK)
    assert [one.matter for one in waiting.each_for(MIA)] == ["review_due"]
    await move_in(quiet, replace(every, plan=replace(every.plan, review_every_weeks=0)))
    assert await lines(quiet, content, now=MONDAY + 5 * WEEK) == []


async def test_a_draft_is_spoken_of_around_its_first_day(quiet, content):
    draft = replace(LED, state=ProgramState.DRAFT, starts_on=TODAY, ends_on=None, intake=Intake.ROLLING)
    await move_in(quiet, draft)
    said = {week: await lines(quiet, content, now=MONDAY + week * WEEK) for week in range(-5, 6)}
    assert [week for week, some in said.items() if some] == list(range(-4, 5))
    assert said[0] == [("draft_waits", "Still a draft, and its first day is near: *Nurse leadership*.")]
    assert said[1] == [("draft_waits", "Still a draft, and its first day has passed: *Nurse leadership*.")]


async def test_what_is_over_or_somebody_elses_is_nobodys_matter(quiet, content):
    await move_in(quiet, LED, enrolment(NIA, state=EnrolmentState.APPLIED))
    assert await lines(quiet, content, who=EVE) == []
    for state in (ProgramState.CLOSED, ProgramState.ARCHIVED):
        await move_in(quiet, replace(LED, state=state))
        assert await lines(quiet, content) == []


def test_from_three_programs_on_one_line_is_said_of_all():
    many = [replace(PROGRAM, id=f"P{n}", name=f"Program {n}") for n in range(TOGETHER_FROM)]
    asked = [one.id for one in many]
    for count in range(1, TOGETHER_FROM + 1):
        found = {one: everywhere("In {where}.", asked)[one] for one in asked[:count]}
        said = Waiting(many, [(hand_asked.MATTER, found)]).lines_for(MIA)
        assert len(said) == (count if count < TOGETHER_FROM else 1)
    [together] = said
    assert together == WaitingLine("hand_asked", "In {where}.", "See", tuple(many))
    assert together.text == "In *Program 0*, *Program 1* and others."
    assert str(together.ref) == "hand_asked:"
