"""A cohort from the first idea to the archive: who comes, moves and leaves, and what changes on the way."""

from datetime import timedelta

import pytest

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.states import ProgramState
from bot.jobs import keep_house
from bot.usecases.directory.following import follow_directory
from bot.usecases.directory.importing import import_directory
from bot.views.ids import Action
from tests.directory_files import small_mapping, somebody, staff_file, write_export
from tests.handlers.tour.tour import question
from tests.journeys.test_coming_and_going import assert_nobody_was_woken, heard, pause, today
from tests.situations import already_here
from tests.town import small_town

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
NAMES = ("Nia", "Ida", "Liv", "Rita", "Lena", "Omar", "Paula", "Quentin")


@pytest.fixture
async def town(with_rates):
    async with small_town(rates=with_rates) as started:
        yield started


class Hospital:
    """The people of the journey, and the staff records they are in."""

    def __init__(self, town, folder):
        self.town, self.folder, self.files = town, folder, 0
        self.nia, self.ida, self.liv, self.rita, self.lena = map(town.person, NAMES[:5])
        self.mentors = [town.person(name) for name in NAMES[5:]]
        self.mona = town.person("Mona Manager", is_admin=True)

    async def records_say(self, *, nias_manager, without=()):
        """A new export, taken in and followed as the job does every few hours."""
        staff = [self.nia, self.ida, self.liv, self.rita, self.lena, *self.mentors]
        rows = [
            somebody(
                f"E-{one.person.id}",
                slack_id=one.person.id,
                manager=f"E-{nias_manager.person.id}" if one is self.nia else "",
            )
            for one in staff
            if one not in without
        ]
        self.files += 1
        path = self.folder / f"{self.files}.csv"
        write_export(path, rows)
        deps, workspace_id = self.town.deps, self.town.workspace_id
        await import_directory(
            deps.db,
            workspace_id=workspace_id,
            file=staff_file(path, small_mapping(self.folder), content=deps.content),
            file_key=str(self.files),
            today=today(self.town),
        )
        await follow_directory(deps.db, workspace_id=workspace_id, now=deps.clock())

    async def program(self):
        [program] = await self.town.programs()
        return program

    async def page(self):
        """The manager's page of the program."""
        await self.town.do(self.mona.open_home())
        value = (await self.program()).id
        await self.town.do(self.mona.click(self.mona.home, Action.PROGRAM_PAGE, value=value))

    async def press(self, action):
        await self.page()
        await self.town.do(self.mona.click(self.mona.modal, action))
        await self.mona.close(everything=True)

    async def state_of(self, actor):
        return (await self.town.enrolment(actor)).state

    async def standing_of(self, actor):
        async with self.town.deps.db.transaction() as repos:
            found = await repos.mentorships.list_for_person(self.town.workspace_id, actor.person.id)
        return [one for one in found if one.state in (MentorshipState.ACTIVE, MentorshipState.PAUSED)]


async def test_a_cohort_from_draft_to_archive(town, tmp_path):
    hospital = Hospital(town, tmp_path)
    await plan_and_open_for_mentors(town, hospital)
    await a_nomination_is_refused(town, hospital)
    await mentors_come_first(town, hospital)
    await mentees_follow_and_are_matched(town, hospital)
    await a_pause_ends_by_itself(town, hospital)
    await the_charter_changes(town, hospital)
    await a_mentor_becomes_the_manager(town, hospital)
    await a_mentor_leaves_the_hospital(town, hospital)
    await it_ends(town, hospital)
    assert_nobody_was_woken(town)


async def plan_and_open_for_mentors(town, hospital):
    mona = hospital.mona
    await town.plan_program(mona)
    assert (await hospital.program()).state is ProgramState.DRAFT
    for key in town.deps.content.signposts:
        await mona.choose(mona.modal, key, f"Call {key}")
    await town.do(mona.submit())
    await mona.close(everything=True)
    await already_here.turn_to(town, (await hospital.program()).id, mona.person.id)
    await hospital.page()
    await town.do(mona.click(mona.modal, Action.LAUNCH))
    await mona.close(everything=True)
    assert (await hospital.program()).state is ProgramState.RECRUITING
    await hospital.records_say(nias_manager=hospital.lena)


async def a_nomination_is_refused(town, hospital):
    mona, rita = hospital.mona, hospital.rita
    await nominate(town, hospital, rita)
    await town.let_pass(DAY)
    await town.do(rita.click(question(rita, "good mentor"), Action.NOMINATION_NO))
    assert not heard(mona, rita.person.id)
    asked = len(rita.notifications)
    await nominate(town, hospital, rita)
    await town.let_pass(WEEK)
    assert len(rita.notifications) == asked
    assert await town.enrolment(rita) is None


async def nominate(town, hospital, whom):
    await hospital.page()
    await town.do(hospital.mona.click(hospital.mona.modal, Action.NOMINATE))
    await hospital.mona.choose(hospital.mona.modal, "candidates", [whom.person.id])
    await town.do(hospital.mona.submit())
    await hospital.mona.close(everything=True)


