"""Planning a program: who may, what is refused and why, and that a draft keeps everything typed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.content.numbers.measures import keys_of, measure_of
from bot.domain.measures.targets import at_least, under
from bot.domain.people import Person
from bot.views.ids import Action


@pytest.fixture
def manager(town):
    return town.person("Mona Manager", is_admin=True)


async def to_the_form(town, manager):
    await town.do(manager.command("/mentoring", "new"))
    await manager.choose(manager.modal, "need", "nurse_leadership")
    await town.do(manager.submit())


async def to_page(town, manager, number):
    await to_the_form(town, manager)
    for _ in range(number - 1):
        await next_page(town, manager)


async def next_page(town, manager):
    """The second page asks for a channel, which no template has."""
    if "channel" in manager.state_of(manager.modal):
        await manager.choose(manager.modal, "channel", town.channel.id)
    await town.do(manager.submit())


async def only_program(town):
    [program] = await town.programs()
    return program


def typed(actor, field):
    return next(iter(actor.state_of(actor.modal)[field].values()))["value"]


async def test_somebody_who_manages_nothing_is_told_whom_to_ask(town):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentoring", "new"))
    assert "workspace admin" in str(nia.modal.blocks)
    assert await town.programs() == []


async def test_a_need_opens_its_template_filled_in_on_every_page(town, manager):
    await to_the_form(town, manager)
    template = town.deps.content.programs["nurse_leadership"]
    assert typed(manager, "name") == template.name
    assert typed(manager, "mentees") == template.audience.mentees
    await next_page(town, manager)
    assert typed(manager, "length_weeks") == str(template.length_weeks)
    await next_page(town, manager)
    assert typed(manager, "minutes_a_month") == "70"
    measures = town.deps.content.measures
    for key in keys_of(measures, template.success_measures):
        measure = measure_of(measures, key)
        assert measure is not None
        assert typed(manager, f"target.{key}") == measure.example(key)


@pytest.mark.parametrize(
    ("page", "field", "value", "words"),
    [
        (1, "name", "   ", "Give the program a name"),
        (1, "purpose", "for MRN 4455667", "We haven't kept it"),
        (2, "length_weeks", "six", "whole number of weeks"),
        (2, "length_weeks", "3", "from 4 to 104"),
        (2, "signup_ends_on", "2026-03-16", "Choose a day before the program starts"),
        (2, "starts_on", "2001-01-01", "Choose the day"),
        (2, "sites", "x" * 80, "up to 75 characters"),
        (3, "expected_mentees", "some", "whole number"),
        (3, "target.match_fit", "born 12 March 1961", "We haven't kept it"),
    ],
)
async def test_a_wrong_field_is_explained_beside_it_and_nothing_of_the_page_is_kept(
    town, manager, page, field, value, words
):
    await to_page(town, manager, page)
    before = await town.programs()
    await manager.choose(manager.modal, field, value)
    await next_page(town, manager)
    assert words in manager.modal_errors[field]
    assert await town.programs() == before


async def test_what_was_typed_on_earlier_pages_is_kept_when_somebody_stops_there(town, manager):
    await to_the_form(town, manager)
    await manager.choose(manager.modal, "name", "Ready to lead")
    await manager.choose(manager.modal, "objectives", "Lead a shift\nTwo of them")
    await town.do(manager.submit())
    await manager.choose(manager.modal, "length_weeks", "many")
    await town.do(manager.submit())
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_EDIT))
    assert typed(manager, "name") == "Ready to lead"
    assert typed(manager, "objectives") == "Lead a shift\nTwo of them"


async def test_a_page_with_an_error_keeps_what_was_typed_beside_it(town, manager):
    await to_page(town, manager, 2)
    await manager.choose(manager.modal, "sites", "Harbour Road")
    await manager.choose(manager.modal, "length_weeks", "many")
    await town.do(manager.submit())
    assert typed(manager, "sites") == "Harbour Road"


async def test_everything_typed_is_in_the_program(town, manager):
    champion = town.person("Cora Champion")
    await to_the_form(town, manager)
    await manager.choose(manager.modal, "champion", champion.person.id)
    await next_page(town, manager)
    days = {"starts_on": "2026-04-13", "signup_ends_on": "2026-04-01"}
    for field, value in {"capacity": "3", "by_approval": "approval", **days}.items():
        await manager.choose(manager.modal, field, value)
    await next_page(town, manager)
    for field, value in {
        "expected_mentees": "40",
        "places_first_percent": "100",
        "release_after_weeks": "0",
        "target.match_fit": "",
        "target.pairs_active:3_months": "under 80",
    }.items():
        await manager.choose(manager.modal, field, value)
    await next_page(town, manager)
    program = await only_program(town)
    plan = program.plan
    assert (program.champion, program.signup_ends_on) == (champion.person.id, date(2026, 4, 1))
    assert (plan.capacity, plan.by_approval, plan.expected_mentees) == (3, True, 40)
    assert (plan.places_first_percent, plan.release_after_weeks) == (100, 0)
    assert "match_fit" not in plan.targets
    assert plan.targets["pairs_active:3_months"] == under(80)
    assert plan.targets["pairs_active:6_months"] == at_least(60)


async def test_the_time_it_takes_is_shown_against_people(town, manager):
    await to_page(town, manager, 3)
    assert "10 people: about 12 hours a month" in str(manager.modal.blocks)
    await manager.choose(manager.modal, "expected_mentees", "26")
    await manager.choose(manager.modal, "minutes_a_month", "60")
    await town.do(manager.submit())
    for key in town.deps.content.signposts:
        await manager.choose(manager.modal, key, f"Call {key}")
    await town.do(manager.submit())
    assert "39 people: about 39 hours a month" in str(manager.modal.blocks)


async def test_launch_is_refused_with_the_list_until_every_signpost_is_filled(town, manager):
    await town.new_program(manager, signposts=False)
    assert (await only_program(town)).state == "draft"
    await town.do(manager.open_home())
    assert "Draft: needs 10 signposts and a lead who has said yes." in str(manager.home.blocks)
    await town.do(manager.click(manager.home, Action.SIGNPOSTS))
    await manager.choose(manager.modal, "crisis_line", "Call 1")
    await town.do(manager.submit())
    left = str(manager.modal.blocks)
    assert "Crisis line" not in left
    assert "Speaking up" in left
    assert "champion" in left


async def test_a_draft_without_a_channel_asks_for_one_on_home(town, manager):
    await to_page(town, manager, 2)
    await manager.close(everything=True)
    await town.do(manager.open_home())
    assert "Draft: needs 10 signposts, a channel and a lead who has said yes. No champion yet." in str(
        manager.home.blocks
    )


async def test_signposts_serve_the_next_program_too(town, manager):
    await town.new_program(manager)
    await town.plan_program(manager)
    assert "needs:\n• a lead who has said yes" in manager.modal.blocks[2]["text"]["text"]


async def test_a_named_manager_may_start_programs_as_well(town, manager):
    await to_the_form(town, manager)
    colleague = town.person("Cleo Colleague")
    await manager.choose(manager.modal, "managers", [manager.person.id, colleague.person.id])
    await town.do(manager.submit())
    await town.do(colleague.command("/mentoring", "new"))
    assert "What do you need?" in str(colleague.modal.blocks)


async def test_the_second_of_two_managers_reads_what_changed_and_keeps_what_they_typed(town, manager):
    colleague = town.person("Cleo Colleague")
    program_id = await town.new_program(manager)
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        both = (*program.managers, colleague.person.id)
        await repos.programs.save(replace(program, managers=both))
    for actor in (manager, colleague):
        await town.do(actor.open_home())
        await town.do(actor.click(actor.home, Action.PROGRAM_PAGE))
        await town.do(actor.click(actor.modal, Action.PROGRAM_EDIT))
    await manager.choose(manager.modal, "name", "Ready to lead")
    await town.do(manager.submit())
    await colleague.choose(colleague.modal, "objectives", "Lead a shift")
    await town.do(colleague.submit())
    assert "Someone else saved this program" in str(colleague.modal.blocks)
    assert "→ Ready to lead" in str(colleague.modal.blocks)
    assert typed(colleague, "objectives") == "Lead a shift"
    assert (await only_program(town)).plan.objectives == ()
    await colleague.choose(colleague.modal, "name", "Ready to lead")
    await town.do(colleague.submit())
    saved = await only_program(town)
    assert (saved.name, saved.plan.objectives) == ("Ready to lead", ("Lead a shift",))


@pytest.mark.parametrize("template", ["specialist_resident", "onboarding", "peer_circle", "coaching_sprint"])
async def test_every_template_opens(town, manager, template):
    await town.new_program(manager, template=template)
    program = await only_program(town)
    assert (program.template_id, program.state) == (template, "enrolling")


async def test_what_every_program_shows_is_for_workspace_admins_and_said_beside_the_choice(town, manager):
    await town.new_program(manager)
    olga = town.person("Olga Other")
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, managers=(manager.person.id, olga.person.id)))
    await town.do(olga.open_home())
    await town.do(olga.click(olga.home, Action.PROGRAM_PAGE))
    await town.do(olga.click(olga.modal, Action.SIGNPOSTS))
    await olga.choose(olga.modal, "crisis_line", "Call me")
    await town.do(olga.submit())
    assert "a workspace admin changes them: ask one" in olga.modal_errors["signposts_for"]
    assert typed(olga, "crisis_line") == "Call me"
    await olga.choose(olga.modal, "signposts_for", "program")
    await town.do(olga.submit())
    assert (await only_program(town)).signposts == {"crisis_line": "Call me"}
    await olga.close(everything=True)


async def test_the_other_managers_hear_of_it_in_their_hours_with_what_it_was_before(town, manager):
    await town.new_program(manager)
    olga = town.person("Olga Other", tz="Australia/Sydney")
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.people.save(Person(town.workspace_id, olga.person.id, tz="Australia/Sydney"))
        await repos.programs.save(replace(program, managers=(manager.person.id, olga.person.id)))
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    await town.do(manager.click(manager.modal, Action.SIGNPOSTS))
    await manager.choose(manager.modal, "crisis_line", "Ext. 9")
    await town.do(manager.submit())
    await town.tick()
    assert olga.messages(olga.dm) == []
    await town.let_pass(timedelta(days=1))
    [note] = olga.messages(olga.dm)
    assert "Call crisis_line → Ext. 9" in str(note.blocks)
    assert "There's nothing to do" in note.text
    assert manager.messages(manager.dm) == []
