"""Goals: written by their mentee alone, read in that mentorship, and by nobody else after its end."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.goals.goals import NextTalk, Typed
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState, Outcome
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.goals.goals import (
    choose_next_talk,
    forget_goal,
    list_with_goals,
    note_progress,
    read_goals,
    save_goal,
)
from bot.usecases.meetings.check_in import answer_cycle, undo_answer
from bot.usecases.privacy.downloading import make_copy
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.retention import forget_in_time
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    TODAY,
    WS,
    enrolment,
    move_in,
)

TYPED = Typed("Lead a handover", "leadership", importance=4, progress=2)
SECRET = replace(TYPED, text="Stop being afraid of nights", is_private=True)
ENDED = replace(PAIR, state=MentorshipState.ENDED, ended_on=TODAY)


@pytest.fixture
async def pair(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), PAIR, CYCLE)
    return db


@pytest.fixture
def goals(pair, content):
    return Says(pair, content)


class Says:
    """What somebody does about goals, as Nia unless said."""

    def __init__(self, db, content):
        self.db, self.content = db, content

    def act(self, by):
        return Act(WS, by, MONDAY)

    async def reads(self, by=NIA, *, workspace_id=WS):
        act = Act(workspace_id, by, MONDAY)
        return await read_goals(self.db, act=act, mentorship_id="M1", content=self.content)

    async def lists(self, by):
        return await list_with_goals(self.db, act=self.act(by))

    async def writes(self, typed=TYPED, *, goal_id="g1", by=NIA):
        about = {"mentorship_id": "M1", "goal_id": goal_id, "typed": typed, "content": self.content}
        return await save_goal(self.db, act=self.act(by), **about)

    async def moves(self, progress=3, *, goal_id="g1", by=NIA):
        about = {"mentorship_id": "M1", "goal_id": goal_id, "progress": progress, "content": self.content}
        return await note_progress(self.db, act=self.act(by), **about)

    async def deletes(self, goal_id="g1", *, by=NIA):
        about = {"mentorship_id": "M1", "goal_id": goal_id, "content": self.content}
        return await forget_goal(self.db, act=self.act(by), **about)

    async def chooses(self, goal_id="g1", *, topic="", by=NIA):
        about = {"mentorship_id": "M1", "goal_id": goal_id, "topic": topic, "content": self.content}
        return await choose_next_talk(self.db, act=self.act(by), **about)

    async def meet(self):
        await answer_cycle(self.db, act=self.act(OMAR), mentorship_id="M1", cycle=1, outcome=Outcome.MET)

    async def copy(self, by):
        files = await make_copy(self.db, act=self.act(by), content=self.content)
        return "".join(file.decode() for file in files.values())

    async def stored(self):
        async with self.db.transaction() as repos:
            return await repos.goals.list_of_person(WS, NIA)


async def test_a_goal_is_its_mentees_to_change_and_the_mentors_to_read(goals):
    await goals.writes()
    mine, theirs = await goals.reads(), await goals.reads(OMAR)
    assert [one.text for one in mine.mine.goals] == ["Lead a handover"]
    assert (mine.theirs, theirs.mine) == ([], None)
    assert theirs.theirs == [mine.mine]


async def test_what_is_kept_to_oneself_the_mentor_does_not_read(goals):
    await goals.writes(SECRET)
    await goals.writes(goal_id="g2")
    [theirs] = (await goals.reads(OMAR)).theirs
    assert [one.text for one in theirs.goals] == ["Lead a handover"]


@pytest.mark.parametrize("by", [EVE, MIA])
async def test_who_is_not_in_it_reads_and_changes_nothing(goals, by):
    await goals.writes()
    before = await goals.stored()
    for tries in (goals.reads, goals.writes, goals.moves, goals.deletes, goals.chooses):
        with pytest.raises(NotYours):
            await tries(by=by)
    with pytest.raises(NotFound):
        await goals.reads(NIA, workspace_id=ELSEWHERE)
    assert await goals.stored() == before


@pytest.mark.parametrize("state", MentorshipState)
async def test_who_is_not_in_it_is_told_nothing_of_how_it_goes(goals, state):
    await move_in(goals.db, replace(PAIR, state=state))
    with pytest.raises(NotYours):
        await goals.reads(EVE)


async def test_goals_are_listed_where_somebody_may_read_some(goals):
    await move_in(goals.db, replace(PAIR, id="M0", state=MentorshipState.APPROVED), replace(ENDED, id="M9"))
    for who in (NIA, OMAR):
        assert [one.id for one in await goals.lists(who)] == ["M1"]
    await goals.writes()
    await move_in(goals.db, ENDED)
    assert [one.id for one in await goals.lists(NIA)] == ["M1"]
    assert await goals.lists(OMAR) == await goals.lists(EVE) == []


async def test_the_mentor_changes_nothing(goals):
    await goals.writes()
    before = await goals.stored()
    for tries in (goals.writes, goals.moves, goals.deletes, goals.chooses):
        with pytest.raises(NotNow, match="Only a mentee"):
            await tries(by=OMAR)
    assert await goals.stored() == before


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (MentorshipState.APPROVED, "still on its way"),
        (MentorshipState.PROPOSED, "already ended"),
        (MentorshipState.DROPPED, "already ended"),
    ],
)
async def test_before_the_introduction_nobody_is_told_of_it(goals, state, sentence):
    await move_in(goals.db, replace(PAIR, state=state))
    for tries in (goals.reads, goals.writes):
        with pytest.raises(NotNow, match=sentence):
            await tries(by=NIA)


async def test_a_circle_has_none(goals):
    circle = replace(PAIR, members=(Member(NIA, Role.PEER), Member(OMAR, Role.PEER)))
    await move_in(goals.db, circle)
    with pytest.raises(NotNow, match="circle"):
        await goals.reads()


async def test_after_the_end_a_mentee_reads_and_deletes_theirs_and_a_former_partner_nothing(goals):
    await goals.writes()
    await move_in(goals.db, ENDED)
    assert [one.text for one in (await goals.reads()).mine.goals] == ["Lead a handover"]
    for tries in (goals.writes, goals.moves, goals.chooses):
        with pytest.raises(NotNow, match="already ended"):
            await tries()
    with pytest.raises(NotNow, match="already ended"):
        await goals.reads(OMAR)
    await goals.deletes()
    assert await goals.stored() == []


async def test_two_forms_at_once_keep_both_goals(goals):
    await asyncio.gather(*(goals.writes(goal_id=f"g{number}") for number in range(3)))
    assert {one.id for one in (await goals.reads()).mine.goals} == {"g0", "g1", "g2"}
    with pytest.raises(NotNow, match="three goals"):
        await goals.writes(goal_id="g9")


async def test_a_step_that_is_tapped_on_two_devices_is_one(goals):
    await goals.writes()
    await asyncio.gather(goals.moves(), goals.moves())
    assert (await goals.reads()).mine.goals[0].steps == (2, 3)


async def test_what_is_for_the_next_talk_goes_when_they_met_and_comes_back_with_an_undo(goals):
    await goals.writes()
    await goals.chooses()
    await goals.meet()
    assert (await goals.reads()).mine.next_talk is None
    await undo_answer(goals.db, act=goals.act(OMAR), mentorship_id="M1", cycle=1)
    assert (await goals.reads()).mine.next_talk == NextTalk(1, goal_id="g1")
    await goals.meet()
    await goals.moves()
    [kept] = await goals.stored()
    assert kept.next_talk is None


async def test_a_copy_holds_what_its_owner_could_read(goals):
    await goals.writes()
    await goals.writes(SECRET, goal_id="g2")
    await goals.chooses(topic="wellbeing", goal_id="")
    mine, mentors = await goals.copy(NIA), await goals.copy(OMAR)
    assert mine.count("Lead a handover") == mine.count("Stop being afraid") == 2
    assert mentors.count("Lead a handover") == 2
    assert "Stop being afraid" not in mentors
    assert all("Wellbeing" in copy and "secret" not in copy for copy in (mine, mentors))
    await move_in(goals.db, ENDED)
    assert "Lead a handover" in await goals.copy(NIA)
    assert "Lead a handover" not in await goals.copy(OMAR)


async def test_whoever_deletes_themself_leaves_no_goal(goals):
    await goals.writes()
    await forget_person(goals.db, act=goals.act(NIA))
    assert await goals.stored() == []


async def test_when_the_mentor_deletes_themself_the_goals_stay_their_mentees(goals):
    await goals.writes()
    await forget_person(goals.db, act=goals.act(OMAR))
    assert [one.text for one in (await goals.reads()).mine.goals] == ["Lead a handover"]


async def test_goals_are_gone_ninety_days_after_the_end(goals):
    await goals.writes()
    await move_in(goals.db, ENDED)
    await forget_in_time(goals.db, now=MONDAY + 89 * DAY)
    assert len(await goals.stored()) == 1
    await forget_in_time(goals.db, now=MONDAY + 90 * DAY + timedelta(hours=1))
    assert await goals.stored() == []
