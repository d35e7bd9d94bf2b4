"""Joining: a light view at once, short pages, bad answers mended in place."""

from dataclasses import asdict, replace
from datetime import time, timedelta

import pytest

from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Role
from bot.domain.joining.joining import MOST_EXCLUDED, MOST_LIKED, JoinAnswers
from bot.domain.programs.states import ProgramState
from bot.handlers.joining.pages import Carried
from bot.sandbox.elements import walk
from bot.views.directory.staff_numbers import ASKED
from bot.views.ids import Action, Callback
from tests.town import MONDAY


@pytest.fixture
async def program_id(town):
    return await town.new_program(town.person("Mona Manager", is_admin=True))


@pytest.fixture
async def nia(town, program_id):
    """Somebody with the first page before her."""
    person = town.person("Nia Nurse")
    await town.open_join(person)
    return person


def labels(view):
    return [block["label"]["text"] for block in view.blocks if block["type"] == "input"]


def fields(view):
    return {placed.action_id for placed in walk(view.blocks)}


def said(view):
    return str(view.blocks)


def options(view, name):
    [element] = [placed.element for placed in walk(view.blocks) if placed.action_id == name]
    return [option["value"] for option in element["options"]]


async def to_needs(town, actor, *, preset="office", **about):
    """All of the second page is filled in, and not sent."""
    await town.say_about(actor, **about)
    await town.say_needs(actor, offered=("leadership",), preset=preset, send=False)


async def change_program(town, program_id, **changes):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, **changes))


async def kept(town, actor):
    async with town.deps.db.transaction() as repos:
        return (
            await repos.people.find(town.workspace_id, actor.person.id),
            await repos.preferences.get(town.workspace_id, actor.person.id),
        )


async def named(town, actor, kind):
    async with town.deps.db.transaction() as repos:
        return await repos.exclusions.list_of(town.workspace_id, actor.person.id, kind=kind)


async def test_a_nurse_joins_in_a_few_short_pages(town, program_id):
    nia = town.person("Nia Nurse")
    await town.fill_in(nia, preset="nights_12")
    assert nia.modal.title["text"] == "You're in"
    enrolment = await town.enrolment(nia)
    assert (enrolment.program_id, enrolment.role, enrolment.topics_wanted) == (
        program_id,
        "mentee",
        ("leadership",),
    )
    assert enrolment.charter_version == town.deps.content.charter.version


async def test_a_light_view_opens_before_the_full_one(town, nia):
    opened, filled = town.sandbox.calls("views.open")[-1], town.sandbox.calls("views.update")[-1]
    assert "One moment" in str(opened.request)
    assert "You join as" in str(filled.request)


@pytest.mark.parametrize(
    ("role", "asked", "liked"),
    [
        ("mentee", {"topics_wanted"}, {"heading_for"}),
        ("mentor", {"topics_offered", "capacity"}, {"been_there"}),
        ("both", {"topics_wanted", "topics_offered", "capacity"}, {"heading_for", "been_there"}),
    ],
)
async def test_each_role_is_asked_what_fits_it(town, nia, role, asked, liked):
    await town.say_about(nia, role=role)
    assert {"topics_wanted", "topics_offered", "capacity"} & fields(nia.modal) == asked
    await town.say_needs(nia, offered=("leadership",))
    await town.do(nia.submit())
    await town.do(nia.click(nia.modal, Action.TELL_MORE))
    assert nia.modal.callback_id == Callback.TELL_MORE
    assert {"heading_for", "been_there"} & fields(nia.modal) == liked


async def test_everything_somebody_likes_to_add_is_kept_and_shown_again(town, nia):
    await town.say_about(nia, role="both")
    await town.say_needs(nia, offered=("leadership",))
    await town.do(nia.submit())
    await town.do(nia.click(nia.modal, Action.TELL_MORE))
    given = {
        "heading_for": ["lead_shift"],
        "been_there": ["education"],
        "languages": ["english", "welsh"],
        "interests": ["ethics"],
        "meets": "remote",
        "patient_setting": "wards",
        "style.directness": "b",
    }
    for name, value in given.items():
        await nia.choose(nia.modal, name, value)
    await town.do(nia.submit())
    _, liked = await kept(town, nia)
    assert (liked.heading_for, liked.been_there) == (("lead_shift",), ("education",))
    assert (liked.languages, liked.interests) == (("english", "welsh"), ("ethics",))
    assert (liked.meets, liked.patient_setting, liked.styles) == ("remote", "wards", {"directness": "b"})
    await nia.close(everything=True)
    await town.from_settings(nia, Action.TELL_MORE)
    state = nia.state_of(nia.modal)
    assert state["style.directness"]["style.directness"]["selected_option"]["value"] == "b"
    await nia.close(everything=True)
    await town.open_join(nia)
    await town.say_about(nia, role="mentee")
    await town.say_needs(nia)
    assert (await kept(town, nia))[1] == liked


