"""The managers' list of people, and that everybody is told exactly what is in it about them."""

from dataclasses import replace

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.privacy.visible_to_managers import NAMED, Show
from bot.errors import NotYours
from bot.usecases.managing.helping import read_mentorship, take_in_hand
from bot.usecases.managing.needing_support import read_needing_support
from bot.usecases.privacy.privacy import read_privacy
from bot.usecases.privacy.visible_to_managers import read_people
from bot.views.managing.mentorship_page import mentorship_page
from bot.views.managing.people_list import people_list, visible_lines
from bot.views.parts import mentions
from bot.views.privacy.privacy import privacy_page
from bot.views.refs import SupportRef
from tests.examples import some
from tests.people import (
    CYCLE,
    DAY,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    move_in,
    send_due,
)
from tests.situations.lived_in import generated

CONTENT = load_content()
CHAMPION, ADMIN, LINE_MANAGER = "UCHAMP", "UADMIN", "ULINE"


async def listed(db, *, by=MIA, show=Show.ALL, now=MONDAY, program_id="P1"):
    return await read_people(db, act=Act(WS, by, now), program_id=program_id, show=show)


async def told(db, user_id=NIA, *, now=MONDAY, workspace_id=WS):
    return await read_privacy(db, act=Act(workspace_id, user_id, now))


