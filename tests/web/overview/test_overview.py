"""The first page, as each reader gets it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.programs.states import ProgramState
from bot.facts.matters import all_matters
from bot.views.digest.monday_list import WaitingLine
from bot.web.guard import BY_ITSELF
from bot.web.overview.leading import PAGES, page_of
from tests.handlers.tour.undelivered import fail
from tests.people import PROGRAM


async def programs_like_it(house, count, **more):
    """More programs of the same manager."""
    async with house.deps.db.transaction() as repos:
        one = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        for number in range(count):
            await repos.programs.add(replace(one, id=f"PMORE{number:03}", name=f"More {number:03}", **more))
    return one


def programs_on(page):
    """The programs that have a card, in their order."""
    return re.findall(r">([^<]+)</a></h3>", page.text)


async def test_a_manager_finds_the_program_and_what_waits_there(house):
    await fail(house.town, house.ids["program"], count=1)
    await house.town.count_on_monday()
    page = await (await house.sign_in("manager")).get("/")
    assert page.status == 200
    assert "Something waits" in page.words
    assert "A message in Nurse Leadership Mentoring couldn't be delivered." in page.words
    assert house.deps.site.path(house.path("/programs/{program}/sends")) in page.text
    assert "fewer than 5" in page.words


async def test_nobody_who_takes_part_is_on_it(house):
    """It asks for itself, so that no look at names could be meant."""
    await house.town.count_on_monday()
    for role in ("manager", "champion", "reader", "owner"):
        page = await (await house.sign_in(role)).get("/")
        for one in ("mentee", "mentor"):
            assert house.id_of(one) not in page.text
        assert "Nia" not in page.words
        assert "Omar" not in page.words


async def test_a_champion_reads_what_would_help_and_nothing_that_waits(house):
    await house.town.count_on_monday()
    page = await (await house.sign_in("champion")).get("/")
    assert "What would help" in page.words
    assert "waits for you" not in page.words


async def test_an_owner_reads_all_programs_together(house):
    await house.town.count_on_monday()
    page = await (await house.sign_in("owner")).get("/")
    assert "All programs together" in page.words
    assert house.deps.site.path("/organisation") in page.text
    assert "All programs together" not in (await (await house.sign_in("manager")).get("/")).words


async def test_an_officer_is_led_to_the_log_and_sees_no_program(house):
    page = await (await house.sign_in("officer")).get("/")
    assert house.deps.site.path("/log") in page.text
    assert "/programs/" not in page.text


@pytest.mark.parametrize("who", ["mentee", "nobody"])
async def test_who_has_to_do_with_no_program_is_refused(house, who):
    assert (await (await house.sign_in(who)).get("/")).status == 401


async def test_states_and_orders_are_chosen_in_the_address(house):
    one = await programs_like_it(house, 1, state=ProgramState.CLOSED)
    mona = await house.sign_in("manager")
    assert programs_on(await mona.get("/?state=over")) == ["More 000"]
    assert programs_on(await mona.get("/?state=running")) == [one.name]
    by_name = await mona.get("/?sort=name")
    assert programs_on(by_name) == ["More 000", one.name]
    assert '<option value="name" selected>' in by_name.text
    assert "No program is in this state" in (await mona.get("/?state=planned")).words


@pytest.mark.parametrize("asked", ["state=x&sort=y&after=z", "state=&sort=", "after=%00%0a", "state=Running"])
async def test_an_address_that_asks_for_what_isnt_there_shows_everything(house, asked):
    one = await programs_like_it(house, 1, state=ProgramState.CLOSED)
    mona = await house.sign_in("manager")
    shown, usual = await mona.get(f"/?{asked}"), await mona.get("/")
    assert shown.status == 200
    assert one.name in shown.words
    assert shown.words == usual.words


async def test_many_programs_are_on_several_pages(house):
    await programs_like_it(house, 50)
    mona = await house.sign_in("manager")
    first = await mona.get("/?sort=name")
    [link] = re.findall(r'href="[^"]*/dashboard([^"]*)" rel="next"', first.text)
    second = await mona.get(link.replace("&amp;", "&"))
    shown = [*programs_on(first), *programs_on(second)]
    assert shown == sorted(shown)
    assert len(set(shown)) == 51
    assert len(first.text) < 100_000


async def test_a_line_that_is_true_of_several_programs_leads_to_each(house):
    await programs_like_it(house, 3, lead=None, deputy=None)
    page = await (await house.sign_in("manager")).get("/")
    for number in range(3):
        assert house.deps.site.path(f"/programs/PMORE00{number}/settings") in page.text


async def test_it_asks_for_itself_at_the_same_address_and_says_so(house):
    mona = await house.sign_in("manager")
    page = await mona.get("/?state=running&sort=name")
    address = house.deps.site.path("/?state=running&amp;sort=name")
    assert f'hx-get="{address}"' in page.text
    assert f'{{"{BY_ITSELF}": "1"}}' in page.text
    assert (await mona.get("/", **{BY_ITSELF: "1"})).status == 200
    assert "hx-get" not in (await mona.get("/?still=1")).text


async def test_a_program_with_a_name_like_a_tag_is_shown_as_it_is_called(house):
    await programs_like_it(house, 1, starts_on=house.deps.clock().date() + timedelta(weeks=8))
    async with house.deps.db.transaction() as repos:
        one = await repos.programs.get(house.town.workspace_id, "PMORE000")
        await repos.programs.save(replace(one, name='<b>A & "B"</b>', lead=None, deputy=None))
    page = await (await house.sign_in("manager")).get("/")
    assert '<b>A & "B"</b>' in page.words
    assert "<b>A &" not in page.text


@pytest.mark.parametrize("matter", all_matters(), ids=lambda one: one.key)
def test_whatever_waits_leads_to_a_page(matter):
    assert matter.opens in PAGES
    page = page_of(WaitingLine(matter.key, "", "", (PROGRAM,)), PROGRAM)
    assert page.startswith(f"/programs/{PROGRAM.id}")