async def test_what_no_role_of_theirs_is_asked_stays_as_it_was(town, nia):
    await town.say_about(nia, role="both")
    await town.say_needs(nia, offered=("leadership",))
    await town.do(nia.submit())
    await town.do(nia.click(nia.modal, Action.TELL_MORE))
    await nia.choose(nia.modal, "been_there", ["education"])
    await town.do(nia.submit())
    await nia.close(everything=True)
    await town.open_join(nia)
    await town.say_about(nia, role="mentee")
    await town.say_needs(nia)
    await nia.close(everything=True)
    await town.from_settings(nia, Action.TELL_MORE)
    assert "been_there" not in fields(nia.modal)
    await town.do(nia.submit())
    assert (await kept(town, nia))[1].been_there == ("education",)


async def test_who_takes_no_part_is_asked_nothing_more(town, nia):
    """A button outlives the place."""
    await town.fill_in(nia)
    await nia.close(everything=True)
    await town.from_settings(nia, Action.TELL_MORE)
    enrolment = await town.enrolment(nia)
    async with town.deps.db.transaction() as repos:
        await repos.enrolments.save(replace(enrolment, state=EnrolmentState.LEFT))
    await nia.choose(nia.modal, "interests", ["ethics"])
    await town.do(nia.submit())
    assert "aren't in a program" in said(nia.modal)
    assert (await kept(town, nia))[1].interests == ()


async def test_another_pattern_shows_at_once_when_we_would_write(town, nia):
    await town.say_about(nia)
    assert "When we message you" not in said(nia.modal)
    await nia.choose(nia.modal, "topics_wanted", ["conflict"])
    await town.do(nia.choose(nia.modal, Action.JOIN_PRESET, "office"))
    assert "Monday to Friday, 10:00-16:30" in said(nia.modal)
    assert "Tue  3 ··█████████████" in said(nia.modal)
    chosen = nia.state_of(nia.modal)["topics_wanted"]["topics_wanted"]["selected_options"]
    assert [one["value"] for one in chosen] == ["conflict"]


async def test_quiet_hours_of_before_stay_as_they_are(town, nia):
    await town.fill_in(nia)
    person, _ = await kept(town, nia)
    async with town.deps.db.transaction() as repos:
        await repos.people.save(replace(person, quiet_from=time(9, 30), quiet_until=time(14)))
    await nia.close(everything=True)
    await town.open_join(nia)
    await town.do(nia.submit())
    assert "Monday to Friday, 14:00-16:30" in said(nia.modal)
    await town.say_needs(nia)
    person, _ = await kept(town, nia)
    assert (person.quiet_from, person.quiet_until) == (time(9, 30), time(14))


async def test_back_loses_nothing_that_was_typed(town, nia):
    boss = town.person("Bob Boss")
    await town.say_about(nia, role="both", specialty="renal")
    await town.say_needs(nia, wanted=("conflict",), offered=("wellbeing",), capacity="2", send=False)
    await nia.choose(nia.modal, "apart", [boss.person.id])
    await town.do(nia.click(nia.modal, Action.JOIN_BACK))
    assert nia.modal.callback_id == Callback.JOIN_ABOUT
    assert chosen(nia, "specialty") == "renal"
    await nia.choose(nia.modal, "specialty", "cardiology")
    await town.do(nia.submit())
    assert (chosen(nia, "topics_wanted"), chosen(nia, "topics_offered")) == (["conflict"], ["wellbeing"])
    assert (chosen(nia, "capacity"), chosen(nia, Action.JOIN_PRESET)) == ("2", "office")
    assert nia.state_of(nia.modal)["apart"]["apart"]["selected_users"] == [boss.person.id]
    await town.do(nia.submit())
    await town.do(nia.click(nia.modal, Action.JOIN_BACK))
    assert nia.modal.callback_id == Callback.JOIN_NEEDS
    await town.do(nia.submit())
    await town.do(nia.submit())
    person, _ = await kept(town, nia)
    assert person.specialty == "cardiology"
    assert (await town.enrolment(nia)).topics_offered == ("wellbeing",)
    assert await named(town, nia, ExclusionKind.PRIVATE) == (boss.person.id,)


