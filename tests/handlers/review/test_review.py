"""A review, clicked: from Home to the decision in the history, and as a PDF."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.paper.press import CannotBeWritten
from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.handlers.tour.tour import page
from tests.paper.reading import pages, words_of

A_QUARTER = timedelta(weeks=13)


@pytest.fixture
async def manager(town):
    """Of a program that has run for a quarter of a year."""
    manager, *_ = await town.introduced_pair()
    await change(town, starts_on=town.sandbox.clock.now().date() - A_QUARTER)
    await town.do(manager.open_home())
    return manager


async def change(town, **about):
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, **about))


def said(view):
    return str(view.blocks)


def actions(view):
    return [one.action_id for one in walk(view.blocks)]


async def answer(town, manager, decision="continue", note=""):
    await town.do(manager.click(manager.modal, Action.REVIEW_HOLD))
    await manager.choose(manager.modal, "review_length", "right")
    await manager.choose(manager.modal, "review_rhythm", "too often")
    await manager.choose(manager.modal, "review_decision", decision)
    if note:
        await manager.choose(manager.modal, "review_note", note)
    return await town.do(manager.submit())


async def test_home_leads_to_the_review_and_its_decision_is_in_the_history(town, manager):
    assert "A review is due." in said(manager.home)
    await town.do(manager.click(manager.home, Action.REVIEW))
    assert "*A review is due.*" in said(manager.modal)
    await answer(town, manager, note="Nights.")
    assert "Your answers are kept" in said(manager.modal)
    assert "Rhythm: too often" in said(manager.modal)
    await manager.close(everything=True)
    assert "A review is due." not in said(manager.home)
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.PROGRAM_HISTORY))
    assert "Review held. Continue as planned. Length: right. Rhythm: too often." in said(manager.modal)
    assert "Nights." not in said(manager.modal)
    await town.do(manager.click(manager.modal, Action.REVIEW))
    assert "Nights." in said(manager.modal)


@pytest.mark.parametrize(
    ("decision", "leads_to", "opens"),
    [
        ("change", Action.PROGRAM_EDIT, "program.form"),
        ("change", Action.RETROSPECTIVE, ""),
        ("stop", Action.PROGRAM_PAGE, ""),
    ],
)
async def test_a_decision_leads_on_and_does_nothing_by_itself(town, manager, decision, leads_to, opens):
    [before] = await town.programs()
    await town.do(manager.click(manager.home, Action.REVIEW))
    await answer(town, manager, decision)
    [after] = await town.programs()
    assert after == replace(before, version=before.version + 1)
    await town.do(manager.click(manager.modal, leads_to))
    assert manager.modal.callback_id == opens
    assert "review.hold" not in actions(manager.modal)


async def test_a_reason_with_something_of_a_patient_is_not_kept(town, manager):
    await town.do(manager.click(manager.home, Action.REVIEW))
    await answer(town, manager, note="MRN 4455667")
    assert "We haven't kept it" in manager.modal_errors["review_note"]
    async with town.deps.db.transaction() as repos:
        [program] = await repos.programs.list_live(town.workspace_id)
        assert await repos.reviews.list_for_program(town.workspace_id, program.id) == []


async def test_of_two_managers_the_second_reads_what_the_first_kept(town, manager):
    [program] = await town.programs()
    other = town.person("Moe Manager")
    await change(town, managers=(*program.managers, other.person.id))
    await town.do(other.open_home())
    for one in (manager, other):
        await town.do(one.click(one.home, Action.REVIEW))
        await town.do(one.click(one.modal, Action.REVIEW_HOLD))
        await one.choose(one.modal, "review_length", "right")
        await one.choose(one.modal, "review_rhythm", "right")
        await one.choose(one.modal, "review_decision", "stop" if one is other else "continue")
    await town.do(manager.submit())
    await town.do(other.submit())
    assert "Another manager has just held this review" in said(other.modal)
    assert "*Continue as planned. " in said(other.modal)
    async with town.deps.db.transaction() as repos:
        assert len(await repos.reviews.list_for_program(town.workspace_id, program.id)) == 1


async def test_it_comes_as_a_pdf_that_names_nobody(town, manager):
    await town.do(manager.click(manager.home, Action.REVIEW))
    await answer(town, manager, "change")
    await town.do(manager.click(manager.modal, Action.REVIEW_PDF))
    assert "in your conversation with Lamplight" in said(manager.modal)
    [pdf] = [
        file.content
        for message in manager.messages(manager.dm)
        for file in message.files
        if file.name == "program-review.pdf"
    ]
    assert pages(pdf).metadata.title == "Program review"
    written = words_of(pdf)
    assert "Change something. Length: right. Rhythm: too often." in written
    names = [one.person.name for one in town.actors.values()]
    assert names
    assert not [one for one in names if one in written or one.split()[0] in written.split()]
    await town.do(manager.click(manager.modal, Action.REVIEW))
    assert "Held on" in said(manager.modal)


async def test_letters_that_we_do_not_have_are_named_and_the_page_is_still_there(town, manager):
    await change(town, name="王 Leadership")
    await town.do(manager.click(manager.home, Action.REVIEW))
    await town.do(manager.click(manager.modal, Action.REVIEW_PDF))
    assert str(CannotBeWritten("王", is_personal=False)) in said(manager.modal)
