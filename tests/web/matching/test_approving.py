"""Approving on the dashboard: asked first, once, and never what nobody has looked at."""

import asyncio
import re

from bot.domain.mentorships.mentorships import CURRENT, MentorshipState
from bot.usecases.matching.several import drop_matches
from bot.web.matching.approving import ALREADY
from tests.web.matching.conftest import MENTEES


def hidden(page, *, form):
    """The fields of a page's form that somebody sends without seeing them, all but its key."""
    [found] = re.findall(
        rf'<form method="post" action="[^"]*{form}[^"]*"[^>]*>(.*?)</form>', page.text, re.DOTALL
    )
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', found):
        fields.setdefault(name, []).append(value)
    fields.pop("form_key")
    return fields


def approve_all(page):
    """The fields of its first form of that sort: all of it."""
    first = re.search(
        r'<form method="post" action="[^"]*/approve[^"]*"[^>]*>(.*?)</form>', page.text, re.DOTALL
    )
    assert first is not None
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', first[1])
    return {name: value for name, value in found if name != "form_key"}


async def asked(review):
    """The question about all of it, as its fields."""
    question = await review.send("/approve", **approve_all(await review.open()))
    assert question.status == 200, question.words
    return question, hidden(question, form="/approve")


async def test_it_says_whom_it_writes_to_before_it_does(review):
    question, _ = await asked(review)
    assert "Approve 3 pairs?" in question.words
    assert "This writes to 6 people, each when they are next off shift." in question.words
    assert all(name in question.words for name in MENTEES)
    assert await review.matches() == review.proposed


async def test_yes_approves_and_says_what_goes_out(review):
    _, fields = await asked(review)
    done = await review.send("/approve", **fields)
    assert done.status == 200
    assert "3 introductions will go out" in done.words
    assert await review.matches() == []
    assert len(await review.matches(*CURRENT)) == 4


async def test_twice_the_same_form_approves_once_and_says_so(review):
    _, fields = await asked(review)
    first, second = await asyncio.gather(review.send("/approve", **fields), review.send("/approve", **fields))
    assert {"3 introductions will go out" in one.words for one in (first, second)} == {True, False}
    assert ALREADY in first.words + second.words
    async with review.house.deps.db.reading() as repos:
        ids = [one.id for one in review.proposed]
        out = await repos.outbox.list_about(review.house.town.workspace_id, "introduction", ids)
    assert len(out) == 3


async def test_what_was_dropped_by_another_manager_meanwhile_is_shown_and_nothing_is_approved(review):
    _, fields = await asked(review)
    gone = review.proposed[0]
    await review.send("/drop", only=gone.id)
    page = await review.send("/approve", **fields)
    assert page.status == 409
    assert "nothing was approved" in page.words
    assert "Dropped since you looked" in page.words
    assert len(await review.matches()) == 2
    assert len(await review.matches(*CURRENT)) == 1


async def test_mentors_that_were_swapped_meanwhile_are_shown_and_nothing_is_approved(review):
    _, fields = await asked(review)
    one, other, _ = review.proposed
    mentor = other.mentor_to_ask
    await review.send("/swap", match=one.id, other=other.id, mentor=mentor)
    assert (await review.match(one.id)).mentor_to_ask == mentor
    page = await review.send("/approve", **fields)
    assert page.status == 409
    assert "Have other mentors now" in page.words
    assert len(await review.matches()) == 3


async def test_what_came_in_by_another_run_is_shown_and_nothing_is_approved(review):
    fields = approve_all(await review.open())
    await review.send("/work-out")
    page = await review.send("/approve", **fields)
    assert page.status == 409
    assert "New since you looked" in page.words
    assert "Matching was run again since" in page.words
    assert len(await review.matches(*CURRENT)) == 1


async def test_a_form_whose_mark_was_made_up_approves_nothing(review):
    _, fields = await asked(review)
    page = await review.send("/approve", **(fields | {"seen": "0" * 16}))
    assert page.status == 409
    assert len(await review.matches()) == 3


async def ticked(review, *matches):
    """The question about these."""
    each = re.search(r'name="each" value="([^"]*)">\s*<div class="several"', (await review.open()).text)
    assert each is not None
    question = await review.send("/approve", each=each[1], match=[one.id for one in matches])
    return question, hidden(question, form="/approve")


async def test_some_are_approved_and_the_rest_stays(review):
    one, *rest = review.proposed
    question, fields = await ticked(review, one)
    assert "Approve 1 pair?" in question.words
    assert "Everyone else stays in the review." in question.words
    done = await review.send("/approve", **fields)
    assert "1 introduction will go out" in done.words
    assert "Back to the review" in done.words
    assert await review.matches() == rest
    again = await review.send("/approve", **fields)
    assert ALREADY in again.words


async def test_some_that_were_swapped_meanwhile_are_not_approved(review):
    one, other, _ = review.proposed
    _, fields = await ticked(review, one)
    await review.send("/swap", match=one.id, other=other.id, mentor=other.mentor_to_ask)
    page = await review.send("/approve", **fields)
    assert page.status == 409
    assert "Have other mentors now" in page.words
    assert len(await review.matches()) == 3


async def test_one_that_is_gone_when_it_is_ticked_is_said(review):
    one = review.proposed[0]
    house = review.house
    by = {"workspace_id": house.town.workspace_id, "by": review.manager.user_id}
    await drop_matches(house.deps.db, program_id=house.ids["program"], ids=[one.id], **by)
    page = await review.send("/approve", match=one.id, each="")
    assert page.status == 409
    assert (await review.match(one.id)).state is MentorshipState.DROPPED
