"""The review on the dashboard: what it lists, and what its buttons do, once and a second time."""

import re
from dataclasses import replace

from bot.domain.matching.seen import Seen
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.states import ProgramState
from bot.usecases.matching.proposals import PROPOSED_LIST
from bot.web.matching.places import PAGE_SIZE
from bot.web.matching.review import DONE, NOTHING_TICKED
from tests.people import pair_number
from tests.statements import counted
from tests.web.matching.conftest import LATE, MENTEES, MENTORS, move_in

# What it may come to without the font.
MOST_BYTES = 100_000


def rows_of(page):
    return re.findall(r'<article class="match[^"]*" id="m-([^"]+)"', page.text)


async def test_it_names_both_sides_with_what_they_share_and_what_can_be_done(review):
    page = await review.open()
    assert page.status == 200
    for name in (*MENTEES, *MENTORS):
        assert name in page.words
    assert "of 100" in page.words
    for words in ("Keep as it is", "Swap mentors", "Drop", "Approve 3 pairs", "Mentee", "Mentor"):
        assert words in page.words
    assert "No one hears of these matches until you approve." in page.words


async def test_opening_it_changes_nothing(review):
    await review.open()
    assert await review.matches() == review.proposed


async def test_looking_is_noted_where_those_on_it_see_it(review):
    await review.open()
    async with review.house.deps.db.reading() as repos:
        looks = await repos.access_log.list_for_program(
            review.house.town.workspace_id, review.house.ids["program"]
        )
    assert (PROPOSED_LIST, review.manager.user_id) in {(one.what, one.user_id) for one in looks}


async def test_before_the_first_run_it_says_so_and_running_it_is_the_one_thing_to_do(house):
    await move_in(house)
    manager, room = await house.sign_in("manager"), house.path("/programs/{program}/matching")
    page = await manager.get(room)
    assert "Matching hasn't been run yet for those who wait in" in page.words
    assert re.findall(r'<button class="primary">([^<]*)', page.text) == ["Run matching"]
    await manager.post(f"{room}/work-out")
    assert "hasn't been run yet" not in (await manager.get(room)).words


async def test_once_it_was_run_those_left_over_are_no_reason_to_say_it_was_not(review):
    await review.send("/approve", all="yes", each=str(Seen.of(review.proposed)))
    await review.send("/work-out")
    for one in await review.matches():
        await review.send("/drop", only=one.id)
    page = await review.open()
    assert "meets every rule yet" in page.words
    assert '<button class="primary">' not in page.text


async def test_who_waits_since_it_was_made_is_said(review):
    page = await review.open()
    assert "wasn't looked at when matching was last run" in page.words


async def test_an_address_that_is_not_understood_shows_all_of_it(review):
    asked = (
        "show=nonsense",
        "sort=x&after=__",
        "after=1_nan_x",
        "after=9_1_x",
        "at=gone",
        "swap=gone",
        "done=huh",
    )
    for query in asked:
        page = await review.open(f"?{query}")
        assert (page.status, len(rows_of(page))) == (200, 3), query


async def test_keeping_says_so_and_leads_back_to_the_row(review):
    one = review.proposed[0]
    done = await review.send("/keep", only=one.id)
    assert (done.status, done.leads_to) == (303, f"{review.back(at=one.id, done='kept')}#m-{one.id}")
    page = await review.open(f"?at={one.id}&done=kept")
    assert DONE["kept"] in page.words
    assert "Don't keep" in page.words
    assert (await review.match(one.id)).locked
    assert (await review.send("/keep", only=one.id)).status == 303
    await review.send("/let-go", only=one.id)
    assert not (await review.match(one.id)).locked


async def test_its_own_button_leaves_what_is_ticked_alone(review):
    one, other, _ = review.proposed
    await review.send("/drop", only=one.id, match=[other.id])
    assert [await review.match(one.id), await review.match(other.id)] == [
        replace(one, state=MentorshipState.DROPPED),
        other,
    ]


async def test_dropping_can_be_taken_back_and_twice_is_once(review):
    one = review.proposed[0]
    done = await review.send("/drop", only=one.id)
    assert done.leads_to == f"{review.back(done='dropped', dropped=one.id)}#done"
    page = await review.manager.get(done.leads_to.partition("#")[0])
    assert DONE["dropped"] in page.words
    assert "Undo" in page.words
    assert one.id not in rows_of(page)
    assert (await review.send("/drop", only=one.id)).status == 303
    assert len(await review.matches()) == 2
    back = await review.send("/put-back", match=one.id)
    assert back.leads_to.endswith(f"#m-{one.id}")
    assert await review.matches() == review.proposed
    assert (await review.send("/put-back", match=one.id)).status == 303