async def mentors_come_first(town, hospital):
    await town.do(hospital.nia.command("/mentor", "join"))
    assert "Mentee:" not in str(hospital.nia.modal.blocks)
    await hospital.nia.close(everything=True)
    for mentor in hospital.mentors:
        await town.join(mentor, role="mentor", wanted=(), offered=("leadership",), capacity="2", brief=False)
        await town.do(mentor.command("/mentor", "briefing"))
        for _ in range(len(town.deps.content.briefings["mentor"].cards) + 1):
            await town.do(mentor.submit())
        await mentor.close(everything=True)
    await hospital.page()
    await town.do(hospital.mona.click(hospital.mona.modal, Action.OPEN_SIGNUP))
    if (await hospital.program()).state is ProgramState.RECRUITING:
        await town.do(hospital.mona.click(hospital.mona.modal, Action.OPEN_ANYWAY))
    await hospital.mona.close(everything=True)
    assert (await hospital.program()).state is ProgramState.ENROLLING


async def mentees_follow_and_are_matched(town, hospital):
    for mentee in (hospital.nia, hospital.ida, hospital.liv):
        await town.join(mentee)
    await town.ask_mentors((await hospital.program()).id, first=False)
    await town.match(hospital.mona)
    await town.let_pass(DAY)
    assert (await hospital.program()).state is ProgramState.RUNNING
    for mentee in (hospital.nia, hospital.ida, hospital.liv):
        assert [one.state for one in await hospital.standing_of(mentee)] == [MentorshipState.ACTIVE]


async def a_pause_ends_by_itself(town, hospital):
    liv = hospital.liv
    until = today(town) + 3 * WEEK
    await pause(town, liv, until=until)
    heard_before = len(liv.notifications)
    await town.let_pass(3 * WEEK - DAY)
    assert len(liv.notifications) == heard_before
    assert [one.state for one in await hospital.standing_of(liv)] == [MentorshipState.PAUSED]
    await town.let_pass(2 * DAY)
    assert [one.state for one in await hospital.standing_of(liv)] == [MentorshipState.ACTIVE]


async def the_charter_changes(town, hospital):
    """As if everybody had agreed to an earlier one: each is asked once, and what stands goes on."""
    people = (hospital.nia, hospital.ida, hospital.liv, *hospital.mentors)
    for person in people:
        await town.agreed_to_an_earlier_charter(person)
    await keep_house(town.deps)
    await town.let_pass(WEEK)
    for person in people:
        assert len(heard(person, "charter has changed")) == 1
        await town.do(person.click(question(person, "charter has changed"), Action.CHARTER))
        await town.do(person.submit())
        await person.close(everything=True)
        assert (await town.enrolment(person)).charter_version == town.deps.content.charter.version
    assert await hospital.standing_of(hospital.nia)


async def a_mentor_becomes_the_manager(town, hospital):
    """The records say so: the two are told before anybody else, and end it kindly."""
    nia = hospital.nia
    [pair] = await hospital.standing_of(nia)
    mentor = next(one for one in hospital.mentors if pair.includes(one.person.id))
    await hospital.records_say(nias_manager=mentor)
    await town.let_pass(2 * DAY)
    for told in (nia, mentor):
        assert heard(told, "one of you manages") or heard(told, "manages or assesses")
    assert not heard(hospital.mona, nia.person.id)
    await town.do(nia.click(question(nia, "manages"), Action.END))
    await town.do(nia.submit())
    await nia.close(everything=True)
    assert await hospital.standing_of(nia) == []
    await town.match(hospital.mona)
    await town.let_pass(WEEK)
    [again] = await hospital.standing_of(nia)
    assert not again.includes(mentor.person.id)


async def a_mentor_leaves_the_hospital(town, hospital):
    """Whoever mentors Nia now is missing from the next export: she is told kindly and waits again."""
    nia = hospital.nia
    [pair] = await hospital.standing_of(nia)
    gone = next(one for one in hospital.mentors if pair.includes(one.person.id))
    await hospital.records_say(nias_manager=hospital.lena, without=[gone])
    await town.let_pass(2 * DAY)
    assert await hospital.state_of(gone) is EnrolmentState.LEFT
    assert await hospital.standing_of(nia) == []
    assert await hospital.state_of(nia) is EnrolmentState.ACTIVE
    note = nia.messages(nia.dm)[-1]
    assert "thank" in str(note.blocks).lower()
    told = len(gone.notifications)
    await town.let_pass(4 * WEEK)
    assert len(gone.notifications) == told


async def it_ends(town, hospital):
    """Past its last day it closes by itself, in two steps; the manager puts it away."""
    program = await hospital.program()
    await town.let_pass(days_until(town, program.ends_on + DAY))
    assert (await hospital.program()).state is ProgramState.CLOSING
    await town.let_pass(5 * WEEK)
    assert (await hospital.program()).state is ProgramState.CLOSED
    assert await hospital.standing_of(hospital.liv) == []
    await hospital.press(Action.ARCHIVE)
    assert (await hospital.program()).state is ProgramState.ARCHIVED
    everybody = list(town.actors.values())
    before = [len(one.notifications) for one in everybody]
    await town.let_pass(8 * WEEK)
    assert [len(one.notifications) for one in everybody] == before


def days_until(town, day):
    return day - today(town) + timedelta(hours=6)
