"""A manager's own hand on the dashboard: mentors swapped, and a pair put together."""

from dataclasses import replace

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.usecases.matching.by_hand import CHANGED, TRIED
from bot.web.matching.review import DONE
from tests.people import pair_number
from tests.web.matching.conftest import LATE
from tests.web.matching.test_review import proposed_elsewhere


async def tries(review):
    async with review.house.deps.db.reading() as repos:
        found = await repos.access_log.list_for_program(
            review.house.town.workspace_id, review.house.ids["program"]
        )
    return sum(one.what == TRIED for one in found)


async def test_choosing_one_offers_every_other(review):
    one = review.proposed[0]
    page = await review.open(f"?swap={one.id}")
    assert page.words.count("Swap with this one") == 2
    assert "with which pair? Nothing changes before you've seen it." in page.words


async def test_a_swap_shows_both_sides_before_it_is_made(review):
    one, other, _ = review.proposed
    page = await review.manager.get(f"{review.room}/swap?match={one.id}&other={other.id}")
    assert page.status == 200
    assert page.words.count("Now: with") == page.words.count("Then: with") == 2
    assert page.words.count("of 100") == 4
    assert await tries(review) == 1
    assert await review.matches() == review.proposed


async def test_swapping_keeps_both_leads_to_the_row_and_twice_is_once(review):
    one, other, _ = review.proposed
    asked = {"match": one.id, "other": other.id, "mentor": other.mentor_to_ask}
    for _ in range(2):
        done = await review.send("/swap", **asked)
        assert done.leads_to == f"{review.back(at=one.id, done='swapped')}#m-{one.id}"
    now, then = await review.match(one.id), await review.match(other.id)
    assert (now.mentor_to_ask, then.mentor_to_ask) == (other.mentor_to_ask, one.mentor_to_ask)
    assert now.locked
    assert then.locked
    assert DONE["swapped"] in (await review.manager.get(done.leads_to.partition("#")[0])).words


async def test_a_swap_with_what_is_gone_or_of_another_program_is_refused_above_the_review(review):
    one = review.proposed[0]
    theirs = await proposed_elsewhere(review)
    for other in ("MGONE", one.id, theirs.id):
        page = await review.send("/swap", match=one.id, other=other, mentor="U1")
        assert page.status == 409, other
        assert "Approve 3 pairs" in page.words
        page = await review.manager.get(f"{review.room}/swap?match={one.id}&other={other}")
        assert page.status == 409, other
    assert await review.matches() == review.proposed


async def test_two_matches_of_another_program_are_not_swapped_from_here(review):
    theirs = await proposed_elsewhere(review)
    second = replace(pair_number(2), workspace_id=theirs.workspace_id, program_id=theirs.program_id)
    second = replace(second, state=MentorshipState.PROPOSED, channel_id=None)
    async with review.house.deps.db.transaction() as repos:
        await repos.mentorships.add_many([second])
    for mentor in (second.mentor_to_ask, theirs.mentor_to_ask):
        page = await review.send("/swap", match=theirs.id, other=second.id, mentor=mentor)
        assert (page.status, CHANGED in page.words) == (409, True)
    page = await review.manager.get(f"{review.room}/swap?match={theirs.id}&other={second.id}")
    assert (page.status, CHANGED in page.words) == (409, True)
    assert await review.match(theirs.id) == theirs


async def test_a_circle_has_no_mentor_to_swap(review):
    members = (*(Member(f"UPEER{number}", Role.PEER) for number in range(4)), Member("UHOST", Role.HOST))
    one = review.proposed[0]
    circle = replace(one, id="MCIRCLE", members=members, locked=True)
    async with review.house.deps.db.transaction() as repos:
        await repos.mentorships.add_many([circle])
    page = await review.open("?swap=MCIRCLE")
    assert "with which pair?" not in page.words
    assert {"Peer", "Host"} <= set(page.words.split())
    assert page.words.count("Swap mentors") == len(review.proposed)
    assert (await review.send("/swap", match="MCIRCLE", other=one.id, mentor="UHOST")).status == 409
    await review.send("/drop", only="MCIRCLE")
    assert await review.matches() == review.proposed


async def test_a_swap_that_another_made_meanwhile_is_said(review):
    one, other, third = review.proposed
    await review.send("/swap", match=one.id, other=third.id, mentor=third.mentor_to_ask)
    page = await review.send("/swap", match=one.id, other=other.id, mentor=other.mentor_to_ask)
    stands = (await review.match(one.id)).mentor_to_ask
    assert (page.status, stands) in {(303, other.mentor_to_ask), (409, third.mentor_to_ask)}
    if page.status == 409:
        assert CHANGED in page.words


async def test_who_waits_is_paired_by_hand_with_somebody_who_has_room(review):
    spare = review.house.town.person("Hal Hill")
    await review.house.town.join(spare, role="mentor", wanted=(), offered=("leadership",))
    page = await review.manager.get(f"{review.room}/pair")
    assert LATE in page.words
    assert "Hal Hill" in page.words
    assert "Ana Adams" not in page.words
    pair = {"mentee": review.id_of(LATE), "mentor": review.id_of("Hal Hill")}
    preview = await review.manager.get(f"{review.room}/pair?mentee={pair['mentee']}&mentor={pair['mentor']}")
    assert (preview.status, "Add it" in preview.words) == (200, True)
    for _ in range(2):
        done = await review.send("/pair", **pair)
        assert done.leads_to == f"{review.back(done='added')}#done"
    assert len(await review.matches()) == 4


async def test_what_is_wrong_stands_beside_the_field_with_what_was_chosen(review):
    taken = review.id_of("Ana Adams")
    page = await review.manager.get(f"{review.room}/pair?mentee={taken}&mentor={review.id_of('Dan Dale')}")
    assert page.status == 422
    assert "Choose a mentee who waits for a match" in page.words
    assert f'<option value="{review.id_of("Dan Dale")}" selected' in page.text


async def test_a_part_of_a_name_is_enough_to_find_somebody(review):
    page = await review.manager.get(f"{review.room}/pair?name=gil")
    assert LATE in page.words
    assert "Dan Dale" not in page.words
