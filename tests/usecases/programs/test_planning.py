"""Starting a program: who may, what is wrong with a form, signposts, and the launch."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.content.numbers.measures import keys_of
from bot.domain.acts import Act
from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.measures.targets import REPORT, at_least, between, under
from bot.domain.programs.programs import Intake
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotFound, NotNow, NotYours
from bot.usecases.programs.forms import PurposePage, TargetsPage
from bot.usecases.programs.moves import launch_program
from bot.usecases.programs.planning import (
    fresh_draft,
    get_set_up,
    list_managed,
    save_program,
    save_signposts,
    start_program,
)
from bot.usecases.programs.times import TimesPage
from bot.views.refs import FormRef
from tests.people import DAY, ELSEWHERE, EVE, HOSPITAL, MIA, MONDAY, PROGRAM, TODAY, WEEK, WS, move_in

DRAFT = replace(PROGRAM, id="P2", name="Draft", state=ProgramState.DRAFT, lead="ULEA")
PURPOSE = PurposePage(
    name=" New starters ",
    purpose="Find your\nfeet",
    mentees="",
    mentors="Anybody",
    objectives="Know whom to ask\n\n Stay \nKnow whom to ask",
    managers=(MIA, "UOTTO"),
)
TIMES = TimesPage(
    starts_on="2026-04-06",
    length_weeks="26",
    every_weeks="2",
    minutes="30",
    channel_id="C9",
    sites="Main\n\n Main",
)
TARGETS = TargetsPage(minutes_a_month="60")


@pytest.fixture
async def hospital(db, content):
    """The lead of its draft has said yes and signed."""
    await move_in(db, DRAFT)
    async with db.transaction() as repos:
        await repos.leads.save_answer(LeadAnswer(WS, "ULEA", "P2", LeadSays.YES, TODAY))
        await repos.leads.sign(SignOff(WS, "P2", 1, content.signed_version, "ULEA", MONDAY))
    return db


async def save(db, content, *, by=MIA, is_admin=False, workspace=WS, program_id="P9", version=0, **changes):
    """Each change goes to the page that has it."""
    pages = [
        replace(page, **{name: value for name, value in changes.items() if hasattr(page, name)})
        for page in (PURPOSE, TIMES, TARGETS)
    ]
    return await save_program(
        db,
        act=Act(workspace, by, MONDAY),
        is_admin=is_admin,
        form=FormRef("onboarding", program_id, version),
        pages=pages,
        content=content,
    )


async def fill(db, content, answers, *, by=MIA, program_id="P2", for_program_only=False, is_admin=True):
    return await save_signposts(
        db,
        act=Act(WS, by, MONDAY),
        program_id=program_id,
        answers=answers,
        for_program_only=for_program_only,
        is_admin=is_admin,
        content=content,
    )


async def launch(db, content, **changes):
    who = {"workspace_id": WS, "program_id": "P2", "by": MIA, **changes}
    act = Act(who["workspace_id"], who["by"], MONDAY)
    return await launch_program(db, act=act, program_id=who["program_id"], content=content)


async def programs_now(db, workspace=WS):
    async with db.transaction() as repos:
        return {program.id: program for program in await repos.programs.list_all(workspace)}


def all_of(content):
    return {key: f"Call {key}" for key in content.signposts}


async def test_a_saved_form_is_a_draft_of_its_template(hospital, content):
    saved = await save(hospital, content)
    program = saved.program
    assert (await programs_now(hospital))["P9"] == program
    assert (program.state, program.name) == (ProgramState.DRAFT, "New starters")
    assert (program.ends_on - program.starts_on, program.every_weeks) == (26 * WEEK, 2)
    assert (program.managers, program.created_by) == ((MIA, "UOTTO"), MIA)
    assert (program.plan.purpose, program.plan.mentors) == ("Find your feet", "Anybody")
    assert program.plan.objectives == ("Know whom to ask", "Stay")
    assert saved.workspace.sites == ("Main",)


async def test_one_form_sent_many_times_at_once_is_one_program(hospital, content):
    await asyncio.gather(*(save(hospital, content) for _ in range(4)))
    assert set(await programs_now(hospital)) == {"P1", "P2", "P9"}
    assert (await programs_now(hospital))["P9"].managers == PURPOSE.managers


async def test_changing_a_running_program_keeps_it_running(hospital, content):
    await save(hospital, content, program_id="P1", version=1, name="Renamed")
    changed = (await programs_now(hospital))["P1"]
    assert (changed.name, changed.state, changed.created_by) == ("Renamed", ProgramState.RUNNING, MIA)
    assert changed.template_id == PROGRAM.template_id


@pytest.mark.parametrize("is_admin", [False, True])
async def test_a_program_is_changed_by_its_managers_alone(hospital, content, is_admin):
    with pytest.raises(NotYours):
        await save(hospital, content, program_id="P1", by=EVE, is_admin=is_admin, managers=(EVE,))
    assert (await programs_now(hospital))["P1"] == PROGRAM


async def test_a_program_is_started_by_an_admin_or_by_somebody_who_manages_one(hospital):
    await start_program(hospital, workspace_id=WS, user_id=MIA, is_admin=False)
    await start_program(hospital, workspace_id=WS, user_id=EVE, is_admin=True)
    with pytest.raises(NotYours, match="Only a workspace admin"):
        await start_program(hospital, workspace_id=WS, user_id=EVE, is_admin=False)


async def test_managing_in_one_hospital_counts_for_nothing_in_another(hospital, content):
    with pytest.raises(NotYours):
        await save(hospital, content, workspace=ELSEWHERE, program_id="P1")
    assert await programs_now(hospital, ELSEWHERE) == {}


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("name", "  ", "name"),
        ("name", "x" * 76, "name"),
        ("name", "MRN 4455667", "name"),
        ("purpose", "x" * 501, "purpose"),
        ("purpose", "For the patient born 12 March 1961", "purpose"),
        ("mentees", "Call 020 7946 0958", "mentees"),
        ("objectives", "\n".join(map(str, range(11))), "objectives"),
        ("objectives", "x" * 151, "objectives"),
        ("objectives", "See NHS number 943 476 5919", "objectives"),
        ("managers", (), "managers"),
        ("managers", tuple(f"U{n}" for n in range(21)), "managers"),
        ("intake", "sometimes", "intake"),
        ("starts_on", "", "starts_on"),
        ("starts_on", "2026-02-30", "starts_on"),
        ("starts_on", "2025-03-01", "starts_on"),
        ("starts_on", "9999-12-31", "starts_on"),
        ("length_weeks", "3", "length_weeks"),
        ("length_weeks", "105", "length_weeks"),
        ("length_weeks", "-26", "length_weeks"),
        ("length_weeks", "6 months", "length_weeks"),
        ("length_weeks", "26.5", "length_weeks"),
        ("length_weeks", "²", "length_weeks"),
        ("length_weeks", "9" * 5000, "length_weeks"),
        ("signup_ends_on", "2026-10-06", "signup_ends_on"),
        ("signup_ends_on", "2020-01-01", "signup_ends_on"),
        ("every_weeks", "0", "every_weeks"),
        ("minutes", "", "minutes"),
        ("capacity", "9", "capacity"),
        ("sites", "x" * 76, "sites"),
        ("sites", "Ward 9, phone 020 7946 0958", "sites"),
        ("expected_mentees", "many", "expected_mentees"),
        ("expected_mentees", "5001", "expected_mentees"),
        ("places_first_percent", "101", "places_first_percent"),
        ("minutes_a_month", "0", "minutes_a_month"),
        ("release_after_weeks", "", "release_after_weeks"),
        ("review_every_weeks", "0", "review_every_weeks"),
        ("targets", {"match_fit": "x" * 151}, "target.match_fit"),
        ("targets", {"match_fit": "as for MRN 4455667"}, "target.match_fit"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(hospital, content, field, value, named):
    with pytest.raises(InvalidInput) as wrong:
        await save(hospital, content, **{field: value})
    assert set(wrong.value.fields) == {named}
    assert "P9" not in await programs_now(hospital)
    assert (
        await get_set_up(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    ).workspace == (HOSPITAL)


async def test_everything_that_is_wrong_is_said_at_once(hospital, content):
    with pytest.raises(InvalidInput) as wrong:
        await save(hospital, content, name="", starts_on="soon", length_weeks="many", managers=())
    assert set(wrong.value.fields) == {"name", "starts_on", "length_weeks", "managers"}


def test_a_fresh_draft_starts_on_the_monday_after_next(content):
    for day in range(7):
        draft = fresh(content, today=TODAY + day * DAY)
        assert draft.starts_on == TODAY + 2 * WEEK
        assert draft.managers == (MIA,)


async def test_a_launch_is_refused_with_the_labels_of_what_is_missing(hospital, content):
    filled = dict(list(all_of(content).items())[1:])
    first = next(iter(content.signposts.values()))
    await fill(hospital, content, filled)
    with pytest.raises(NotNow, match="once it has") as refused:
        await launch(hospital, content)
    assert str(refused.value).endswith(f"once it has these: {first.label}.")
    assert (await programs_now(hospital))["P2"] == DRAFT


async def test_a_draft_without_a_channel_is_kept_and_cannot_open(hospital, content):
    saved = await save(hospital, content, channel_id="")
    assert saved.missing[-2:] == ("Channel for summaries", "a lead who has said yes")
    await fill(hospital, content, all_of(content))
    with pytest.raises(NotNow, match=r"once it has these: Channel for summaries, a lead who has said yes\."):
        await launch(hospital, content, program_id="P9")


async def test_an_open_program_keeps_its_channel(hospital, content):
    with pytest.raises(InvalidInput) as wrong:
        await save(hospital, content, program_id="P1", version=1, channel_id="")
    assert set(wrong.value.fields) == {"channel"}


async def test_a_complete_draft_opens_once(hospital, content):
    await fill(hospital, content, all_of(content))
    opened = await launch(hospital, content)
    assert (await programs_now(hospital))["P2"] == opened
    assert (opened.state, opened.version) == (ProgramState.RECRUITING, 1)
    with pytest.raises(NotNow, match="already open"):
        await launch(hospital, content)


@pytest.mark.parametrize("past", ["signup_ends_on", "ends_on"])
async def test_a_draft_nobody_could_join_any_more_does_not_open(hospital, content, past):
    gone: dict[str, Any] = {past: TODAY - DAY}
    stale = replace(DRAFT, starts_on=TODAY - 9 * WEEK, **gone)
    await move_in(hospital, stale)
    await fill(hospital, content, all_of(content))
    with pytest.raises(NotNow, match=r"ended on 1 March\. Choose a later day"):
        await launch(hospital, content)
    assert (await programs_now(hospital))["P2"] == stale


@pytest.mark.parametrize(("who", "error"), [({"by": EVE}, NotYours), ({"workspace_id": ELSEWHERE}, NotFound)])
async def test_a_stranger_cannot_open_it(hospital, content, who, error):
    await fill(hospital, content, all_of(content))
    with pytest.raises(error):
        await launch(hospital, content, **who)
    assert (await programs_now(hospital))["P2"] == DRAFT


async def test_sign_up_ends_a_week_before_the_start_and_moves_with_it(hospital, content):
    draft = fresh(content)
    assert draft.signup_ends_on == draft.starts_on - 7 * DAY
    page = replace(TIMES, signup_ends_on=draft.signup_ends_on.isoformat())
    moved = page.applied(draft, content=content, today=TODAY)
    assert moved.signup_ends_on == moved.starts_on - 7 * DAY != draft.signup_ends_on
    own = replace(page, signup_ends_on="2026-04-01").applied(draft, content=content, today=TODAY)
    assert own.signup_ends_on == TODAY + 30 * DAY


async def test_sign_up_ends_before_the_start_while_it_has_not_begun(hospital, content):
    draft = fresh(content)
    late = replace(TIMES, signup_ends_on=TIMES.starts_on)
    with pytest.raises(InvalidInput) as refused:
        late.applied(draft, content=content, today=TODAY)
    assert set(refused.value.fields) == {"signup_ends_on"}
    begun = replace(draft, starts_on=TODAY - 30 * DAY)
    page = replace(TIMES, starts_on=begun.starts_on.isoformat(), signup_ends_on=TODAY.isoformat())
    assert page.applied(begun, content=content, today=TODAY).signup_ends_on == TODAY


async def test_a_rolling_program_has_no_end(hospital, content):
    saved = await save(hospital, content, intake="rolling", signup_ends_on="")
    assert (saved.program.intake, saved.program.ends_on) == (Intake.ROLLING, None)
    assert saved.program.signup_ends_on is None


async def test_a_program_that_began_long_ago_can_still_be_edited(hospital, content):
    old = replace(PROGRAM, id="P5", starts_on=TODAY - 100 * WEEK, ends_on=None, intake=Intake.ROLLING)
    await move_in(hospital, old)
    page = replace(TIMES, starts_on=old.starts_on.isoformat(), intake="rolling", every_weeks="3")
    assert page.applied(old, content=content, today=TODAY).every_weeks == 3


async def test_a_last_day_between_weeks_stays_while_nobody_touches_it(content):
    """Closing early brings it forward to any day, even to a few days after the start."""
    short = replace(PROGRAM, ends_on=PROGRAM.starts_on + 9 * DAY)
    page = replace(TIMES, starts_on=short.starts_on.isoformat(), length_weeks="1")
    assert page.applied(short, content=content, today=TODAY).ends_on == short.ends_on
    longer = replace(page, length_weeks="5").applied(short, content=content, today=TODAY)
    assert longer.ends_on == short.starts_on + 5 * WEEK


async def test_the_budget_follows_the_rhythm_until_somebody_sets_it(content):
    draft = fresh(content)
    follows = replace(TIMES, every_weeks="1", minutes="15").applied(draft, content=content, today=TODAY)
    assert follows.plan.minutes_a_month == 70
    own = replace(draft, plan=replace(draft.plan, minutes_a_month=200))
    kept = replace(TIMES, every_weeks="1", minutes="15").applied(own, content=content, today=TODAY)
    assert kept.plan.minutes_a_month == 200


async def test_a_measure_without_a_target_is_not_one_of_the_programs(content):
    draft = fresh(content)
    assert list(draft.plan.targets) == keys_of(
        content.measures, content.programs["onboarding"].success_measures
    )
    page = replace(TARGETS, targets={"match_fit": " 90 % ", "pairs_active:3_months": " "})
    chosen = page.applied(draft, content=content, today=TODAY).plan.targets
    assert chosen["match_fit"] == at_least(90)
    assert "pairs_active:3_months" not in chosen
    assert chosen["pairs_active:6_months"] == at_least(60)


@pytest.mark.parametrize(
    ("key", "typed", "found"),
    [
        ("rematch_rate", "15", {"rematch_rate": under(15)}),
        ("match_fit", "15", {"match_fit": at_least(15)}),
        ("mentor_use", "50 to 90", {"mentor_use": between(50, 90)}),
        ("belonging", "report", {"belonging": REPORT}),
        # As forms had them that were opened before targets were numbers.
        (
            "pairs_active",
            "70 % and 60 %",
            {"pairs_active:3_months": at_least(70), "pairs_active:6_months": at_least(60)},
        ),
        ("pairs_active", "", {}),
        ("match_fit", "80 % agree", {"match_fit": at_least(80)}),
        ("sessions_completed", "5 on average", {"sessions_completed": replace(REPORT, note="5 on average")}),
        ("circle_turnout", "3 or more", {"circle_turnout": replace(REPORT, note="3 or more")}),
        (
            "retention_linked",
            "HR computes outside the bot",
            {"retention_linked": REPORT},
        ),
    ],
)
async def test_a_target_is_read_as_it_is_typed(content, key, typed, found):
    draft = fresh(content)
    bare = replace(draft, plan=replace(draft.plan, targets={"pairs_active:3_months": at_least(1)}))
    applied = replace(TARGETS, targets={key: typed}).applied(bare, content=content, today=TODAY)
    others = {} if key == "pairs_active" else bare.plan.targets
    assert applied.plan.targets == {**others, **found}


@pytest.mark.parametrize("typed", ["most of them", "170", "90 to 50", "under 0", "80 % by Easter", "7.5"])
async def test_a_target_that_is_no_percent_is_told_what_to_write(content, typed):
    page = replace(TARGETS, targets={"match_fit": typed, "belonging": "report"})
    with pytest.raises(InvalidInput) as wrong:
        page.applied(fresh(content), content=content, today=TODAY)
    assert set(wrong.value.fields) == {"target.match_fit"}
    assert "“at least 70”" in wrong.value.fields["target.match_fit"]


async def test_a_note_stays_until_its_target_is_changed(content):
    noted = replace(REPORT, note="5 on average")
    draft = fresh(content)
    draft = replace(draft, plan=replace(draft.plan, targets={"sessions_completed": noted}))
    kept = replace(TARGETS, targets={"sessions_completed": "report"})
    assert kept.applied(draft, content=content, today=TODAY).plan.targets["sessions_completed"] == noted
    set_now = replace(TARGETS, targets={"sessions_completed": "70"})
    assert set_now.applied(draft, content=content, today=TODAY).plan.targets[
        "sessions_completed"
    ] == at_least(70)


def fresh(content, *, today=TODAY):
    return fresh_draft(
        program_id="P9",
        workspace_id=WS,
        template_id="onboarding",
        by=MIA,
        content=content,
        today=today,
    )


async def test_signposts_are_kept_for_every_program_here(hospital, content):
    saved = await fill(hospital, content, all_of(content) | {"forged": "x"})
    assert saved.workspace.signposts == all_of(content)
    assert saved.missing == ()
    other = await get_set_up(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    assert other.signposts == all_of(content)


async def test_a_program_keeps_only_what_differs(hospital, content):
    await fill(hospital, content, all_of(content))
    key, blank, *_ = content.signposts
    own = {**all_of(content), key: "Ext. 9", blank: " "}
    saved = await fill(hospital, content, own, for_program_only=True)
    assert saved.program.signposts == {key: "Ext. 9", blank: ""}
    assert saved.missing == (content.signposts[blank].label,)
    other = await get_set_up(hospital, workspace_id=WS, program_id="P1", by=MIA, content=content)
    assert other.signposts == all_of(content)


async def test_signposts_are_filled_in_by_a_manager(hospital, content):
    with pytest.raises(NotYours):
        await fill(hospital, content, all_of(content), by=EVE)
    with pytest.raises(NotYours):
        await get_set_up(hospital, workspace_id=WS, program_id="P1", by=EVE, content=content)
    async with hospital.transaction() as repos:
        assert await repos.workspaces.get(WS) == HOSPITAL


async def test_a_manager_finds_the_programs_that_are_open_and_nobody_elses(hospital):
    await move_in(hospital, replace(PROGRAM, id="P3", managers=(EVE,)))
    assert await list_managed(hospital, workspace_id=WS, user_id=MIA) == [PROGRAM]
    with pytest.raises(NotYours, match="/mentoring new"):
        await list_managed(hospital, workspace_id=ELSEWHERE, user_id=MIA)


async def test_a_draft_takes_no_signpost_from_the_cards_of_an_open_program(hospital, content):
    """The workspace's own serve them all; a manager of one program must not empty them for the others."""
    known = {"crisis_line": "Call 1", "speaking_up": ""}
    await move_in(hospital, replace(HOSPITAL, signposts=known), DRAFT)
    with pytest.raises(InvalidInput) as refused:
        await fill(hospital, content, {"crisis_line": " "})
    assert set(refused.value.fields) == {"crisis_line"}
    set_up = await get_set_up(hospital, workspace_id=WS, program_id="P2", by=MIA, content=content)
    assert set_up.workspace.signposts == known


async def test_more_sites_than_a_menu_holds_are_refused(hospital, content):
    with pytest.raises(InvalidInput) as refused:
        await save(hospital, content, sites="\n".join(map(str, range(101))), is_admin=True)
    assert set(refused.value.fields) == {"sites"}
