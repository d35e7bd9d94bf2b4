"""A manager's own hand in a proposal: locked, swapped, put together, looked at before and sent later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.joining.enrolments import ExclusionKind
from bot.domain.matching.choices import MatchedBy
from bot.domain.mentorships.mentorships import MentorshipState
from bot.sandbox.elements import walk
from bot.views.ids import Action

MENTEES, MENTORS = ("Nia", "Ida"), ("Omar", "Jon")
DAY = timedelta(days=1)


@pytest.fixture
async def manager(town):
    """Of a program with two mentees and two mentors, before the review is opened."""
    manager = town.person("Mona", is_admin=True)
    await town.new_program(manager)
    topics = (("leadership",), ("conflict", "leadership"))
    for name, wanted in zip(MENTEES, topics, strict=True):
        await town.join(town.person(name), wanted=wanted)
    for name, offered in zip(MENTORS, topics, strict=True):
        await town.join(town.person(name), role="mentor", wanted=(), offered=offered, capacity="1")
    return manager


async def review(town, manager):
    await town.do(manager.command("/mentoring", "match"))


def together(town, manager, mentee, mentor):
    """What the row of these two says; nothing where they are no pair."""
    both = [f"<@{town.person(name).person.id}>" for name in (mentee, mentor)]
    texts = (block.get("text", {}).get("text", "") for block in manager.modal.blocks)
    return next((text for text in texts if all(one in text for one in both)), "")


def shown(manager):
    return str(manager.modal.blocks)


async def press(town, manager, action, mentee):
    """What stands beside this mentee's match, or in its menu."""
    who = town.person(mentee).person.id
    [row] = [one for one in manager.modal.blocks if who in str(one) and "accessory" in one]
    await town.do(manager.click(manager.modal, action, block_id=row["block_id"]))


async def plan(town, **more):
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, plan=replace(program.plan, **more)))
    return program.id


async def test_swapping_shows_what_it_would_be_and_then_keeps_it(town, manager):
    await review(town, manager)
    assert together(town, manager, "Nia", "Omar")
    await press(town, manager, Action.SWAP, "Nia")
    await press(town, manager, Action.SWAP_WITH, "Ida")
    assert together(town, manager, "Nia", "Jon")
    await town.do(manager.submit())
    assert "*Kept:*" in together(town, manager, "Nia", "Jon")
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.tick()
    assert (await town.mentorship(town.person("Nia"))).includes(town.person("Jon").person.id)


async def test_a_private_rule_stands_in_the_way_of_a_swap_and_is_not_told(town, manager):
    await review(town, manager)
    async with town.deps.db.transaction() as repos:
        ids = [town.person(name).person.id for name in ("Nia", "Jon")]
        await repos.exclusions.replace(town.workspace_id, ids[0], ids[1:], kind=ExclusionKind.PRIVATE)
    await press(town, manager, Action.SWAP, "Nia")
    await press(town, manager, Action.SWAP_WITH, "Ida")
    assert "Some rules are private" in shown(manager)
    assert manager.modal.submit is None
    await town.do(manager.click(manager.modal, Action.PAGE))
    assert together(town, manager, "Nia", "Omar")


async def test_a_locked_pair_stays_when_the_rest_is_worked_out_again(town, manager):
    await review(town, manager)
    await press(town, manager, Action.SWAP, "Nia")
    await press(town, manager, Action.SWAP_WITH, "Ida")
    await town.do(manager.submit())
    await press(town, manager, Action.UNLOCK, "Ida")
    await town.do(manager.click(manager.modal, Action.MATCH_AGAIN))
    assert "*Kept:*" in together(town, manager, "Nia", "Jon")
    assert together(town, manager, "Ida", "Omar")
    await press(town, manager, Action.UNLOCK, "Nia")
    await town.do(manager.click(manager.modal, Action.MATCH_AGAIN))
    assert together(town, manager, "Nia", "Omar")