def chosen(actor, name):
    """What stands in a field: one value, or several."""
    state = next(one[name] for one in actor.state_of(actor.modal).values() if name in one)
    if "selected_options" in state:
        return [one["value"] for one in state["selected_options"]]
    return state["selected_option"]["value"]


async def test_each_page_says_how_far_one_is(town, nia):
    titles = [nia.modal.title["text"]]
    await town.say_about(nia)
    titles.append(nia.modal.title["text"])
    await town.say_needs(nia)
    titles.append(nia.modal.title["text"])
    assert titles == [f"Join mentoring, {page} of 3" for page in (1, 2, 3)]


@pytest.mark.parametrize(
    ("role", "wanted", "offered", "field"),
    [
        ("mentee", (), (), "topics_wanted"),
        ("mentor", (), (), "topics_offered"),
        ("both", ("leadership",), (), "topics_offered"),
    ],
)
async def test_a_role_without_its_topics_is_told_next_to_the_field(town, nia, role, wanted, offered, field):
    await town.say_about(nia, role=role)
    await town.say_needs(nia, wanted=wanted, offered=offered)
    assert list(nia.modal_errors) == [field]
    assert await town.enrolment(nia) is None


@pytest.mark.parametrize("field", ["excluded", "apart"])
async def test_naming_yourself_is_told_next_to_the_field(town, nia, field):
    await to_needs(town, nia)
    await nia.choose(nia.modal, field, [nia.person.id])
    await town.do(nia.submit())
    assert "yourself" in nia.modal_errors[field]


async def test_managers_and_private_wishes_are_kept_apart(town, nia):
    boss, other = town.person("Bob Boss"), town.person("Ola Other")
    await to_needs(town, nia)
    await nia.choose(nia.modal, "excluded", [boss.person.id])
    await nia.choose(nia.modal, "apart", [other.person.id])
    await town.do(nia.submit())
    await town.do(nia.submit())
    assert await named(town, nia, ExclusionKind.LINE_MANAGER) == (boss.person.id,)
    assert await named(town, nia, ExclusionKind.PRIVATE) == (other.person.id,)


async def test_nothing_is_stored_before_the_charter_is_agreed_to(town, nia):
    await to_needs(town, nia)
    await town.do(nia.submit())
    assert nia.modal.callback_id == Callback.JOIN_CHARTER
    await nia.close(everything=True)
    assert await town.enrolment(nia) is None
    assert (await kept(town, nia))[0] is None


async def test_editing_later_shows_what_was_said_and_keeps_the_agreement(town, program_id):
    nia, boss = town.person("Nia Nurse"), town.person("Bob Boss")
    await town.fill_in(nia, preset="late_8")
    before = await town.enrolment(nia)
    town.sandbox.clock.advance(timedelta(days=3))
    await nia.close(everything=True)
    await town.open_join(nia)
    assert nia.modal.title["text"] == "Your answers, 1 of 2"
    assert nia.state_of(nia.modal)["specialty"]["specialty"]["selected_option"]["value"] == "intensive_care"
    await town.do(nia.submit())
    assert nia.state_of(nia.modal)["preset"][Action.JOIN_PRESET]["selected_option"]["value"] == "late_8"
    await town.say_needs(nia, wanted=("conflict",), preset=None, send=False)
    await nia.choose(nia.modal, "excluded", [boss.person.id])
    await town.do(nia.submit())
    assert nia.modal.title["text"] == "Saved"
    after = await town.enrolment(nia)
    assert after.topics_wanted == ("conflict",)
    assert after.charter_accepted_at == before.charter_accepted_at


async def test_without_an_open_program_joining_says_so(town):
    nia = town.person("Nia Nurse")
    await town.open_join(nia)
    assert "No mentoring program is open" in said(nia.modal)


