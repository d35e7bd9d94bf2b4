"""Joining: a light view at once, three short pages, bad answers mended in place."""

from datetime import timedelta

import pytest

from bot.views.ids import Action


@pytest.fixture
async def program_id(town):
    return await town.new_program(town.person("Mona Manager", is_admin=True))


def labels(view):
    return [block["label"]["text"] for block in view.blocks if block["type"] == "input"]


def said(view):
    return str(view.blocks)


async def test_a_nurse_joins_in_three_pages(town, program_id):
    nia = town.person("Nia Nurse")
    await town.join(nia, preset="nights_12")
    assert nia.modal.title["text"] == "You are in"
    enrolment = await town.enrolment(nia)
    assert (enrolment.program_id, enrolment.role, enrolment.topics_wanted) == (
        program_id,
        "mentee",
        ("leadership",),
    )
    assert enrolment.charter_version == town.deps.content.charter.version


async def test_a_light_view_opens_before_the_full_one(town, program_id):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    opened, filled = town.sandbox.calls("views.open")[-1], town.sandbox.calls("views.update")[-1]
    assert "One moment" in str(opened.request)
    assert "topics_wanted" in str(filled.request)


async def test_the_pattern_says_at_once_when_the_bot_would_write(town, program_id):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    await fill_about(nia)
    await town.do(nia.submit())
    await town.do(nia.choose(nia.modal, Action.JOIN_PRESET, "nights_12"))
    assert "16:30-17:30" in said(nia.modal)


async def fill_about(actor, *, role="mentee", wanted=("leadership",), offered=()):
    await actor.choose(actor.modal, "role", role)
    for name, value in {
        "profession": "nurse",
        "career_stage": "senior",
        "specialty": "renal",
        "department": "medical_wards",
    }.items():
        await actor.choose(actor.modal, name, value)
    await actor.choose(actor.modal, "topics_wanted", list(wanted))
    await actor.choose(actor.modal, "topics_offered", list(offered))


@pytest.mark.parametrize(
    ("role", "wanted", "offered", "field"),
    [
        ("mentee", (), (), "topics_wanted"),
        ("mentor", (), (), "topics_offered"),
        ("both", ("leadership",), (), "topics_offered"),
    ],
)
async def test_a_role_without_its_topics_is_told_next_to_the_field(
    town, program_id, role, wanted, offered, field
):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    await fill_about(nia, role=role, wanted=wanted, offered=offered)
    await town.do(nia.submit())
    assert list(nia.modal_errors) == [field]
    assert await town.enrolment(nia) is None


async def test_naming_yourself_as_your_manager_is_told_next_to_the_field(town, program_id):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    await fill_about(nia)
    await town.do(nia.submit())
    await town.do(nia.choose(nia.modal, Action.JOIN_PRESET, "office"))
    await nia.choose(nia.modal, "excluded", [nia.person.id])
    await town.do(nia.submit())
    assert "yourself" in nia.modal_errors["excluded"]


async def test_nothing_is_stored_before_the_charter_is_agreed_to(town, program_id):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    await fill_about(nia)
    await town.do(nia.submit())
    await town.do(nia.choose(nia.modal, Action.JOIN_PRESET, "office"))
    await town.do(nia.submit())
    assert nia.modal.title["text"] == "Our mentoring charter"
    await nia.close(everything=True)
    assert await town.enrolment(nia) is None


async def test_editing_later_shows_what_was_said_and_keeps_the_agreement(town, program_id):
    nia, boss = town.person("Nia Nurse"), town.person("Bob Boss")
    await town.join(nia, preset="late_8")
    before = await town.enrolment(nia)
    town.sandbox.clock.advance(timedelta(days=3))
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "join"))
    assert nia.state_of(nia.modal)["specialty"]["specialty"]["selected_option"]["value"] == "intensive_care"
    await nia.choose(nia.modal, "topics_wanted", ["conflict"])
    await town.do(nia.submit())
    assert nia.state_of(nia.modal)["preset"][Action.JOIN_PRESET]["selected_option"]["value"] == "late_8"
    await nia.choose(nia.modal, "excluded", [boss.person.id])
    await town.do(nia.submit())
    assert nia.modal.title["text"] == "Saved"
    after = await town.enrolment(nia)
    assert after.topics_wanted == ("conflict",)
    assert after.charter_accepted_at == before.charter_accepted_at


async def test_without_an_open_program_joining_says_so(town):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "join"))
    assert "No mentoring program is open" in said(nia.modal)


async def test_mentor_alone_invites_somebody_who_is_in_no_program(town, program_id):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor"))
    invitation = nia.messages(nia.dm)[-1]
    assert invitation.ephemeral_for == nia.person.id
    await town.do(nia.click(invitation, Action.JOIN))
    assert "I join as" in labels(nia.modal)


async def test_a_circle_is_joined_as_a_peer(town):
    await town.new_program(town.person("Mona Manager", is_admin=True), template="peer_circle")
    nia = town.person("Nia Nurse")
    await town.join(nia, role="peer")
    assert "You joined as a peer" in said(nia.modal)
    assert ((await town.enrolment(nia)).role, (await town.enrolment(nia)).topics_wanted) == (
        "peer",
        ("leadership",),
    )
