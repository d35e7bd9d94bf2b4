"""The briefing and the charter, as people read them on a phone."""

from datetime import timedelta

from bot.jobs import keep_house
from tests.handlers.tour.tour import question


async def opened(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    return town.person("Omar Mentor")


async def join_unread(town, omar):
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",), brief=False)


async def test_a_mentor_reads_page_by_page_and_can_go_on_later(town):
    omar = await opened(town)
    await join_unread(town, omar)
    await town.do(omar.command("/mentor", "briefing"))
    await town.do(omar.submit())
    await omar.close(everything=True)
    await town.do(omar.open_home())
    await town.do(omar.click(omar.home, "briefing.open"))
    assert "●●○" in str(omar.modal.blocks)
    for _ in town.deps.content.briefings["mentor"].cards[1:]:
        await town.do(omar.submit())
    for card in town.deps.content.cards.values():
        assert card.title in str(omar.modal.blocks)
    await town.do(omar.submit())
    assert "You're ready" in str(omar.modal.blocks)
    await town.do(omar.open_home())
    assert "briefing.open" not in str(omar.home.blocks)


async def test_an_unread_mentor_is_not_matched_and_a_read_one_is(town):
    omar = await opened(town)
    nia, mona = town.person("Nia Nurse"), town.person("Mona Manager")
    await town.join(nia)
    await join_unread(town, omar)
    await town.do(mona.command("/mentoring", "match"))
    assert "No match yet" in str(mona.modal.blocks)
    await mona.close(everything=True)
    await town.brief(omar, "mentor")
    await town.match(mona)
    await town.tick()
    assert (await town.mentorship(nia)).user_ids == (nia.person.id, omar.person.id)


async def test_a_changed_charter_is_read_again_from_the_message(town):
    await opened(town)
    nia = town.person("Nia Nurse")
    await town.join(nia)
    await town.agreed_to_an_earlier_charter(nia)
    await keep_house(town.deps)
    await town.let_pass(timedelta(days=1))
    await town.do(nia.click(question(nia, "charter has changed"), "charter.open"))
    await town.do(nia.submit())
    assert (await town.enrolment(nia)).charter_version == town.deps.content.charter.version
    await keep_house(town.deps)
    await town.let_pass(timedelta(days=30))
    asked = [one for one in nia.messages(nia.dm) if "charter has changed" in one.text]
    assert len(asked) == 1
