"""Before a proposal goes out, and how a program matches, on the dashboard."""

from datetime import UTC, datetime

from bot.views.matching.asking_mentees import ALL_ASKED
from bot.web.matching.review import DONE
from tests.web.matching.conftest import MENTEES


async def made(review):
    async with review.house.deps.db.reading() as repos:
        return await repos.proposals.find(review.house.town.workspace_id, review.house.ids["program"])


async def program(review):
    async with review.house.deps.db.reading() as repos:
        return await repos.programs.get(review.house.town.workspace_id, review.house.ids["program"])


async def test_what_would_be_sent_is_listed_and_nothing_is(review):
    page = await review.manager.get(f"{review.room}/messages")
    assert "3 matches. Nothing has been sent." in page.words
    assert all(name in page.words for name in MENTEES)
    assert (await review.manager.get(f"{review.room}/messages?page=nonsense")).status == 200


async def test_a_time_is_offered_chosen_by_their_clock_shown_and_stopped(review):
    form = await review.manager.get(f"{review.room}/later")
    assert 'value="2026-03-09T09:00"' in form.text
    assert "Europe/London" in form.words
    done = await review.send("/later", publish_at="2026-04-06T09:30")
    assert done.leads_to == f"{review.back(done='later')}#done"
    assert (await made(review)).publish_at == datetime(2026, 4, 6, 8, 30, tzinfo=UTC)
    page = await review.open("?done=later")
    assert DONE["later"] in page.words
    assert "These go out automatically on Monday 6 April at 09:30" in page.words
    assert (await review.send("/stop")).status == 303
    assert (await made(review)).publish_at is None


async def test_a_time_that_is_none_is_said_beside_the_field_with_what_was_typed(review):
    for typed in ("", "soon", "2020-01-01T10:00", "2126-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00"):
        page = await review.send("/later", publish_at=typed)
        assert page.status == 422, typed
        assert "Choose a time from now on, and within the next 60 days." in page.words
        assert f'value="{typed}"' in page.text
    assert (await made(review)).publish_at is None


async def test_mentees_are_asked_once_after_it_was_said_how_many(review):
    form = await review.manager.get(f"{review.room}/ask")
    assert "This writes to up to 4 mentees" in form.words
    done = await review.send("/ask")
    assert "we'll ask" in done.words
    assert "They don't have to choose." in done.words
    again = await review.send("/ask")
    assert again.status == 409
    assert "has been asked already" in again.words
    assert ALL_ASKED in (await review.manager.get(f"{review.room}/ask")).words


async def test_settings_are_kept_and_what_is_wrong_stands_beside_the_field(review):
    page = await review.manager.get(f"{review.room}/settings")
    assert "Are mentors asked first?" in page.words
    chosen = {"matched_by": "by_hand", "mentors_confirm": "yes", "answer_days": "3", "silence": "next"}
    wrong = await review.send("/settings", **(chosen | {"answer_days": "99"}))
    assert wrong.status == 422
    assert "Choose one of the list." in wrong.words
    days = (await program(review)).plan.answer_days
    done = await review.send("/settings", **(chosen | {"answer_days": str(days)}))
    assert (done.status, done.leads_to) == (303, f"{review.room}/settings?done=saved")
    assert (await program(review)).plan.mentors_confirm


async def test_weights_are_compared_in_words_before_they_are_saved(review):
    page = await review.manager.get(f"{review.room}/weights")
    assert "Counts here" in page.words
    found = await review.send("/weights", **{"weight.goals": "50", "do": "compare"})
    assert found.status == 200
    assert "Nothing is saved yet." in found.words
    assert (await program(review)).plan.weights == {}
    for wrong in ({"weight.goals": "0"}, {"weight.topics": "many"}, {"weight.nothing": "5"}):
        assert (await review.send("/weights", **wrong, do="save")).status == 422
    saved = await review.send("/weights", **{"weight.goals": "50", "do": "save"})
    assert saved.leads_to == f"{review.room}/weights?done=saved"
    assert (await program(review)).plan.weights == {"goals": 50}
