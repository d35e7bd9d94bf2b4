"""Sharing a program: a file that names nobody, and that comes in as the same draft wherever it goes."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.content import load_content
from bot.content.loading.errors import ContentError
from bot.content.program_files import read_program_file
from bot.domain.matching.choices import IfNoAnswer, MatchedBy
from bot.domain.measures.targets import REPORT, at_least, between
from bot.domain.measures.typed import read_any_text
from bot.domain.people import Workspace
from bot.domain.programs.programs import Intake, Plan
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotYours, UserFacingError
from bot.usecases.measures.targets import notes_in_words, read_file_target
from bot.usecases.programs.history import read_history
from bot.usecases.programs.sharing import export_by_hand, export_program, import_program, shared_text
from tests.examples import examples
from tests.people import ELSEWHERE, EVE, HOSPITAL, MIA, MONDAY, PROGRAM, TODAY, WEEK, WS, move_in

SHARED = replace(
    PROGRAM,
    champion="U0CHIEF99",
    plan=Plan(
        purpose="Help nurses to lead: shift by shift, #1",
        objectives=("Lead a shift", "no", "12:30", "- yes"),
        targets={"match_fit": at_least(90), "mentor_use": between(50, 90), "belonging": REPORT},
        mentees="Charge nurses",
        mentors="Senior nurses",
        minutes_a_month=70,
        capacity=3,
        expected_mentees=40,
        by_approval=True,
        release_after_weeks=0,
        matched_by=MatchedBy.CHOSEN,
        mentors_confirm=True,
        answer_days=9,
        silence=IfNoAnswer.NEXT,
        weights={"goals": 60, "location": 0},
    ),
)


@pytest.fixture
async def hospital(db):
    await move_in(db, SHARED)
    return db


@pytest.fixture
def read(tmp_path, content):
    def read_text(text):
        path = tmp_path / "program.yml"
        path.write_text(text, encoding="utf-8")
        return read_program_file(path, content=content)

    return read_text


async def bring_in(db, file, *, workspace=ELSEWHERE, manager="U0NEW1234", program_id="P9"):
    return await import_program(
        db,
        file=file,
        shown_as="program.yml",
        workspace_id=workspace,
        manager=manager,
        program_id=program_id,
        content=load_content(),
        now=MONDAY,
    )


async def test_out_in_and_out_again_is_the_same_file(hospital, content, read):
    out = await export_program(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    brought = await bring_in(hospital, read(out.text))
    again = await export_by_hand(hospital, wanted=brought.id, workspace_id="", content=content)
    assert again == out.text
    assert brought.plan == SHARED.plan


async def test_what_comes_in_is_a_draft_with_its_manager(hospital, content, read):
    out = await export_program(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    brought = await bring_in(hospital, read(out.text))
    assert (brought.state, brought.managers, brought.champion) == (ProgramState.DRAFT, ("U0NEW1234",), None)
    assert (brought.starts_on, brought.ends_on) == (TODAY + 2 * WEEK, TODAY + 37 * WEEK)
    assert (brought.channel_id, brought.signup_ends_on) == ("", TODAY + WEEK)
    found = await read_history(hospital, workspace_id=ELSEWHERE, program_id="P9", by="U0NEW1234")
    assert [list(one.changes.values()) for one in found.versions] == [["Brought in from a file"]]
    async with hospital.transaction() as repos:
        [event] = await repos.access_log.list_for_program(ELSEWHERE, "P9")
    assert (event.what, event.about) == ("named a manager", "U0NEW1234")


async def test_a_rolling_program_comes_in_without_an_end(hospital, content, read):
    rolling = replace(SHARED, intake=Intake.ROLLING, ends_on=None)
    brought = await bring_in(hospital, read(shared_text(rolling, HOSPITAL, content)))
    assert (brought.intake, brought.ends_on, brought.signup_ends_on) == (Intake.ROLLING, None, None)


async def test_a_stranger_gets_no_file(hospital, content):
    with pytest.raises(NotYours):
        await export_program(hospital, workspace_id=WS, program_id="P1", by=EVE, content=content)


async def test_a_program_is_found_by_its_name_and_two_of_one_name_are_told_apart(hospital, content):
    assert await export_by_hand(hospital, wanted="nurse LEADERSHIP", workspace_id="", content=content)
    await move_in(hospital, replace(SHARED, id="P2"))
    with pytest.raises(UserFacingError, match=r"P1 in workspace T1[^\n]*\nP2"):
        await export_by_hand(hospital, wanted="Nurse leadership", workspace_id=WS, content=content)
    with pytest.raises(NotFound, match="No program is called"):
        await export_by_hand(hospital, wanted="P1", workspace_id=ELSEWHERE, content=content)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"manager": "Mia"}, "isn't the ID of a person"),
        ({"manager": "<@U1>"}, "isn't the ID of a person"),
        ({"workspace": "T404"}, "no workspace T404"),
        ({"workspace": ""}, "several workspaces"),
    ],
)
async def test_an_import_that_cannot_be_placed_says_how(hospital, content, read, about, words):
    with pytest.raises(UserFacingError, match=words):
        await bring_in(hospital, read(shared_text(SHARED, HOSPITAL, content)), **about)


async def test_patient_data_in_a_file_is_refused_and_nothing_kept(hospital, content, read):
    text = shared_text(SHARED, HOSPITAL, content).replace("Charge nurses", "Nurses of MRN 4455667")
    with pytest.raises(ContentError, match=r"key mentees: .*record number"):
        await bring_in(hospital, read(text))
    async with hospital.transaction() as repos:
        assert await repos.programs.list_all(ELSEWHERE) == []


def test_signposts_sites_and_dates_stay_at_home(content):
    program = replace(SHARED, signposts={"crisis_line": "Ask Jane Doe"}, signup_ends_on=TODAY)
    text = shared_text(program, replace(HOSPITAL, sites=("Northfield",)), content)
    assert not re.search(r"Jane|Northfield|2026|C1|P1", text)


def test_a_program_called_like_the_hospital_goes_by_its_templates_name(content):
    text = shared_text(replace(SHARED, name="St Elsewhere"), replace(HOSPITAL, name="St Elsewhere"), content)
    assert f"name: {content.programs[SHARED.template_id].name}\n" in text


NAMES = st.text("ABCDEFGHabcdefgh .&'()-é", min_size=2, max_size=20).filter(
    lambda one: re.search(r"\w\w", one) and one == " ".join(one.split())
)
IDS = st.text("ABCDEFGHIJ0123456789", min_size=8, max_size=10).map(lambda one: f"U0{one}")
CHANNELS = IDS.map(lambda one: f"C{one[1:]}")
WORDS = st.text(max_size=40)


@st.composite
def hospitals(draw):
    """A program of a hospital whose names and ids people have typed all over its plan."""
    name, manager, champion, member = draw(NAMES), draw(IDS), draw(IDS), draw(IDS)
    channel, site = draw(CHANNELS), draw(NAMES)
    secrets = [name, manager, champion, member, channel, site, f"<@{member}>", f"<#{channel}>"]

    def typed():
        parts = draw(st.lists(st.one_of(WORDS, st.sampled_from(secrets)), max_size=5))
        return " ".join(parts)[:140]

    plan = replace(
        SHARED.plan,
        purpose=typed(),
        mentees=typed(),
        mentors=typed(),
        objectives=tuple(dict.fromkeys(typed() for _ in range(3))),
        targets=dict(read_any_text("match_fit", typed())),
    )
    program = replace(
        SHARED,
        name=typed()[:75],
        managers=(manager,),
        created_by=manager,
        champion=champion,
        channel_id=channel,
        plan=plan,
    )
    whole = [one for one in secrets if f" {one} " in f" {program.name} {' '.join(plan.objectives)} "]
    return program, Workspace(WS, name, sites=(site,)), [manager, champion, member, channel, name, *whole]


@given(hospitals())
@examples(300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_id_and_no_name_of_the_workspace_is_ever_in_a_file(content, read, hospital):
    program, workspace, secrets = hospital
    text = shared_text(program, workspace, content)
    file = read(text)
    typed = " | ".join(
        [file.name, file.purpose, file.mentees, file.mentors, *file.objectives, *file.targets.values()]
    )
    for secret in secrets:
        assert not re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", typed, re.IGNORECASE)
    again = replace(
        program,
        name=file.name,
        plan=replace(
            program.plan,
            purpose=file.purpose,
            mentees=file.mentees,
            mentors=file.mentors,
            objectives=file.objectives,
            targets={
                one: target
                for key, text in file.targets.items()
                for one, target in read_file_target(key, text, content.measures).items()
            },
        ),
    )
    assert shared_text(again, workspace, content) == text


OLD_TARGETS = """\
targets:
  match_fit: 80 % agree
  pairs_active: 70 % and 60 %
  belonging: most of them
"""


async def test_an_older_file_comes_in_and_says_which_target_is_no_number(hospital, content, read):
    out = await export_program(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    new = re.search(r"targets:\n(  .*\n)+", out.text)
    assert new
    brought = await bring_in(hospital, read(out.text.replace(new[0], OLD_TARGETS)))
    assert brought.plan.targets == {
        "match_fit": at_least(80),
        "pairs_active:3_months": at_least(70),
        "pairs_active:6_months": at_least(60),
        "belonging": replace(REPORT, note="most of them"),
    }
    [line] = notes_in_words(brought.plan.targets, content.measures)
    assert line.startswith("The target of “Feeling part of the team” is kept as a note, “most of them”")
    again = await export_by_hand(hospital, wanted="P9", workspace_id=ELSEWHERE, content=content)
    assert "  pairs_active:3_months: at least 70 %\n" in again
    assert "  belonging: most of them\n" in again