def on_the_list(people):
    """Person by person, what the rendered pages of the list say, all pages of it."""
    shown = {}
    for page in range(len(people.seen) // 15 + 1):
        for block in people_list(people, lists=CONTENT.people, page=page).to_dict()["blocks"]:
            text = block.get("text", {}).get("text", "")
            if text.startswith("*<@"):
                name, *lines = text.split("\n")
                shown[name.strip("*<@>")] = lines
    return shown


def on_their_page(found, content, program_name):
    """What the rendered privacy page says of one program."""
    page = privacy_page(scopes=[], seen=found.seen, looks=[], lines=content.lines, lists=content.people)
    texts = [block.get("text", {}).get("text", "") for block in page.to_dict()["blocks"]]
    start = f"• {program_name}: "
    return [line.removeprefix(start) for text in texts for line in text.split("\n") if line.startswith(start)]


def on_its_page(page):
    """What a mentorship's rendered page says of it, and person by person of those in it."""
    at = SupportRef(page.program.id, page.mentorship.id)
    status, shown = "", {}
    for block in mentorship_page(page, at, lists=CONTENT.people).to_dict()["blocks"]:
        text = block.get("text", {})
        text = text.get("text", "")
        if text.startswith("*<@"):
            name, *lines = text.split("\n")
            shown[name.strip("*<@>")] = lines
        status = status or next((one for one in text.split("\n") if one.startswith("Status: ")), "")
    return status.removeprefix("Status: "), shown


async def its_pages(db, *, now):
    """Of every mentorship that managers see."""
    async with db.transaction() as repos:
        known = await repos.mentorships.list_for_program(WS, "P1", NAMED)
    act = Act(WS, MIA, now)
    return [await read_mentorship(db, act=act, program_id="P1", mentorship_id=one.id) for one in known]


async def take_all(db, *, now):
    """Mia has everything in hand that may need support."""
    about: dict = {"act": Act(WS, MIA, now), "program_id": "P1"}
    for one in (await read_needing_support(db, page=0, **about)).pairs:
        await take_in_hand(db, mentorship_id=one.id, **about)


@pytest.mark.parametrize("seed", some(range(6), 2))
async def test_everybody_is_told_exactly_what_the_list_says_about_them(db, content, seed):
    ids, nouns, asked = generated(seed)
    await move_in(db, replace(PROGRAM, id="P2", name="Another"), *nouns, *asked)
    for one in sorted({one.due_at for one in asked}):
        await send_due(db, one)
    for days in (0, 3, 9, 40):
        now = MONDAY + days * DAY
        shown = on_the_list(await listed(db, now=now))
        assert set(shown) == set(ids)
        for user_id in ids:
            found = await told(db, user_id, now=now)
            assert on_their_page(found, content, PROGRAM.name) == shown[user_id]


@pytest.mark.parametrize("seed", some(range(6), 2))
async def test_a_mentorships_page_says_of_each_in_it_what_they_are_told(db, content, seed):
    """Word for word: how it goes, since when, with whom it is in hand, and all about each of them."""
    _, nouns, asked = generated(seed)
    await move_in(db, replace(PROGRAM, id="P2", name="Another"), *nouns, *asked)
    for one in sorted({one.due_at for one in asked}):
        await send_due(db, one)
    for days in (0, 9, 40):
        now = MONDAY + days * DAY
        await take_all(db, now=now)
        for page in await its_pages(db, now=now):
            status, shown = on_its_page(page)
            assert set(shown) == set(page.mentorship.user_ids)
            for user_id, lines in shown.items():
                theirs = on_their_page(await told(db, user_id, now=now), content, PROGRAM.name)
                others = mentions(page.mentorship.others(user_id))
                assert f"matched with {others}; status: {status}" in theirs
                assert lines == [line for line in theirs if not line.startswith("matched with ")]


async def test_the_generated_programs_have_every_state_in_them(db):
    lines = ""
    for seed in range(6):
        ids, nouns, _ = generated(seed)
        await move_in(db, replace(PROGRAM, id="P2", name="Another"), *nouns)
        lines += str(on_the_list(await listed(db, now=MONDAY + 60 * DAY)))
    assert "paused" in lines
    assert "asked to join" in lines
    assert "status: ended since the week of Monday 2 March" in lines
    assert "status: paused since the week of Monday 2 March" in lines


async def test_a_place_and_a_match_in_words(db):
    await move_in(db, PAIR, CYCLE, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    [one] = (await told(db, OMAR)).seen
    assert visible_lines(one.seen, CONTENT.people) == [
        "mentor, takes part",
        f"matched with <@{NIA}>; status: getting started since the week of Monday 2 March",
    ]


async def test_nobody_is_told_of_others_or_of_another_hospital(db):
    await move_in(db, PAIR, CYCLE, enrolment(NIA))
    assert (await told(db, EVE)).seen == []
    assert (await told(db, NIA, workspace_id="T2")).seen == []


async def test_the_filters_count_and_show_the_same(db):
    waiting, left = enrolment("UWAITS"), enrolment("ULEFT", state=EnrolmentState.LEFT)
    await move_in(db, PAIR, CYCLE, enrolment(NIA), enrolment(OMAR, Role.MENTOR), waiting, left)
    for show, expected in [
        (Show.ALL, {NIA, OMAR, "UWAITS", "ULEFT"}),
        (Show.WAITING, {"UWAITS"}),
        (Show.MATCHED, {NIA, OMAR}),
        (Show.SUPPORT, set()),
    ]:
        people = await listed(db, show=show)
        assert {one.user_id for one in people.seen} == expected
        assert people.counts[show] == len(expected)


async def test_only_its_managers_see_the_list_and_nobody_elses_try_is_noted(db):
    """A champion, a line manager, a workspace admin, who managed it before, and one of its own people."""
    nia = enrolment(NIA)
    await move_in(db, replace(PROGRAM, champion=CHAMPION, managers=(MIA, EVE)), nia)
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, NIA, [LINE_MANAGER])
        await repos.programs.save(replace(PROGRAM, champion=CHAMPION, managers=(MIA,), created_by=EVE))
    for stranger in (CHAMPION, LINE_MANAGER, ADMIN, EVE, NIA):
        with pytest.raises(NotYours, match="Only a manager of Nurse leadership"):
            await listed(db, by=stranger)
    async with db.transaction() as repos:
        assert await repos.access_log.list_for_program(WS, "P1") == []


async def test_each_look_is_noted_and_shown_to_the_people_in_the_list(db):
    await move_in(db, enrolment(NIA))
    for now in (MONDAY, MONDAY + DAY / 24, MONDAY + DAY):
        await listed(db, now=now)
    looks = (await told(db, now=MONDAY + DAY)).looks
    assert [(one.on, one.by, one.what) for one in looks] == [
        (TODAY + DAY, MIA, "list of people"),
        (TODAY, MIA, "list of people"),
    ]
    assert (await told(db, OMAR, now=MONDAY + DAY)).looks == []


async def test_looks_are_told_for_ninety_days(db):
    await move_in(db, enrolment(NIA))
    await listed(db)
    assert len((await told(db, now=MONDAY + 90 * DAY)).looks) == 1
    assert (await told(db, now=MONDAY + 91 * DAY)).looks == []


async def test_roles_given_and_taken_are_no_looks(db):
    await move_in(db, enrolment(NIA))
    async with db.transaction() as repos:
        await repos.access_log.add(WS, user_id=MIA, what="manager", program_id="P1", at=MONDAY, about=EVE)
    assert (await told(db)).looks == []


async def test_a_program_nobody_manages_any_more_is_seen_by_nobody(db):
    await move_in(db, replace(PROGRAM, managers=()), enrolment(NIA))
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, managers=()))
    assert (await told(db)).seen == []
