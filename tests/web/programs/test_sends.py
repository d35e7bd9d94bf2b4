"""What a program will send, on a page: held, resumed, and tried again."""

from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.delivery.outbox import LEASE, DeliveryState, Planned
from bot.domain.programs.states import ProgramState
from bot.usecases.delivery.sends import read_sends
from bot.usecases.managing.holds import read_holds
from tests.handlers.tour.undelivered import fail
from tests.situations.what_waits import change

SENDS = "/programs/{program}/sends"


@pytest.fixture
async def mona(house):
    return await house.sign_in("manager")


def act(house):
    return Act(house.town.workspace_id, house.id_of("manager"), house.deps.clock())


async def held_kinds(house):
    sends = await read_sends(house.deps.db, act=act(house), program_id=house.ids["program"])
    return [one.key for one in sends.kinds if one.is_held]


async def held_places(house):
    page = await read_holds(
        house.deps.db, act=act(house), program_id=house.ids["program"], content=house.deps.content
    )
    return page.held


async def looks(house):
    async with house.deps.db.reading() as repos:
        found = await repos.access_log.list_for_program(house.town.workspace_id, house.ids["program"])
    return [one.what for one in found if "delivered" in one.what]


async def test_a_kind_is_held_and_resumed_as_in_slack(house, mona):
    path = house.path(SENDS)
    for _ in range(2):
        done = await mona.post(f"{path}/hold", kind="check_in")
        assert (done.status, done.leads_to) == (303, f"{path}?done=held")
    assert await held_kinds(house) == ["check_in"]
    assert "on hold until you resume it" in (await mona.get(done.leads_to)).words
    done = await mona.post(f"{path}/resume", kind="check_in")
    assert (done.leads_to, await held_kinds(house)) == (f"{path}?done=resumed", [])


@pytest.mark.parametrize("kind", ["introduction", "", "nonsense", "<x>"])
async def test_what_somebody_waits_for_cant_be_held(house, mona, kind):
    page = await mona.post(house.path(f"{SENDS}/hold"), kind=kind)
    assert (page.status, "can't be held" in page.words) == (409, True)
    assert await held_kinds(house) == []


async def test_messages_are_held_until_a_day_and_the_hold_ended(house, mona):
    path, until = house.path(SENDS), house.deps.clock().date() + timedelta(days=9)
    done = await mona.post(f"{path}/begin", where="everybody", until=until.isoformat())
    assert (done.status, done.leads_to) == (303, f"{path}?done=begun")
    [hold] = await held_places(house)
    assert (hold.place, hold.until) == ("everyone", until)
    assert "Messages on hold for everyone" in (await mona.get(path)).words
    assert "everyone, until" in (await mona.get(house.path("/programs/{program}/settings"))).words
    assert (await mona.post(f"{path}/end", hold=hold.id)).leads_to == f"{path}?done=ended"
    assert await held_places(house) == []
    assert (await mona.post(f"{path}/end", hold=hold.id)).status == 409


@pytest.mark.parametrize(
    ("where", "until", "sentence"),
    [
        ("everybody", "", "Choose a day after today."),
        ("everybody", "someday", "Choose a day."),
        ("everybody", "2001-01-01", "Choose a day after today."),
        ("everybody", "2999-01-01", "within half a year"),
        ("site:Elsewhere", "2026-03-20", "Choose who it's for."),
        ("", "2026-03-20", "Choose who it's for."),
    ],
)
async def test_a_hold_that_cant_begin_comes_back_as_it_was_typed(house, mona, where, until, sentence):
    page = await mona.post(house.path(f"{SENDS}/begin"), where=where, until=until)
    assert page.status == 422
    assert sentence in page.words
    assert f'value="{until}"' in page.text
    assert await held_places(house) == []


async def test_what_couldnt_be_delivered_names_its_reader_and_is_a_look(house, mona):
    path = house.path(SENDS)
    await mona.get(path)
    assert await looks(house) == []
    await fail(house.town, house.ids["program"], count=25)
    page = await mona.get(path)
    assert "25 messages couldn't be delivered" in page.words
    assert await looks(house) == ["messages that couldn't be delivered"]
    assert "?page=1" in page.text
    last = await mona.get(f"{path}?page=1")
    assert (last.text.count('name="message"'), "?page=0" in last.text) == (5, True)


async def test_whom_it_was_for_is_called_by_name(house, mona):
    now, nia = house.deps.clock(), house.id_of("mentee")
    due = now - timedelta(days=365)
    about = Planned(house.town.workspace_id, "nomination", house.ids["program"], 0, nia, due, now)
    async with house.deps.db.transaction() as repos:
        await repos.outbox.plan([about])
        [message] = await repos.outbox.claim(due, 1, LEASE)
        await repos.outbox.finish(message, DeliveryState.FAILED, outcome="user_disabled", now=now)
    page = await mona.get(house.path(SENDS))
    assert "Nia Nurse Their Slack account is switched off." in page.words
    assert nia not in page.text


@pytest.mark.parametrize("page", ["-1", "x", "99999999", "1e3", "%00"])
async def test_a_page_that_isnt_there_is_the_nearest(house, mona, page):
    assert (await mona.get(house.path(f"{SENDS}?page={page}"))).status == 200


async def test_a_message_is_tried_again_once(house, mona):
    path = house.path(SENDS)
    await fail(house.town, house.ids["program"], count=1)
    message = (await mona.get(path)).text.partition('name="message" value="')[2].partition('"')[0]
    done = await mona.post(f"{path}/again", message=message)
    assert (done.status, done.leads_to) == (303, f"{path}?done=again")
    again = await mona.post(f"{path}/again", message=message)
    assert (again.status, "isn't waiting any more" in again.words) == (404, True)


@pytest.mark.parametrize("message", ["", "x", "-1", "9" * 18, "9" * 40])
async def test_a_message_that_isnt_there_isnt_tried(house, mona, message):
    assert (await mona.post(house.path(f"{SENDS}/again"), message=message)).status == 404


async def test_while_nothing_is_sent_it_says_so(house, mona):
    await change(house.town, house.ids["program"], state=ProgramState.CLOSED)
    page = await mona.get(house.path(SENDS))
    assert (page.status, "isn't sending anything right now" in page.words) == (200, True)
    for deed, fields in (("hold", {"kind": "check_in"}), ("begin", {"where": "everybody"})):
        assert (await mona.post(house.path(f"{SENDS}/{deed}"), **fields)).status == 409


@pytest.mark.parametrize("role", ["champion", "reader", "owner", "officer", "mentee"])
async def test_it_is_its_managers_alone(house, role):
    assert (await (await house.sign_in(role)).get(house.path(SENDS))).status in (401, 403)
