"""A rhythm of one's own, prompts one can turn off, and a guide with the answer: clicked."""

from datetime import timedelta

from bot.views.ids import Action
from tests.handlers.tour.journey import on_the_way
from tests.handlers.tour.tour import question
from tests.town import Town


async def test_the_way_from_home_to_the_last_prompt(town: Town):
    _, nia, _ = await town.introduced_pair()
    await on_the_way(town, nia)
    async with town.deps.db.transaction() as repos:
        assert await repos.prompts.stopped(town.workspace_id, [nia.person.id]) == frozenset()
    pair = await town.mentorship(nia)
    assert (pair.every_weeks, pair.own_rhythm_on) == (3, None)


async def test_we_met_is_answered_with_a_guide_for_the_next_talk(town: Town):
    _, nia, _ = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2, days=1))
    await town.do(nia.click(question(nia, "manage to talk"), Action.WE_MET))
    assert "Leading when it's busy" in str(nia.messages(nia.dm)[-1].blocks)


async def test_a_stranger_changes_nobodys_rhythm(town: Town):
    _, nia, _ = await town.introduced_pair()
    eve, pair = town.person("Eve Elsewhere"), await town.mentorship(nia)
    await town.do(eve.command("/mentor", "change"))
    assert "don't have a mentorship" in str(eve.modal.blocks)
    await eve.close(everything=True)
    await town.do(nia.open_home())
    assert (await town.mentorship(nia)) == pair