async def test_several_are_kept_or_dropped_together(review):
    ids = [one.id for one in review.proposed[:2]]
    await review.send("/keep", match=ids)
    assert [one.locked for one in await review.matches()] == [True, True, False]
    await review.send("/drop", match=ids)
    assert [one.id for one in await review.matches()] == [review.proposed[2].id]


async def test_nothing_ticked_is_said(review):
    for deed in ("/keep", "/let-go", "/drop", "/approve"):
        page = await review.send(deed)
        assert (page.status, NOTHING_TICKED in page.words) == (422, True), deed
    assert await review.matches() == review.proposed


async def test_what_is_gone_meanwhile_is_said_above_what_is_left(review):
    for deed in ("/keep", "/let-go", "/drop"):
        page = await review.send(deed, match=[review.proposed[0].id, "MGONE"])
        assert page.status == 409, deed
        assert "changed since you opened this" in page.words
        assert "Approve 3 pairs" in page.words
    assert await review.matches() == review.proposed


async def test_a_match_of_another_program_stays_as_it_is(review):
    theirs = await proposed_elsewhere(review)
    for deed in ("/keep", "/let-go", "/drop", "/put-back"):
        await review.send(deed, only=theirs.id, match=theirs.id)
        assert await review.match(theirs.id) == theirs, deed


async def proposed_elsewhere(review):
    """In a program that the same manager manages too."""
    house = review.house
    async with house.deps.db.transaction() as repos:
        other = await repos.programs.get(house.town.workspace_id, house.others["program"])
        await repos.programs.save(replace(other, managers=(*other.managers, review.manager.user_id)))
        theirs = await repos.mentorships.get(house.town.workspace_id, house.others["mentorship"])
        theirs = replace(theirs, state=MentorshipState.PROPOSED)
        await repos.mentorships.save(theirs)
    return theirs


async def test_what_was_kept_stays_when_matching_is_run_again_and_the_late_one_is_looked_at(review):
    kept = review.proposed[0]
    await review.send("/keep", only=kept.id)
    again = await review.send("/work-out")
    assert again.leads_to == f"{review.back(done='worked-out')}#done"
    page = await review.manager.get(again.leads_to.partition("#")[0])
    assert kept.id in rows_of(page)
    assert LATE in page.words


async def test_filters_and_sorts_live_in_the_address(review):
    one, other, _ = review.proposed
    await review.send("/keep", only=one.id)
    assert rows_of(await review.open("?show=kept")) == [one.id]
    page = await review.open("?show=look")
    assert "There's no match to show here." in page.words or other.id in page.text
    best = await review.open("?sort=best")
    assert sorted(rows_of(best)) == [each.id for each in review.proposed]


async def many(review, count):
    """So many pairs of people whom Slack doesn't know."""
    house = review.house
    made = [
        pair_number(
            number,
            state=MentorshipState.PROPOSED,
            workspace_id=house.town.workspace_id,
            program_id=house.ids["program"],
            score=50 + number % 50,
            channel_id=None,
            introduced_on=None,
        )
        for number in range(count)
    ]
    async with house.deps.db.transaction() as repos:
        await repos.mentorships.add_many(
            [replace(one, id=f"M{number:04}") for number, one in enumerate(made)]
        )


async def test_two_hundred_matches_are_paged_through_by_key(review):
    await many(review, 200)
    page, seen = await review.open(), []
    for _ in range(20):
        rows = rows_of(page)
        assert len(page.text.encode()) < MOST_BYTES
        assert len(rows) <= PAGE_SIZE
        seen += rows
        after = re.search(r'href="/dashboard([^"]*)#list" rel="next"', page.text)
        if after is None:
            break
        page = await review.manager.get(after[1].replace("&amp;", "&"))
    assert len(seen) == len(set(seen)) == 203
    before = re.search(r'href="/dashboard([^"]*)#list" rel="prev"', page.text)
    assert before is not None
    assert (await review.manager.get(before[1].replace("&amp;", "&"))).status == 200


async def test_the_page_that_is_led_back_to_has_the_match_on_it(review):
    await many(review, 200)
    assert "M0049" in rows_of(await review.open("?at=M0049"))
    assert "M0049" not in rows_of(await review.open())


async def test_statements_do_not_grow_with_the_matches(review):
    await review.open()
    ran = []
    for count in (0, 100):
        await many(review, count)
        with counted(review.house.deps.db, with_reading=True) as found:
            await review.open()
        ran.append(len(found))
    assert ran[0] == ran[1]


async def test_matching_of_a_program_that_is_over_says_why_there_is_nothing(review):
    house = review.house
    async with house.deps.db.transaction() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"])
        await repos.programs.save(replace(program, state=ProgramState.CLOSED))
    page = await review.open()
    assert page.status == 200
    assert "isn't open" in page.words
