"""Reach, time, all programs, looks and roles as pages: who reads them, what they say, and odd addresses."""

import re

import pytest

from bot.domain.acts import Act
from bot.domain.oversight.roles import OversightRole
from bot.usecases.oversight.ledger import read_ledger
from bot.usecases.oversight.organisation import read_organisation
from bot.views.oversight.ledger import ledger_page
from bot.views.oversight.organisation import organisation_page
from tests.web.reached import freeze_reach
from tests.web.tables import rows_of

READERS = ["manager", "champion", "reader", "owner"]


def figures_in(modal):
    """The words of a page in Slack that are figures."""
    return set(re.findall(r"(?:about|fewer than) \d+(?: %)?", str(modal.to_dict())))


async def log_of(house):
    async with house.deps.db.reading() as repos:
        lines = await repos.access_log.list_page(
            house.town.workspace_id, program_id="", user_id="", before=0, limit=100
        )
    return [(one.event.user_id, one.event.what) for one in lines]


@pytest.mark.parametrize("who", READERS)
async def test_who_is_reached_is_read_by_whoever_reads_totals(house, who):
    await freeze_reach(house)
    page = await (await house.sign_in(who)).get(house.path("/programs/{program}/reach?by=site"))
    assert "Harbour about 45 of about 120" in page.words
    assert ("tell the program's managers" in page.words) is (who != "manager")
    assert ("What helps where few take part?" in page.words) is (who == "manager")


async def test_a_group_too_small_is_said_to_be_small_and_nothing_more(house):
    """Neither the number nor a bar of it is there, and no total beside it."""
    await freeze_reach(house)
    page = await (await house.sign_in("reader")).get(house.path("/programs/{program}/reach?by=site"))
    assert "Hill fewer than 10 of about 120 Few so far" in page.words
    assert "<svg" not in page.text


async def test_one_thing_at_a_time_is_drawn_with_its_table(house):
    await freeze_reach(house)
    page = await (await house.sign_in("reader")).get(house.path("/programs/{program}/reach"))
    assert page.text.count("<svg") == 1
    assert "Harbour" not in page.words
    for name in ("Nurse", "Doctor"):
        assert page.words.count(name) >= 2
    assert not re.search(r"\s(?:style|on\w+)=", page.text)


async def test_before_the_first_monday_the_page_says_when_there_are_numbers(house):
    reader = await house.sign_in("reader")
    assert (
        "The first numbers come on Monday"
        in (await reader.get(house.path("/programs/{program}/reach"))).words
    )
    assert (
        "The first numbers come on the Monday"
        in (await reader.get(house.path("/programs/{program}/ledger"))).words
    )


@pytest.mark.parametrize("asked", ["?by=nothing", "?by=", "?by=site&by=shift", "?by=%00", "?by=name"])
async def test_what_the_page_of_reach_cant_be_asked_for_falls_back(house, asked):
    await freeze_reach(house)
    page = await (await house.sign_in("reader")).get(house.path("/programs/{program}/reach") + asked)
    shown = "By site" if "by=site" in asked else "By profession"
    assert page.status == 200
    assert re.findall(r'aria-current="true">([^<]*)', page.text) == [shown]


async def test_time_says_what_the_page_in_slack_says(house):
    await house.town.count_on_monday()
    act = Act(house.town.workspace_id, house.id_of("reader"), house.deps.clock())
    found = await read_ledger(
        house.deps.db, act=act, program_id=house.ids["program"], content=house.deps.content
    )
    page = await (await house.sign_in("reader")).get(house.path("/programs/{program}/ledger"))
    assert found.quarters
    assert figures_in(ledger_page(found, taken=house.deps.content.ledger)) <= set(
        re.findall(r"(?:about|fewer than) \d+(?: %)?", page.words)
    )
    assert "What this takes for granted" in page.words
    assert "Nobody's time is measured" in page.words


async def test_all_programs_say_what_the_page_in_slack_says(house):
    await house.town.count_on_monday()
    act = Act(house.town.workspace_id, house.id_of("owner"), house.deps.clock())
    found = await read_organisation(house.deps.db, act=act, content=house.deps.content, is_admin=False)
    page = await (await house.sign_in("owner")).get("/organisation")
    said = figures_in(organisation_page(found, measures=house.deps.content.measures))
    assert said
    assert said <= set(re.findall(r"(?:about|fewer than) \d+(?: %)?", page.words))
    assert "All programs together, as of Monday" in page.words


async def test_a_manager_reads_their_own_looks_alone(house):
    mona, otto = await house.sign_in("manager"), await house.sign_in("other_manager")
    await otto.get("/log")
    page = await mona.get("/log?person=" + house.id_of("other_manager"))
    assert "These are your own looks" in page.words
    assert "Mona Manager" in page.words
    assert "Otto Other" not in page.words
    assert "Who looked</label>" not in page.text


