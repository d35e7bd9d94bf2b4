"""The ladder of silence: the pair first, and nothing of it in any view of a manager before its time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content import load_content
from bot.delivery.loading import load
from bot.delivery.verdict import Verdict, judge
from bot.domain.acts import Act
from bot.domain.availability import Shift, ShiftKind
from bot.domain.managing.holds import Hold, Where
from bot.domain.mentorships.mentorships import Outcome
from bot.domain.mentorships.status import Status
from bot.domain.people import Person
from bot.domain.privacy.visible_to_managers import Show
from bot.nudges import all_kinds
from bot.usecases.delivery.sends import read_sends
from bot.usecases.home.home import read_home
from bot.usecases.managing.helping import read_mentorship
from bot.usecases.managing.needing_support import read_needing_support
from bot.usecases.managing.summary import summarise
from bot.usecases.privacy.visible_to_managers import read_people
from bot.views.delivery.sends import sends_page
from bot.views.home.home import home_tab
from bot.views.managing.mentorship_page import mentorship_page
from bot.views.managing.needing_support import needing_support_list
from bot.views.managing.people_list import people_list
from bot.views.managing.summary import summary_preview
from bot.views.refs import SupportRef
from tests.people import (
    CYCLE,
    DAY,
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
    send_due,
)

CONTENT = load_content()
SILENT_ON = MONDAY + 43 * DAY
EVER = MONDAY + 200 * DAY
# What says so from the day on which managers may know.
TELL = {"home", "people", "quiet", "its page"}
QUESTIONS = [question("quiet_check", who, due_at=SILENT_ON, expires_at=EVER) for who in (NIA, OMAR)]


@pytest.fixture
async def pair(db):
    """Introduced, never answered; the question about silence is due on its first day."""
    unreviewed = replace(PROGRAM, plan=replace(PROGRAM.plan, review_every_weeks=0))
    await move_in(db, unreviewed, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE, *QUESTIONS)


async def views_of_manager(db, now):
    """Everything a manager can open, as Slack would get it."""
    about: dict = {"act": Act(WS, MIA, now), "program_id": "P1"}
    home = await read_home(db, act=Act(WS, MIA, now), is_admin=True, content=CONTENT)
    return {
        "home": home_tab(home, signposts=CONTENT.signposts, lines=CONTENT.lines).to_dict(),
        "people": [
            people_list(await read_people(db, show=show, **about), lists=CONTENT.people).to_dict()
            for show in Show
        ],
        "quiet": needing_support_list(await read_needing_support(db, page=0, **about)).to_dict(),
        "its page": mentorship_page(
            await read_mentorship(db, mentorship_id="M1", **about),
            SupportRef("P1", "M1", Show.ALL),
            lists=CONTENT.people,
        ).to_dict(),
        "summary": summary_preview(await summarise(db, **about, content=CONTENT)).to_dict(),
    }


async def tells(db, now):
    views = await views_of_manager(db, now)
    found = {name for name, view in views.items() if Status.MAY_NEED_SUPPORT.value in _said(view)}
    assert "quiet" not in _said(views)
    return found


def _said(view):
    """Without the fixed words of a menu's entry, its title and an empty page."""
    fixed = ("May need support (", "'text': 'May need support'", "Hold messages", "Status.QUIET")
    text = str(view)
    for words in fixed:
        text = text.replace(words, "")
    return text.replace("quiet.open", "").replace("'quiet'", "").replace("May need", "may need")


async def test_until_a_silent_week_after_the_question_no_view_of_a_manager_tells(db, pair):
    before = await views_of_manager(db, MONDAY)
    await send_due(db, SILENT_ON)
    for days in (0, 1, 6):
        now = SILENT_ON + days * DAY
        assert await tells(db, now) == set()
        assert await views_of_manager(db, now) == before
    assert await tells(db, SILENT_ON + 7 * DAY) == TELL


async def test_without_the_question_no_view_ever_tells(db, pair):
    for now in (SILENT_ON + 30 * DAY, MONDAY + 150 * DAY):
        assert await tells(db, now) == set()


async def test_what_waits_to_be_sent_reads_the_same_with_and_without_a_silent_pair(db, pair):
    about: dict = {"act": Act(WS, MIA, SILENT_ON - 3 * DAY), "program_id": "P1"}
    waiting = sends_page(await read_sends(db, **about)).to_dict()
    async with db.transaction() as repos:
        await repos.outbox.drop_pending(WS, "M1")
    assert waiting == sends_page(await read_sends(db, **about)).to_dict()


async def test_the_pair_itself_reads_quiet_from_the_first_day(db, pair):
    for days, status in ((42, Status.GETTING_STARTED), (43, Status.QUIET)):
        now = MONDAY + days * DAY
        home = await read_home(db, act=Act(WS, NIA, now), is_admin=False, content=CONTENT)
        assert [one.status for one in home.mine] == [status]


def nights(first, count):
    """A run of nights that begins so many days after Monday."""
    starts = [MONDAY + (first + number) * DAY + timedelta(hours=7) for number in range(count)]
    return [Shift(start, start + timedelta(hours=12), ShiftKind.NIGHT) for start in starts]


async def held(repos, first, count):
    one = Hold(WS, "Q1", "P1", Where.SITE, "Main", TODAY + first * DAY, TODAY + (first + count) * DAY)
    await repos.people.save(Person(WS, NIA, site="Main"))
    await repos.holds.add(one)


async def on_nights(repos, first, count):
    await repos.shifts.replace(WS, NIA, nights(first, count - 2))


async def on_leave(repos, first, count):
    since = TODAY + first * DAY
    await repos.people.save(Person(WS, NIA, leave_from=since, leave_until=since + (count - 1) * DAY))


STOPS = [held, on_nights, on_leave]


async def verdict_at(db, now):
    async with db.transaction() as repos:
        [message, *_] = await repos.outbox.claim(now, 9, timedelta(minutes=2))
        kind = all_kinds()["quiet_check"]
        loaded = await load(repos, message, kinds=all_kinds(), content=CONTENT, now=now)
        assert loaded
        return judge(kind, loaded, content=CONTENT)


@pytest.mark.parametrize("stops", STOPS, ids=["a ward on hold", "nights", "leave"])
async def test_days_that_do_not_count_put_off_the_question_and_do_not_drop_it(db, pair, stops):
    async with db.transaction() as repos:
        await stops(repos, 20, 9)
    assert (await verdict_at(db, SILENT_ON)).wait_until == (MONDAY + 52 * DAY).replace(hour=0)


@pytest.mark.parametrize("stops", STOPS, ids=["a ward on hold", "nights", "leave"])
async def test_days_that_do_not_count_after_the_question_put_off_what_a_manager_sees(db, pair, stops):
    await send_due(db, SILENT_ON)
    async with db.transaction() as repos:
        await stops(repos, 45, 9)
    assert await tells(db, SILENT_ON + 15 * DAY) == set()
    assert await tells(db, SILENT_ON + 16 * DAY) == TELL


async def test_the_question_about_a_silence_that_was_answered_does_not_wait_for_the_next(db, pair):
    async with db.transaction() as repos:
        await repos.cycles.close_unanswered(WS, [("M1", 1)], outcome=Outcome.MOVED)
        await repos.cycles.open(WS, replace(CYCLE, number=2, starts_on=TODAY + 2 * WEEK))
    assert await verdict_at(db, SILENT_ON) == Verdict(why="no longer true")