async def test_mentor_alone_invites_somebody_who_is_in_no_program(town, program_id):
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor"))
    invitation = nia.messages(nia.note)[-1]
    assert invitation.ephemeral_for == nia.person.id
    await town.do(nia.click(invitation, Action.JOIN))
    assert "You join as" in labels(nia.modal)


@pytest.mark.parametrize(("role", "topics"), [("peer", ("leadership",)), ("host", ())])
async def test_a_circle_is_joined_as_a_peer_or_a_host(town, role, topics):
    await town.new_program(town.person("Mona Manager", is_admin=True), template="peer_circle")
    nia = town.person("Nia Nurse")
    await town.fill_in(nia, role=role)
    assert f"You joined as a {role}" in said(nia.modal)
    assert ((await town.enrolment(nia)).role, (await town.enrolment(nia)).topics_wanted) == (role, topics)


async def test_another_program_shows_its_own_roles_whatever_was_chosen_before(town, nia, program_id):
    circle = await town.new_program(town.person("Mona Manager"), template="peer_circle")
    await nia.close(everything=True)
    await town.open_join(nia)
    for first, then, roles in ((program_id, circle, ["peer", "host"]), (circle, program_id, ["mentee"])):
        await town.do(nia.choose(nia.modal, Action.JOIN_PROGRAM, first))
        await nia.choose(nia.modal, "profession", "nurse")
        await nia.choose(nia.modal, "role", options(nia.modal, "role")[-1])
        await town.do(nia.choose(nia.modal, Action.JOIN_PROGRAM, then))
        assert options(nia.modal, "role")[: len(roles)] == roles
        [role] = [value for block, value in nia.state_of(nia.modal).items() if block.startswith("role")]
        assert role["role"]["selected_option"]["value"] == roles[0]
        profession = nia.state_of(nia.modal)["profession"]["profession"]
        assert profession["selected_option"]["value"] == "nurse"


async def test_a_second_program_shows_the_same_number_of_mentees_and_no_charter(town, program_id):
    omar = town.person("Omar Mentor")
    await town.fill_in(omar, role="mentor", wanted=(), offered=("leadership",), capacity="2")
    await town.new_program(town.person("Mona Manager"), template="specialist_resident")
    await omar.close(everything=True)
    await town.open_join(omar)
    await town.say_about(omar, role="mentor")
    capacity = omar.state_of(omar.modal)["capacity"]["capacity"]
    assert capacity["selected_option"]["value"] == "2"
    assert omar.modal.submit["text"] == "Next"
    await town.say_needs(omar, offered=("leadership",), capacity="1", preset=None)
    assert omar.modal.callback_id == Callback.JOIN_CHARTER
    assert "no vote in the progression" in said(omar.modal)
    assert "charter" not in said(omar.modal)
    await town.do(omar.submit())
    assert omar.modal.title["text"] == "You're in"
    async with town.deps.db.transaction() as repos:
        places = await repos.enrolments.list_for_person(town.workspace_id, omar.person.id)
    assert [one.capacity for one in places] == [1, 1]
    assert len({one.charter_accepted_at for one in places}) == 1


async def test_what_nobody_can_work_out_is_said_by_who_joins_in_that_role_once(town, program_id):
    """A mentor of this program says something of themselves, a mentee nothing."""
    omar, spoken = (
        town.person("Omar Mentor"),
        "I don't decide on a post that someone I mentor has applied for.",
    )
    await to_the_end_of_the_form(town, omar, role="mentee")
    assert spoken not in said(omar.modal)
    await town.do(omar.submit())
    for role, title in (("mentor", "Your answers, 3 of 3"), ("mentor", "Saved")):
        await omar.close(everything=True)
        await to_the_end_of_the_form(town, omar, role=role)
        assert omar.modal.title["text"] == title
        assert (spoken in said(omar.modal)) == (title != "Saved")
        if title != "Saved":
            assert (await town.enrolment(omar)).role is Role.MENTEE
            assert omar.modal.submit["text"] == "That's right"
            await town.do(omar.submit())
            assert (await town.enrolment(omar)).role is Role.MENTOR


async def to_the_end_of_the_form(town, actor, *, role):
    await town.open_join(actor)
    await town.say_about(actor, role=role)
    await town.say_needs(actor, wanted=("leadership",), offered=("leadership",))