async def test_a_privacy_officer_reads_everyones_by_program_and_by_person(house):
    mona, petra = await house.sign_in("manager"), await house.sign_in("officer")
    await mona.get("/log")
    everything = await petra.get("/log")
    assert "signed in to the dashboard" in everything.words
    assert "Mona Manager" in everything.words
    filtered = await petra.get("/log?person=" + house.id_of("manager"))
    assert {"Mona Manager"} == {row[1] for row in rows_of(filtered.text)}
    of_program = await petra.get("/log?program=" + house.ids["program"])
    assert "signed in" not in of_program.words


async def test_every_look_at_the_log_is_a_line_in_it(house):
    petra, mona = await house.sign_in("officer"), await house.sign_in("manager")
    before = await log_of(house)
    await petra.get("/log")
    await mona.get(house.path("/programs/{program}/log"))
    looks = (await log_of(house))[: -len(before)]
    assert looks == [(house.id_of("manager"), "access log"), (house.id_of("officer"), "access log")]


async def test_the_log_is_turned_by_its_last_line_and_keeps_its_filter(house):
    petra = await house.sign_in("officer")
    who = house.id_of("officer")
    for _ in range(25):
        await petra.get("/log")
    first = await petra.get(f"/log?person={who}")
    [older] = re.findall(r'href="/dashboard(/log[^"]*)" rel="next"', first.text)
    second = await petra.get(older.replace("&amp;", "&"))
    assert first.text.count("</time>") == 20
    assert 0 < second.text.count("</time>") < 20
    assert "Back to the newest" in second.words
    assert f"person={who}" in older


@pytest.mark.parametrize(
    "asked",
    [
        "?before=-1",
        "?before=" + "9" * 40,
        "?before=x",
        "?program=PTHEIRS",
        "?program=%00",
        "?person=<b>",
        "?person=%00",
        "?person=" + "U" * 300,
    ],
)
async def test_what_makes_no_sense_in_an_address_of_the_log_counts_as_not_said(house, asked):
    petra = await house.sign_in("officer")
    page = await petra.get("/log" + asked)
    assert page.status == 200
    assert "Petra Privacy" in page.words
    assert "Their program" not in page.words


async def test_a_manager_filters_by_no_program_but_their_own(house):
    mona = await house.sign_in("manager")
    page = await mona.get("/log?program=" + house.others["program"])
    assert "signed in to the dashboard" in page.words
    assert (await mona.get(f"/programs/{house.others['program']}/log")).status == 403


async def test_a_reader_is_taken_the_role_after_a_question_and_once(house):
    mona = await house.sign_in("manager")
    readers, rita = house.path("/programs/{program}/readers"), house.id_of("reader")
    shown = await mona.get(readers)
    assert f"/take?role=reader&amp;person={rita}" in shown.text
    asked = await mona.get(f"{readers}/take?role=reader&person={rita}")
    assert "Rita Reader is no longer a reader then, at once." in asked.words
    done = await mona.post(f"{readers}/take", role="reader", person=rita)
    assert (done.status, done.leads_to) == (303, f"{readers}?done=taken")
    assert "They don't have this role any more" in (await mona.get(done.leads_to)).words
    again = await mona.post(f"{readers}/take", role="reader", person=rita)
    assert again.status == 404
    assert "there's nothing left to take" in again.words


async def test_a_reader_gives_their_role_back_and_reads_nothing_more(house):
    rita = await house.sign_in("reader")
    take = house.path("/programs/{program}/readers/take")
    assert take in (await rita.get("/roles")).text
    asked = await rita.get(f"{take}?role=reader&person={rita.user_id}")
    assert "You are no longer a reader then" in asked.words
    assert (await rita.post(take, role="reader", person=rita.user_id)).leads_to == "/?done=given_back"
    assert (await rita.get(house.path("/programs/{program}/reach"))).status == 401


async def test_an_owner_takes_the_role_of_a_privacy_officer_and_nobody_else_does(house):
    owner, mona, petra = [await house.sign_in(one) for one in ("owner", "manager", "officer")]
    fields = {"role": "privacy_officer", "person": house.id_of("officer")}
    assert (await mona.post("/roles/take", **fields)).status == 403
    assert (await owner.post("/roles/take", **fields)).leads_to == "/roles?done=taken"
    assert (await petra.get("/log")).status == 401
    async with house.deps.db.reading() as repos:
        held = await repos.roles.list_held(house.town.workspace_id)
    assert held.who(OversightRole.PRIVACY_OFFICER) == ()


async def test_a_role_of_one_program_is_not_taken_by_the_address_of_another(house):
    otto = await house.sign_in("other_manager")
    page = await otto.post(
        f"/programs/{house.others['program']}/readers/take", role="reader", person=house.id_of("reader")
    )
    assert page.status == 404
    async with house.deps.db.reading() as repos:
        held = await repos.roles.list_held(house.town.workspace_id)
    assert house.id_of("reader") in held.who(OversightRole.READER, house.ids["program"])


async def test_a_day_is_said_as_on_the_readers_clock(house):
    petra = await house.sign_in("officer")
    page = await petra.get("/log")
    said = set(re.findall(r"\d+ \w{3} \d{4}", page.words))
    assert said == {f"{house.deps.clock():%-d %b %Y}"}