async def test_a_proposal_a_manager_has_worked_on_is_there_when_it_is_opened_again(town, manager):
    await review(town, manager)
    await press(town, manager, Action.LOCK, "Nia")
    await manager.close(everything=True)
    await town.join(town.person("Fay"))
    await review(town, manager)
    assert "*Kept:*" in shown(manager)
    assert "run it again" in shown(manager)
    await town.do(manager.click(manager.modal, Action.MATCH_AGAIN))
    assert "run it again" not in shown(manager)
    assert "No eligible mentor had a free place" in shown(manager)


async def test_who_has_no_match_stays_listed_when_a_page_is_turned(town, manager):
    await town.join(town.person("Fay"))
    await review(town, manager)
    before = [one for one in ("Nia", "Ida", "Fay") if f"• <@{town.person(one).person.id}>" in shown(manager)]
    assert len(before) == 1
    matched = next(one for one in ("Nia", "Ida") if one not in before)
    await press(town, manager, Action.LOCK, matched)
    assert f"• <@{town.person(before[0]).person.id}>" in shown(manager)
    assert any(one.action_id == Action.RECRUIT for one in walk(manager.modal.blocks))


async def test_a_pair_is_put_together_by_hand(town, manager):
    await plan(town, matched_by=MatchedBy.BY_HAND)
    await review(town, manager)
    assert "by hand" in shown(manager)
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", town.person("Nia").person.id)
    await manager.choose(manager.modal, "mentor", town.person("Jon").person.id)
    await town.do(manager.submit())
    assert together(town, manager, "Nia", "Jon")
    await town.do(manager.submit())
    assert "*Kept:*" in together(town, manager, "Nia", "Jon")
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.tick()
    assert (await town.mentorship(town.person("Nia"))).state is MentorshipState.ACTIVE


@pytest.mark.parametrize(
    ("mentee", "mentor", "sentence"),
    [
        ("Omar", "Jon", "Choose a mentee who waits"),
        ("Nia", "Ida", "Choose a mentor of this program"),
        ("Stranger", "Jon", "Choose a mentee who waits"),
    ],
)
async def test_who_can_not_be_in_a_pair_is_refused_beside_their_field(
    town, manager, mentee, mentor, sentence
):
    """Or above the form, where Slack had to be asked who they are."""
    await review(town, manager)
    await press(town, manager, Action.DROP, "Nia")
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", town.person(mentee).person.id)
    await manager.choose(manager.modal, "mentor", town.person(mentor).person.id)
    await town.do(manager.submit())
    assert sentence in f"{manager.modal_errors} {shown(manager)}"


async def test_a_full_mentor_is_in_the_way_of_a_pair_by_hand(town, manager):
    await town.join(town.person("Fay"))
    await review(town, manager)
    left = next(n for n in ("Nia", "Ida", "Fay") if f"• <@{town.person(n).person.id}>" in shown(manager))
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", town.person(left).person.id)
    await manager.choose(manager.modal, "mentor", town.person("Jon").person.id)
    await town.do(manager.submit())
    assert manager.modal_errors == {"mentor": "This mentor has no free place left."}


async def test_a_manager_is_warned_before_a_mentors_last_place_is_filled(town, manager):
    await review(town, manager)
    assert "fills the mentor's last place" in shown(manager)


def said_of_matches(town):
    """What left, but for what managers are told of their own work."""
    texts = [one.request["text"] for one in town.sandbox.calls("chat.postMessage")]
    to_managers = ("your list for the week", "matches are ready", "Matches are ready")
    return [text for text in texts if not any(words in text for words in to_managers)]


async def test_the_dry_run_says_who_gets_what_and_when_for_nobody_and_keeps_nothing(town, manager):
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.DRY_RUN))
    assert "2 matches. Nothing has been sent." in shown(manager)
    assert "<!date" not in shown(manager)
    assert "*Introduced in a private group*" in shown(manager)
    assert "The last day for all of them is Friday 1 May." in shown(manager)
    await town.let_pass(3 * DAY)
    assert said_of_matches(town) == []