async def test_a_mentor_can_read_the_briefing_from_the_last_page(town, program_id):
    omar = town.person("Omar Mentor")
    await town.fill_in(omar, role="mentor", offered=("leadership",), brief=False)
    await town.do(omar.click(omar.modal, Action.BRIEFING))
    assert omar.modal.callback_id == Callback.BRIEFING


# states


async def test_while_mentors_are_looked_for_only_they_can_choose_a_role(town, program_id):
    await change_program(town, program_id, state=ProgramState.RECRUITING)
    nia = town.person("Nia Nurse")
    await town.open_join(nia)
    assert options(nia.modal, "role") == ["mentor", "both"]


async def test_a_role_that_closed_while_the_page_was_open_is_told_next_to_it(town, nia, program_id):
    await nia.choose(nia.modal, "role", "mentee")
    await change_program(town, program_id, state=ProgramState.RECRUITING)
    await town.say_about(nia)
    assert "Choose how you join again." in nia.modal_errors.values()


@pytest.mark.parametrize("page", [Callback.JOIN_ABOUT, Callback.JOIN_NEEDS, Callback.JOIN_CHARTER])
async def test_a_form_sent_after_the_cohort_closed_keeps_nothing(town, nia, program_id, page):
    if page is not Callback.JOIN_ABOUT:
        await to_needs(town, nia)
    if page is Callback.JOIN_CHARTER:
        await town.do(nia.submit())
    await change_program(town, program_id, state=ProgramState.CLOSED)
    if page is Callback.JOIN_ABOUT:
        await town.say_about(nia)
    else:
        await town.do(nia.submit())
    assert "nothing was saved" in said(nia.modal)
    assert await town.enrolment(nia) is None


async def test_somebody_removed_from_slack_a_second_ago_joins_nothing(town, program_id):
    nia = town.person("Nia Nurse")
    await town.fill_in(nia)
    await nia.close(everything=True)
    other = await town.new_program(town.person("Mona Manager"), template="specialist_resident")
    await town.open_join(nia)
    await to_needs(town, nia)
    async with town.deps.db.transaction() as repos:
        person = await repos.people.get(town.workspace_id, nia.person.id)
        await repos.people.save(replace(person, left_at=town.sandbox.clock.now()))
    await town.do(nia.submit())
    assert "account was closed" in said(nia.modal)
    async with town.deps.db.transaction() as repos:
        assert await repos.enrolments.find(town.workspace_id, other, nia.person.id) is None


async def test_a_charter_that_changed_while_the_form_was_open_is_read_first(town, nia):
    await to_needs(town, nia)
    await town.do(nia.submit())
    version = town.deps.content.charter.version
    nia.modal.private_metadata = nia.modal.private_metadata.replace(version, "2019-01")
    await town.do(nia.submit())
    assert "charter changed" in said(nia.modal)
    assert await town.enrolment(nia) is None


async def test_a_mentor_who_becomes_a_mentee_hears_that_their_mentorship_stays(town):
    _, _, omar = await town.introduced_pair()
    before = await town.mentorship(omar)
    await town.open_join(omar)
    await to_needs(town, omar, role="mentee")
    await town.do(omar.submit())
    assert "stay as they are" in said(omar.modal)
    assert await town.mentorship(omar) == before


# nobody is enrolled by somebody else


async def test_a_form_cannot_speak_for_somebody_else(town, nia):
    """Whatever a page's memory claims, it is about who sent it."""
    eve = town.person("Eve Else")
    await to_needs(town, nia)
    await town.do(nia.submit())
    memory = nia.modal.private_metadata
    for claim in (f'"user_id":"{eve.person.id}"', f'"for":"{eve.person.id}"'):
        nia.modal.private_metadata = memory.replace('"answers":{', f'"answers":{{{claim},')
        await town.do(nia.submit())
        assert "before an update" in said(nia.modal)
        await nia.close()
        nia.modal.private_metadata = memory.replace('{"answers"', f'{{{claim},"answers"')
        assert await town.enrolment(nia) is None
    await town.do(nia.submit())
    assert await town.enrolment(eve) is None
    assert (await town.enrolment(nia)).user_id == nia.person.id


