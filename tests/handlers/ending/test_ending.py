"""A good end, clicked: from the closing message to the next cohort."""

from datetime import timedelta

import pytest

from bot.paper import CannotBeWritten
from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.handlers.tour.matching import values
from tests.handlers.tour.tour import page, question
from tests.paper.reading import pages, words_of
from tests.situations.already_here import turn_to

CLOSING, RUNS_AGAIN = "planned to end about now", "runs again?"


@pytest.fixture
async def ended(town):
    """A pair whose program began to close a day ago."""
    manager, nia, omar = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=9))
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.BEGIN_CLOSING))
    await manager.close(everything=True)
    await town.let_pass(timedelta(days=3))
    return manager, nia, omar


def files_of(person):
    return {file.name: file.content for message in person.messages(person.dm) for file in message.files}


async def test_thanks_are_told_with_two_taps_and_come_to_the_other(town, ended):
    _, nia, omar = ended
    await town.do(nia.click(question(nia, CLOSING), Action.THANKS))
    [first, *others] = values(nia.modal, Action.THANK)
    assert len(others) == 2
    await town.do(nia.click(nia.modal, Action.THANK, value=first))
    assert "on their way" in str(nia.modal.blocks)
    await nia.close(everything=True)
    await town.let_pass(timedelta(days=5))
    note = question(omar, "would like to thank you")
    assert f"<@{nia.person.id}>" in str(note.blocks)
    assert town.deps.content.lines.thanks[0] in str(note.blocks)
    assert nia.person.id not in note.text
    await town.do(nia.click(question(nia, CLOSING), Action.THANKS))
    assert "thanked them already" in str(nia.inbox()[-1].blocks)


async def test_the_closing_message_has_the_guide_the_thanks_and_the_certificate(town, ended):
    _, nia, _ = ended
    shown = [one.action_id for one in walk(question(nia, CLOSING).blocks)]
    assert shown == [Action.GUIDE, Action.THANKS, Action.CERTIFICATE]


async def test_a_certificate_comes_as_a_file_with_the_name_of_that_moment(town, ended):
    _, nia, _ = ended
    await town.do(nia.click(question(nia, CLOSING), Action.CERTIFICATE))
    assert "in your conversation with Lamplight" in str(nia.modal.blocks)
    pdf = files_of(nia)["mentoring-certificate.pdf"]
    assert pages(pdf).metadata.title == "Certificate of mentoring"
    said = words_of(pdf)
    assert "Nia Nurse took part as a mentee in" in said
    assert "grade" in said
    async with town.deps.db.transaction() as repos:
        kept = await repos.personal_data.of_person(town.workspace_id, nia.person.id)
    assert "Nia" not in str(kept)


@pytest.mark.parametrize("name", ["#panic() <script>", "Ann *b* $x$ \\"])
async def test_a_name_that_looks_like_markup_is_a_name(town, ended, name):
    _, nia, _ = ended
    await town.sandbox.change_person(nia.person, name=name)
    await town.do(nia.click(question(nia, CLOSING), Action.CERTIFICATE))
    assert f"{name} took part" in words_of(files_of(nia)["mentoring-certificate.pdf"])


async def test_a_name_in_letters_that_we_do_not_have_is_refused_in_words(town, ended):
    _, nia, _ = ended
    await town.sandbox.change_person(nia.person, name="王 小明")
    await town.do(nia.click(question(nia, CLOSING), Action.CERTIFICATE))
    assert str(CannotBeWritten("王")) in str(nia.modal.blocks)
    assert not files_of(nia)


async def test_hours_come_as_a_pdf(town, ended):
    _, _, omar = ended
    await town.do(omar.command("/mentor", "hours"))
    await town.do(omar.click(omar.modal, Action.HOURS_PDF))
    said = words_of(files_of(omar)["mentoring-hours.pdf"])
    assert said.startswith("Statement of mentoring hours Omar Mentor")


async def test_a_week_later_they_are_asked_once_and_a_yes_is_on_the_managers_list(town, ended):
    manager, nia, omar = ended
    await town.let_pass(timedelta(weeks=2))
    asked = [one for one in nia.messages(nia.dm) if RUNS_AGAIN in str(one.blocks)]
    assert len(asked) == 1
    await town.do(nia.click(asked[0], Action.NEXT_TIME))
    await town.do(omar.click(question(omar, RUNS_AGAIN), Action.NEXT_TIME_NO))
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.CLOSE_PROGRAM))
    await town.do(manager.click(manager.modal, Action.NEW_COHORT))
    for _ in range(3):
        await town.do(manager.submit())
    await manager.close(everything=True)
    next_one = (await town.programs())[-1]
    await turn_to(town, next_one.id, manager.person.id)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.LAUNCH, value=next_one.id))
    await manager.close(everything=True)
    await town.do(manager.command("/mentoring", "nominate"))
    shown = str(manager.modal.blocks)
    assert "People who said they'd mentor next time" in shown
    assert (nia.person.id in shown, omar.person.id in shown) == (True, False)
    await town.do(nia.command("/mentor", "privacy"))
    assert "you said you'd mentor again" in str(nia.modal.blocks)
    assert "who would mentor next time" in str(nia.modal.blocks)
    await town.do(nia.click(nia.modal, Action.NEXT_TIME_NO))
    await manager.close(everything=True)
    await town.do(manager.command("/mentoring", "nominate"))
    assert nia.person.id not in str(manager.modal.blocks)
