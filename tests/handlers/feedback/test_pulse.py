"""After the first meeting: two questions, and the ways out beside them, which are no answers."""

from datetime import timedelta

import pytest

from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.views.ids import Action
from tests.handlers.feedback.steps import (
    answers,
    as_it_is,
    asked,
    pass_over,
    place_in,
    tap,
    words_of,
)

INVITED = "how mentoring has begun for you"


@pytest.fixture
async def pair(town):
    """A mentee and a mentor who have met, and are asked about it."""
    _, nia, omar = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2))
    for actor in (nia, omar):
        await pass_over(town, actor, "how mentoring starts for you")
    await town.do(nia.click(asked(nia, "manage to talk"), Action.WE_MET))
    await town.let_pass(timedelta(weeks=2))
    return nia, omar


async def begun(town, actor):
    message = asked(actor, INVITED)
    await town.do(actor.click(message, Action.WAVE_START))
    return message


async def kept(town, actor):
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_live(town.workspace_id)
        found = await repos.wave_answers.find_asked(
            town.workspace_id, program.id, intake=COHORT, kind=WaveKind.PULSE, user_id=actor.person.id
        )
        return dict(await repos.wave_answers.read(found))


async def test_both_are_asked_two_questions_and_shown_how_to_change_how_often(town, pair):
    for actor in pair:
        message = await begun(town, actor)
        assert place_in(as_it_is(actor, message)) == "1 of 2"
        await tap(town, actor, as_it_is(actor, message))
        await tap(town, actor, as_it_is(actor, message), 2)
        await town.do(actor.click(as_it_is(actor, message), Action.RHYTHM))
        assert actor.modal.title["text"] == "How often?"
        await actor.close(everything=True)


async def test_a_wish_for_a_change_opens_the_form_and_is_kept_nowhere_among_answers(town, pair):
    nia, omar = pair
    message = await begun(town, nia)
    await town.do(nia.click(as_it_is(nia, message), Action.WAVE_CHANGE))
    assert "They aren't told who asked" in words_of(nia.modal)
    assert place_in(as_it_is(nia, message)) == "2 of 2"
    assert set((await kept(town, nia)).values()) == {None}
    assert (await town.mentorship(nia)).state is MentorshipState.ACTIVE
    await town.do(nia.submit())
    assert (await town.mentorship(nia)).state is MentorshipState.ENDED
    assert place_in(as_it_is(nia, message)) == "2 of 2"


async def test_on_the_page_from_home_the_form_stands_on_top_and_the_next_question_below(town, pair):
    nia, _ = pair
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.WAVE_START))
    await town.do(nia.click(nia.modal, Action.WAVE_CHANGE))
    assert "They aren't told who asked" in words_of(nia.modal)
    await nia.close()
    assert place_in(nia.modal) == "2 of 2"


async def test_whoever_has_several_matches_chooses_which_it_is_about(town, pair):
    nia, omar = pair
    ida = town.person("Ida")
    known = await town.mentorship(nia)
    members = (Member(ida.person.id, Role.MENTEE), Member(omar.person.id, Role.MENTOR))
    async with town.deps.db.transaction() as repos:
        other = Mentorship(
            **{name: getattr(known, name) for name in Mentorship.__slots__}
            | {"id": "M2", "members": members, "channel_id": None}
        )
        await town_knows(repos, town, ida)
        await repos.mentorships.add_many([other])
    message = await begun(town, omar)
    await town.do(omar.click(as_it_is(omar, message), Action.WAVE_CHANGE))
    assert "Which match is this about?" in words_of(omar.modal)
    await town.do(omar.click(omar.modal, Action.ANOTHER_MATCH, value="M2"))
    assert f"<@{ida.person.id}>" in words_of(omar.modal)


async def town_knows(repos, town, actor):
    await repos.people.save(Person(town.workspace_id, actor.person.id))


async def test_whoever_has_no_match_any_more_is_told_so_and_asked_on(town, pair):
    nia, omar = pair
    message = await begun(town, omar)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.ANOTHER_MATCH))
    await town.do(nia.submit())
    await town.do(omar.click(as_it_is(omar, message), Action.WAVE_CHANGE))
    assert "nothing to change" in str(omar.messages(omar.dm)[-1].blocks)
    assert answers(as_it_is(omar, message))