def test_the_memory_of_the_fullest_form_stays_within_what_slack_keeps():
    many = tuple(f"U{n:010}" for n in range(MOST_EXCLUDED))
    words = tuple(f"{n}_" + "x" * 24 for n in range(MOST_LIKED))
    full: dict = {name: words for name, value in asdict(JoinAnswers()).items() if value == ()}
    full |= dict.fromkeys(("profession", "specialty", "department", "career_stage"), "x" * 26)
    full |= {"program_id": "p" * 32, "role": "mentor", "site": "é" * 75, "styles": dict.fromkeys(words, "a")}
    full |= {"topics_offered": (*words, "x" * 24), "excluded": many, "apart": many, "suggested": many[:2]}
    fullest = JoinAnswers(**full)
    assert len(Carried(fullest, MONDAY, "2026-12", asked=True).packed()) < 3000


# the staff directory


async def in_directory(town, *entries):
    async with town.deps.db.transaction() as repos:
        await repos.directory_imports.save_changed(
            [(replace(one, workspace_id=town.workspace_id), 0) for one in entries], number=1
        )


STAFF = DirectoryEntry("T1", "4711", profession="nurse", department="theatres", career_stage="senior")


async def test_who_is_known_in_the_directory_finds_the_form_filled_in(town, program_id):
    boss, nia = town.person("Bob Boss"), town.person("Nia Nurse")
    known = replace(STAFF, user_id=nia.person.id, known_by=KnownBy.EMAIL, manager_id="1")
    await in_directory(town, known, DirectoryEntry("T1", "1", user_id=boss.person.id))
    await town.open_join(nia)
    assert "staff_number" not in fields(nia.modal)
    await nia.choose(nia.modal, "profession", "midwife")
    await nia.choose(nia.modal, "specialty", "renal")
    await town.do(nia.submit())
    assert "Some come from the staff directory" in said(nia.modal) + str(labels(nia.modal))
    await town.say_needs(nia, offered=("leadership",), send=False)
    await nia.choose(nia.modal, "excluded", [])
    await town.do(nia.submit())
    await town.do(nia.submit())
    person, _ = await kept(town, nia)
    assert (person.profession, person.department, person.specialty) == ("midwife", "theatres", "renal")
    assert await named(town, nia, ExclusionKind.CLEARED) == (boss.person.id,)


async def somebody_of(town, name="Nia Nurse", **post):
    """In the staff directory, and known in Slack by their email."""
    nia = town.person(name)
    await in_directory(town, replace(STAFF, user_id=nia.person.id, known_by=KnownBy.EMAIL, **post))
    await town.open_join(nia)
    return nia


@pytest.mark.parametrize(
    ("stage", "role"),
    [("established", "mentee"), ("senior", "mentor"), ("leading", "mentor"), ("in_training", "mentee")],
)
async def test_the_likely_role_is_chosen_from_stage_and_profession(town, program_id, stage, role):
    nia = await somebody_of(town, career_stage=stage)
    assert chosen(nia, "role") == role


async def test_of_several_programs_the_likely_one_is_chosen(town, program_id):
    residents = await town.new_program(town.person("Mona Manager"), template="specialist_resident")
    dan = await somebody_of(town, "Dan Doctor", profession="doctor", career_stage="in_training")
    assert (chosen(dan, Action.JOIN_PROGRAM), chosen(dan, "role")) == (residents, "mentee")
    ann = await somebody_of(town, "Ann Other", profession="administration", career_stage="in_training")
    assert chosen(ann, Action.JOIN_PROGRAM) == program_id


async def says_number(town, person, number):
    await person.choose(person.modal, "staff_number", number)
    await town.do(person.click(person.modal, Action.JOIN_DIRECTORY))


@pytest.mark.parametrize("number", ["4711", "404", "1"])
async def test_whatever_number_somebody_types_they_read_the_same_and_go_on_by_hand(town, program_id, number):
    taken = DirectoryEntry("T1", "1", user_id="UBOSS", known_by=KnownBy.EMAIL, department="maternity")
    await in_directory(town, STAFF, taken)
    nia = town.person("Nia Nurse")
    await town.open_join(nia)
    await nia.choose(nia.modal, "profession", "midwife")
    await says_number(town, nia, number)
    assert ASKED in said(nia.modal)
    assert "staff_number" not in fields(nia.modal)
    state = nia.state_of(nia.modal)
    assert state["profession"]["profession"]["selected_option"]["value"] == "midwife"
    assert state["department"]["department"]["selected_option"] is None
    assert "theatres" not in nia.modal.private_metadata + str(state)
    await town.say_about(nia)
    assert nia.modal.callback_id == Callback.JOIN_NEEDS


