"""Coming and going on a moving clock: a pause that ends by itself, a long silence, a departure, a return."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.keeping_step import settings_for
from bot.domain.availability import Shift, ShiftKind
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.mentorships import MentorshipState
from bot.jobs import keep_house
from bot.usecases.installation.installing import install
from bot.views.ids import Action, Callback
from tests.databases import KEY
from tests.handlers.tour.tour import question
from tests.situations.everywhere import rows_naming
from tests.town import small_town

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ASKS = "manage to talk"


@pytest.fixture
async def town(with_rates):
    async with small_town(rates=with_rates) as started:
        yield started


def heard(actor, words):
    return [message for message in actor.messages(actor.dm) if words in str(message.blocks)]


async def test_the_app_is_removed_for_six_days_and_comes_back_without_a_burst(town):
    _, nia, omar = await town.introduced_pair()
    sent = town.sandbox.calls
    # Which messages are over is noticed by the house, whether the app is there or not.
    await keep_house(town.deps)
    await town.sandbox.uninstall()
    before = await rows(town)
    await town.let_pass(6 * DAY)
    await keep_house(town.deps)
    assert await rows(town) == before
    sent_before = len(sent("chat.postMessage"))

    town.sandbox.install_again()
    settings = settings_for(town.sandbox, key=KEY, database_url="sqlite://")
    await install(town.deps.db, town.deps.slack, token=settings.bot_token, now=town.deps.clock())
    await town.let_pass(6 * WEEK)

    assert heard(nia, ASKS) or heard(omar, ASKS)
    assert len(sent("chat.postMessage")) > sent_before
    for actor in (nia, omar):
        arrived = [moment(message) for message in actor.messages(actor.dm)]
        assert not [one for one in arrived if len([at for at in arrived if one <= at < one + WEEK]) > 2]
        assert all(9 <= one.astimezone(ZoneInfo("Europe/London")).hour < 21 for one in arrived)


def moment(message):
    return datetime.fromtimestamp(float(message.ts), UTC)


async def rows(town):
    """Every row of the workspace, by table."""
    return await rows_naming(town.deps.db, town.workspace_id)


async def pause(town, actor, *, until=None, choice=None):
    await town.do(actor.command("/mentor", "pause"))
    if choice:
        await actor.choose(actor.modal, "pause_until", choice)
    if until:
        await actor.choose(actor.modal, "pause_date", until.isoformat())
    await town.do(actor.submit())
    said = str(actor.modal.blocks)
    await town.do(actor.submit())
    await actor.close(everything=True)
    return said


async def state(town, actor):
    return (await town.enrolment(actor)).state


async def until_asked_again(town, actor):
    for _ in range(20):
        await town.let_pass(WEEK)
        if heard(actor, "still like to take part"):
            return
    pytest.fail("nobody was asked again")


def today(town):
    return town.sandbox.clock.now().date()


def assert_nobody_was_woken(town):
    for actor in town.actors.values():
        for seen in actor.notifications:
            local = seen.at.astimezone(ZoneInfo(actor.person.tz))
            assert 9 <= local.hour < 21, f"{actor.person.name} at {local}"


async def test_a_pause_is_silent_ends_by_itself_and_then_questions_come_again(town):
    _, nia, omar = await town.introduced_pair()
    said = await pause(town, nia, until=today(town) + 4 * WEEK)
    assert "your mentorship is paused" in said
    assert "not why" in said
    before = len(nia.notifications), len(omar.notifications)
    await town.let_pass(4 * WEEK - DAY)
    assert len(nia.notifications) == before[0]
    # The questions of a program are no part of a mentorship that is paused.
    assert all("few questions" in one.text for one in omar.notifications[before[1] :])
    await town.let_pass(5 * WEEK)
    assert heard(nia, ASKS)
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE
    assert_nobody_was_woken(town)


async def test_after_my_nights_is_silent_until_the_day_after_the_run(town):
    manager, nia, omar = town.person("Mona Manager", is_admin=True), town.person("Nia"), town.person("Omar")
    await town.new_program(manager)
    await town.join(nia, preset="nights_12")
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    tonight = town.sandbox.clock.now().replace(hour=19, minute=0)
    nights = [
        Shift(tonight + n * DAY, tonight + n * DAY + timedelta(hours=12, minutes=30), ShiftKind.NIGHT)
        for n in (0, 1, 2, 9)
    ]
    async with town.deps.db.transaction() as repos:
        await repos.shifts.replace(town.workspace_id, nia.person.id, nights)
    assert "Until Friday 6 March" in await pause(town, nia, choice="after_nights")
    await town.let_pass(4 * DAY - timedelta(hours=12))
    assert nia.notifications == []
    await town.let_pass(DAY)
    await town.match(manager)
    await town.let_pass(6 * WEEK)
    assert heard(nia, ASKS)
    assert_nobody_was_woken(town)


async def test_one_tap_on_home_ends_a_pause_early(town):
    _, nia, omar = await town.introduced_pair()
    await pause(town, nia, choice="next_month")
    await town.do(omar.open_home())
    assert "Paused until Thursday 2 April" in str(omar.home.blocks)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.BACK))
    assert "You're away" not in str(nia.home.blocks)
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_a_silent_pair_is_asked_twice_then_let_go_and_one_tap_brings_them_back(town):
    manager, nia, omar = await town.introduced_pair()
    await until_asked_again(town, nia)
    assert heard(nia, "been quiet")
    assert await state(town, nia) is EnrolmentState.ACTIVE
    await town.let_pass(10 * DAY)
    assert await state(town, nia) is EnrolmentState.ACTIVE
    await town.let_pass(3 * WEEK)
    assert await state(town, nia) is await state(town, omar) is EnrolmentState.RELEASED
    assert len(heard(nia, "One tap and you're back")) == len(heard(omar, "One tap and you're back")) == 1
    await town.do(nia.click(question(nia, "One tap and you're back"), Action.COME_BACK))
    assert await state(town, nia) is EnrolmentState.ACTIVE
    assert nia.person.id not in str(manager.messages(manager.dm))
    assert_nobody_was_woken(town)


async def test_keeping_ones_place_is_an_answer(town):
    _, nia, omar = await town.introduced_pair()
    await until_asked_again(town, nia)
    await town.do(nia.click(question(nia, "still like to take part"), Action.KEEP_GOING))
    await town.let_pass(5 * WEEK)
    assert await state(town, nia) is await state(town, omar) is EnrolmentState.ACTIVE
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE


async def test_leaving_from_home_tells_the_other_kindly_and_the_door_stays_open(town):
    _, nia, omar = await town.introduced_pair()
    await town.from_settings(nia, Action.LEAVE_PROGRAM)
    assert nia.modal.callback_id == Callback.LEAVE_PROGRAM_SURE
    assert f"<@{omar.person.id}>" in str(nia.modal.blocks)
    await town.do(nia.submit())
    assert "Join again" in str(nia.modal.blocks)
    assert await state(town, nia) is EnrolmentState.LEFT
    await town.let_pass(DAY)
    assert len(heard(omar, "has ended")) == 1
    assert nia.person.id not in str(heard(omar, "has ended"))
    await nia.close(everything=True)
    await town.join(nia)
    assert await state(town, nia) is EnrolmentState.ACTIVE


async def test_who_leaves_the_hospital_is_spoken_of_kindly_and_never_written_to(town):
    _, nia, omar = await town.introduced_pair()
    before = len(nia.notifications)
    await town.sandbox.change_person(nia.person, deleted=True)
    await town.let_pass(8 * WEEK)
    assert len(heard(omar, "no longer taking part")) == 1
    assert not heard(omar, ASKS)
    assert len(nia.notifications) == before
    assert_nobody_was_woken(town)