async def test_the_dry_run_is_what_happens(town, manager):
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.DRY_RUN))
    dry = shown(manager)
    await town.do(manager.click(manager.modal, Action.PAGE))
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.tick()
    nia = town.person("Nia")
    [group] = [channel for channel in nia.conversations() if channel.kind == "mpim"]
    said = str(nia.messages(group)[0].blocks)
    assert all(f"<@{who}>" in said and f"<@{who}>" in dry for who in (await town.mentorship(nia)).user_ids)


async def test_who_is_left_without_a_match_is_in_the_dry_run_and_hears_of_it(town, manager):
    ann = town.person("Ann")
    await town.join(ann)
    await review(town, manager)
    assert "No eligible mentor had a free place." in shown(manager)
    await town.do(manager.click(manager.modal, Action.DRY_RUN))
    told = shown(manager).partition("*Told that they keep their place*")[2]
    [left_out] = [name for name in (*MENTEES, "Ann") if town.person(name).person.id in told]
    await town.do(manager.click(manager.modal, Action.PAGE))
    assert "People without a match hear that they keep their place." in shown(manager)
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.tick()
    alone = town.person(left_out)
    [note] = [one for one in alone.messages(alone.dm) if "have a match for you" in str(one.blocks)]
    assert "16 March" in str(note.blocks)
    await town.do(alone.open_home())
    assert "We'll look again on Monday 16 March." in str(alone.home.blocks)


async def test_who_is_away_is_named_among_those_without_a_match(town, manager):
    await pause(town, "Ida")
    await review(town, manager)
    assert "away, or haven't agreed to the charter yet" in shown(manager)
    assert "run it again" not in shown(manager)


async def pause(town, name):
    who = town.person(name).person.id
    async with town.deps.db.transaction() as repos:
        person = await repos.people.get(town.workspace_id, who)
        today = town.sandbox.clock.now().date()
        await repos.people.save(replace(person, paused_from=today, paused_until=today + 7 * DAY))


async def test_mentors_who_are_asked_first_are_in_the_dry_run(town, manager):
    await plan(town, mentors_confirm=True)
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.DRY_RUN))
    assert "each mentor is asked about their mentee" in shown(manager)


async def test_a_proposal_goes_out_by_itself_at_its_time(town, manager):
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.PUBLISH_LATER))
    await town.do(manager.submit())
    assert "These go out automatically" in shown(manager)
    await town.let_pass(5 * DAY)
    assert (await town.mentorship(town.person("Nia"))).state is MentorshipState.PROPOSED
    await town.let_pass(4 * DAY)
    assert (await town.mentorship(town.person("Nia"))).state is MentorshipState.ACTIVE


async def test_a_planned_time_can_be_taken_back(town, manager):
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.PUBLISH_LATER))
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.PUBLISH_STOP))
    await town.let_pass(10 * DAY)
    assert (await town.mentorship(town.person("Nia"))).state is MentorshipState.PROPOSED


async def test_a_time_that_is_past_is_refused_beside_it(town, manager):
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.PUBLISH_LATER))
    await manager.choose(manager.modal, "publish_at", int(town.sandbox.clock.now().timestamp()) - 60)
    await town.do(manager.submit())
    assert "from now on" in manager.modal_errors["publish_at"]


async def test_what_can_not_go_out_at_its_time_waits_and_says_so(town, manager):
    program_id = await plan(town)
    await review(town, manager)
    await town.do(manager.click(manager.modal, Action.PUBLISH_LATER))
    await town.do(manager.submit())
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, managers=(town.person("Max").person.id,)))
    await town.let_pass(10 * DAY)
    async with town.deps.db.transaction() as repos:
        made = await repos.proposals.find(town.workspace_id, program_id)
    assert made.publish_at is None
    assert "didn't go out" in made.remarks[-1]
    assert said_of_matches(town) == []


async def test_what_changed_since_is_left_out_by_name(town, manager):
    await review(town, manager)
    today = town.sandbox.clock.now().date()
    async with town.deps.db.transaction() as repos:
        person = await repos.people.get(town.workspace_id, town.person("Omar").person.id)
        await repos.people.save(replace(person, paused_from=today))
    await town.do(manager.click(manager.modal, Action.APPROVE))
    assert "Left out" in shown(manager)
    assert together(town, manager, "Nia", "Omar")