async def test_no_number_and_too_many_are_said_and_nothing_chosen_is_lost(town, program_id):
    await in_directory(town, STAFF)
    nia = town.person("Nia Nurse")
    for number in ("1", "2", "3"):
        await town.open_join(nia)
        await says_number(town, nia, number)
        await nia.close(everything=True)
    for number, words in (
        ("", "Type your staff number first"),
        ("4711", "You can send another from"),
    ):
        await town.open_join(nia)
        await nia.choose(nia.modal, "profession", "midwife")
        await says_number(town, nia, number)
        assert words in said(nia.modal)
        await nia.close()
        assert nia.state_of(nia.modal)["profession"]["profession"]["selected_option"]["value"] == "midwife"
        await nia.close(everything=True)


async def test_a_manager_confirms_a_number_from_home(town, program_id):
    await in_directory(town, STAFF)
    manager = town.actors["Mona Manager"]
    nia = town.person("Nia Nurse")
    await town.join(nia)
    await town.open_join(nia)
    await says_number(town, nia, "4711")
    await town.do(manager.open_home())
    assert "Staff numbers to confirm" in said(manager.home)
    await town.do(manager.click(manager.home, Action.STAFF_NUMBERS))
    assert f"<@{nia.person.id}> says: 4711" in said(manager.modal)
    assert "theatres" not in said(manager.modal)
    await town.do(manager.click(manager.modal, Action.STAFF_NUMBER_CONFIRM))
    assert "no staff numbers to confirm" in said(manager.modal)
    assert "staff number" not in said(manager.home)
    async with town.deps.db.transaction() as repos:
        entry = await repos.directory.find(town.workspace_id, "4711")
    assert (entry.user_id, entry.known_by) == (nia.person.id, KnownBy.CONFIRMED)


# by approval


async def by_approval(town, program_id):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, plan=replace(program.plan, by_approval=True)))


async def asks(town, program_id, name="Nia Nurse"):
    await by_approval(town, program_id)
    nia = town.person(name)
    await town.fill_in(nia)
    assert nia.modal.title["text"] == "You've asked to join"
    await nia.close(everything=True)
    return nia, town.person("Mona Manager")


async def answer(town, manager, action):
    await town.do(manager.open_home())
    assert "Asked to join" in str(manager.home.blocks)
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    assert "Someone asked to join" in said(manager.modal)
    await town.do(manager.click(manager.modal, Action.APPLICATIONS))
    await town.do(manager.click(manager.modal, action))
    assert "No one is waiting" in said(manager.modal)


async def test_somebody_who_asks_is_let_in_and_told(town, program_id):
    nia, manager = await asks(town, program_id)
    await answer(town, manager, Action.APPLICATION_ACCEPT)
    await town.let_pass(timedelta(days=1))
    assert "you're in" in str(nia.messages(nia.dm)[-1].blocks)
    assert (await town.enrolment(nia)).state is EnrolmentState.ACTIVE


async def test_somebody_declined_is_told_kindly_and_may_not_ask_again(town, program_id):
    nia, manager = await asks(town, program_id)
    await answer(town, manager, Action.APPLICATION_DECLINE)
    await town.let_pass(timedelta(days=1))
    told = nia.messages(nia.dm)[-1]
    assert "says nothing about you" in str(told.blocks)
    assert "Nurse" not in told.text
    await town.open_join(nia)
    assert "says nothing about you" in said(nia.modal)
    assert (await town.enrolment(nia)).state is EnrolmentState.DECLINED


async def test_a_stranger_answers_nobody(town, program_id):
    nia, manager = await asks(town, program_id)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.APPLICATIONS))
    eve = town.person("Eve Else")
    for action in (Action.APPLICATION_ACCEPT, Action.APPLICATION_DECLINE):
        await town.do(eve.open_home())
        eve.home.blocks[:] = manager.modal.blocks
        await town.do(eve.click(eve.home, action))
        assert "Only a manager" in said(eve.modal)
        await eve.close(everything=True)
    assert (await town.enrolment(nia)).state is EnrolmentState.APPLIED


async def test_home_says_that_an_answer_is_waited_for(town, program_id):
    nia, _ = await asks(town, program_id)
    await town.do(nia.open_home())
    assert "You asked to join" in str(nia.home.blocks)
