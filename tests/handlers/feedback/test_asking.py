"""The questions of a wave: one at a time in place, resumed anywhere, and nothing of an answer to be read."""

from datetime import timedelta

import pytest

from bot.domain.feedback.waves import COHORT, WaveKind
from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.handlers.feedback.steps import (
    answers,
    as_it_is,
    asked,
    place_in,
    tap,
    words_of,
)

INVITED = "how mentoring starts for you"
DONE = "That's all."


@pytest.fixture
async def pair(town):
    """A mentee and a mentor, both asked at the start."""
    _, nia, omar = await town.introduced_pair()
    await town.let_pass(timedelta(days=5))
    return nia, omar


async def kept(town, actor, kind=WaveKind.BASELINE):
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_live(town.workspace_id)
        found = await repos.wave_answers.find_asked(
            town.workspace_id, program.id, intake=COHORT, kind=kind, user_id=actor.person.id
        )
        return dict(await repos.wave_answers.read(found))


async def test_a_mentee_goes_through_in_one_message(town, pair):
    nia, _ = pair
    message = asked(nia, INVITED)
    before = len(nia.messages(nia.dm))
    await town.do(nia.click(message, Action.WAVE_START))
    seen = []
    while answers(shown := as_it_is(nia, message)):
        seen.append(place_in(shown))
        await tap(town, nia, shown, 3)
    assert seen == [f"{number} of 6" for number in range(1, 7)]
    assert DONE in words_of(shown)
    assert len(nia.messages(nia.dm)) == before
    assert set((await kept(town, nia)).values()) == {3}
    await town.do(nia.open_home())
    assert Action.WAVE_START not in words_of(nia.home)


async def test_a_mentor_is_asked_what_mentors_are(town, pair):
    _, omar = pair
    message = asked(omar, INVITED)
    await town.do(omar.click(message, Action.WAVE_START))
    assert place_in(as_it_is(omar, message)) == "1 of 2"


async def test_whatever_is_tapped_the_message_becomes_the_same(town, pair):
    """Nothing of an answer is in it: neither in words nor in what its buttons carry."""
    nia, _ = pair
    message, shown = asked(nia, INVITED), []
    await town.do(nia.click(message, Action.WAVE_START))
    first = as_it_is(nia, message)
    for way in (Action.WAVE_SKIP, Action.WAVE_RATHER_NOT, *answers(first)):
        action, value = way if isinstance(way, tuple) else (way, None)
        await town.do(nia.click(first, action, value=value))
        shown.append([without_ids(one) for one in as_it_is(nia, message).blocks])
        await town.do(nia.click(as_it_is(nia, message), Action.WAVE_BACK))
        first = as_it_is(nia, message)
        assert place_in(first) == "1 of 6"
    assert all(one == shown[0] for one in shown)


def without_ids(block):
    return {key: value for key, value in block.items() if key != "block_id"}


async def test_whoever_stops_goes_on_from_home_where_they_were(town, pair):
    nia, _ = pair
    message = asked(nia, INVITED)
    await town.do(nia.click(message, Action.WAVE_START))
    await tap(town, nia, as_it_is(nia, message))
    await town.do(nia.click(as_it_is(nia, message), Action.WAVE_LATER))
    assert "The rest is on Home" in words_of(as_it_is(nia, message))
    await town.do(nia.open_home())
    assert "A few questions: 2 of 6." in words_of(nia.home)
    await town.do(nia.click(nia.home, Action.WAVE_START))
    assert place_in(nia.modal) == "2 of 6"
    await tap(town, nia, nia.modal)
    assert place_in(nia.modal) == "3 of 6"
    # The message they left goes on as well, where they are by now.
    await town.do(nia.click(as_it_is(nia, message), Action.WAVE_START))
    assert place_in(as_it_is(nia, message)) == "3 of 6"


async def test_a_question_of_another_device_is_answered_again_and_the_last_answer_counts(town, pair):
    nia, _ = pair
    message = asked(nia, INVITED)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.WAVE_START))
    await town.do(nia.click(message, Action.WAVE_START))
    await tap(town, nia, as_it_is(nia, message), 1)
    await tap(town, nia, nia.modal, 4)
    assert await kept(town, nia) == {"b2": 4}
    assert place_in(as_it_is(nia, message)) == place_in(nia.modal) == "2 of 6"


async def test_an_invitation_that_is_put_off_asks_again_as_long_as_it_has_not_been_opened(town, pair):
    nia, _ = pair
    message = asked(nia, INVITED)
    await town.do(nia.click(message, Action.NOT_NOW))
    assert "We'll ask again" in words_of(as_it_is(nia, message))
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.WAVE_START))
    await town.do(nia.click(as_it_is(nia, message), Action.ASK_ANYWAY))
    assert "already closed" in words_of(as_it_is(nia, message))


async def test_nobody_answers_for_somebody_else(town, pair):
    nia, omar = pair
    message = asked(nia, INVITED)
    await town.do(nia.click(message, Action.WAVE_START))
    action, value = answers(as_it_is(nia, message))[0]
    theirs = asked(omar, INVITED)
    await town.do(omar.click(theirs, Action.WAVE_START))
    mine = as_it_is(omar, theirs)
    [button] = [one for one in walk(mine.blocks) if one.action_id == action]
    button.element["value"] = value
    await town.do(omar.click(mine, action, value=value))
    assert await kept(town, nia) == {}
    assert await kept(town, omar) == {}


async def test_a_wave_that_has_closed_says_so_in_the_place_of_its_question(town, pair):
    nia, omar = pair
    message, later = asked(nia, INVITED), asked(omar, INVITED)
    await town.do(nia.click(message, Action.WAVE_START))
    shown = as_it_is(nia, message)
    await town.let_pass(timedelta(weeks=7))
    action, value = answers(shown)[0]
    await town.do(nia.click(as_it_is(nia, message), action, value=value))
    for actor, one in ((nia, message), (omar, later)):
        if actor is omar:
            await town.do(omar.click(as_it_is(omar, one), Action.WAVE_START))
        assert "These questions have closed." in words_of(as_it_is(actor, one))
        assert not answers(as_it_is(actor, one))
