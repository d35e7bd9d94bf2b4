"""Announcements: confirmed once, planned for a time that suits, taken back while they wait."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import Role
from bot.domain.people import Person
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.domain.recruiting.announcements import Readers, Typed
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.recruiting.announcing import (
    confirm_announcement,
    draft_announcement,
    start_announcing,
    start_recruiting,
    withdraw_announcement,
)
from tests.figures import NoNoise
from tests.people import DAY, ELSEWHERE, MIA, MONDAY, NIA, PROGRAM, TODAY, WS, enrolment, move_in, send_due

TYPED = Typed("P1", Readers.EVERYONE, "C1", "Join *us*.", day="2026-03-05", at="10:00", repeat="7")
AT = MONDAY.replace(day=5, hour=10)
NOW_ONLY = replace(TYPED, day="", at="", repeat="0")


async def draft(db, content, typed=TYPED, *, by=MIA, ident="A1", now=MONDAY, ws=WS):
    return await draft_announcement(
        db, act=Act(ws, by, now), announcement_id=ident, typed=typed, tz="Europe/London", content=content
    )


async def confirm(db, *, by=MIA, ident="A1", now=MONDAY, ws=WS):
    return await confirm_announcement(db, act=Act(ws, by, now), announcement_id=ident)


async def form(db, content, *, by=MIA, now=MONDAY, **more):
    return await start_announcing(db, act=Act(WS, by, now), program_id="P1", content=content, **more)


async def planned(db, content, now=MONDAY):
    found = (await form(db, content, now=now)).planned
    return [(one.announcement.id, one.due_at, one.failed) for one in found]


async def drop_first(db, now):
    async with db.transaction() as repos:
        [message] = await repos.outbox.claim(now, 1, timedelta(minutes=2))
        await repos.outbox.finish(message, DeliveryState.DROPPED, outcome="too late", now=now)


async def test_the_form_says_what_when_who_and_how_to_join(db, content):
    await move_in(db, replace(PROGRAM, plan=Plan(mentees="Charge nurses. ", mentors="Matrons")))
    found = await form(db, content)
    said = found.texts[Readers.EVERYONE]
    for text in (said.channel, said.email.body, said.intranet):
        for words in (
            "Nurse leadership",
            "It's running already, and you can join at any time.",
            "45 minutes every four weeks",
            "Charge nurses.",
            "Matrons",
        ):
            assert words in text
        assert "{" not in text
    assert "tap *Join* below" in said.channel
    assert "/mentor join" in said.email.body
    assert "/mentor join" in said.intranet
    assert found.readers is Readers.EVERYONE


async def test_what_has_begun_no_longer_starts_and_what_has_not_says_its_weekday(db, content):
    await move_in(db, replace(PROGRAM, starts_on=TODAY + 14 * DAY, signup_ends_on=TODAY + 7 * DAY))
    said = (await form(db, content)).texts[Readers.EVERYONE]
    for text in (said.channel, said.email.body, said.intranet):
        assert "It starts on Monday 16 March 2026." in text
    await move_in(db, replace(PROGRAM, starts_on=TODAY - 60 * DAY, signup_ends_on=TODAY + 7 * DAY))
    said = (await form(db, content)).texts[Readers.EVERYONE]
    for text in (said.channel, said.email.body, said.intranet):
        assert "It's running already, and you can join until Monday 9 March." in text
        assert "tarts" not in text


async def test_changes_reach_the_words_for_elsewhere(db, content):
    await move_in(db)
    ready = (await form(db, content)).texts[Readers.EVERYONE]
    same = await draft(db, content, replace(NOW_ONLY, text=ready.channel))
    assert same.elsewhere == ready
    changed = replace(NOW_ONLY, text="*New: lunch is on us.* To join, tap *Join* below.")
    found = (await draft(db, content, changed, ident="A2")).elsewhere
    for text in (found.email.body, found.intranet):
        assert text.startswith("New: lunch is on us. To join, open Slack and type /mentor join")
    assert found.email.subject == ready.email.subject


@pytest.mark.parametrize(("days", "is_late"), [(13, True), (40, False)])
async def test_a_post_that_says_when_it_starts_and_comes_after_that_is_pointed_out(
    db, content, days, is_late
):
    await move_in(db, replace(PROGRAM, starts_on=TODAY + days * DAY))
    text = (await form(db, content)).texts[Readers.EVERYONE].channel
    assert (await draft(db, content, replace(NOW_ONLY, text=text, repeat="14"))).is_late is is_late


async def test_nothing_is_planned_before_it_is_confirmed_and_then_once(db, content):
    await move_in(db)
    await draft(db, content)
    assert await planned(db, content) == []
    await confirm(db)
    with pytest.raises(NotNow):
        await confirm(db)
    assert await planned(db, content) == [("A1", AT, False), ("A1", AT + timedelta(days=7), False)]
    assert await send_due(db, AT) == [("announcement", "C1")]
    assert await send_due(db, AT + 7 * DAY) == [("announcement", "C1")]
    assert await planned(db, content, AT + 8 * DAY) == []


async def test_what_is_posted_at_once_plans_only_its_repetition(db, content):
    await move_in(db)
    await draft(db, content, replace(NOW_ONLY, repeat="3"))
    assert (await confirm(db)).post_at is None
    assert await planned(db, content) == [("A1", MONDAY + 3 * DAY, False)]


async def test_what_was_taken_back_is_not_posted(db, content):
    await move_in(db)
    await draft(db, content)
    await confirm(db)
    assert await withdraw_announcement(db, workspace_id=WS, announcement_id="A1", by=MIA) == "P1"
    assert await planned(db, content) == []
    assert await send_due(db, AT + 30 * DAY) == []


async def test_one_that_could_not_be_posted_is_shown_for_a_while(db, content):
    await move_in(db)
    await draft(db, content, replace(TYPED, repeat="0"))
    await confirm(db)
    await drop_first(db, AT)
    assert await planned(db, content, AT) == [("A1", AT, True)]
    assert await planned(db, content, AT + 15 * DAY) == []


async def test_a_preview_is_kept_for_a_day(db, content):
    await move_in(db)
    await draft(db, content, NOW_ONLY, ident="A1")
    await draft(db, content, NOW_ONLY, ident="A2", now=MONDAY + DAY / 2)
    await draft(db, content, NOW_ONLY, ident="A3", now=MONDAY + 1.25 * DAY)
    with pytest.raises(NotFound):
        await confirm(db, ident="A1")
    assert (await confirm(db, ident="A2", now=MONDAY + DAY)).id == "A2"


async def test_a_time_that_has_passed_meanwhile_is_not_planned(db, content):
    await move_in(db)
    await draft(db, content)
    with pytest.raises(NotNow):
        await confirm(db, now=AT)


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.CLOSED])
async def test_a_program_that_is_not_open_is_not_announced(db, content, state):
    await move_in(db, replace(PROGRAM, state=state))
    with pytest.raises(NotNow):
        await form(db, content)
    with pytest.raises(NotNow):
        await draft(db, content)


async def test_at_once_is_only_for_a_program_that_takes_people(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSING))
    await draft(db, content, NOW_ONLY)
    with pytest.raises(NotNow):
        await confirm(db)


async def test_what_looks_like_patient_data_is_not_kept(db, content):
    await move_in(db)
    with pytest.raises(InvalidAnswer, match="We haven't kept it"):
        await draft(db, content, replace(TYPED, text="Ask about MRN 1234567"))
    async with db.transaction() as repos:
        assert await repos.announcements.find(WS, "A1") is None


async def test_only_a_manager_announces_confirms_and_takes_back(db, content):
    await move_in(db, enrolment(NIA))
    await draft(db, content)
    for step in (
        lambda: form(db, content, by=NIA),
        lambda: draft(db, content, by=NIA, ident="A2"),
        lambda: confirm(db, by=NIA),
        lambda: withdraw_announcement(db, workspace_id=WS, announcement_id="A1", by=NIA),
    ):
        with pytest.raises(NotYours):
            await step()
    with pytest.raises(NotFound):
        await confirm(db, ws=ELSEWHERE)


async def test_the_recruiting_post_asks_for_whom_the_program_misses(db, content):
    post: dict[str, Any] = {"specialty": "intensive_care", "career_stage": "established"}
    at_night = [Person(WS, f"U{n}", preset_id="nights_12", **post) for n in range(10)]
    by_day = [Person(WS, f"UM{n}", preset_id="days_12", **post) for n in range(10)]
    wanted = [enrolment(one.user_id) for one in at_night]
    await move_in(db, *at_night, *by_day, *wanted, *(enrolment(one.user_id, Role.MENTOR) for one in by_day))
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=MONDAY)
    found = await start_recruiting(db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content)
    assert found.readers is Readers.MENTORS
    assert "We'd most like to hear from people who work nights." in found.texts[Readers.MENTORS].channel
    assert "Most welcome" not in found.texts[Readers.EVERYONE].channel
