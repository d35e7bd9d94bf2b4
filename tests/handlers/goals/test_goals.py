"""Goals: written from Home, read by the mentor, told in the reminder, and whatever is typed is only text."""

from datetime import timedelta

from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.handlers.meetings.test_check_in import asked
from tests.handlers.meetings.test_times import a_time_is_set, last, said
from tests.handlers.tour.goals import choose_for_next_talk, write_a_goal

HEBREW = "להוביל משמרת"


async def opens(town, actor):
    await town.do(actor.open_home())
    await town.do(actor.click(actor.home, Action.GOALS))


async def secrets(town):
    async with town.deps.db.transaction() as repos:
        found = await repos.mentorships.list_for_person(town.workspace_id, town.person("Nia Nurse").person.id)
        kept = await repos.goals.list_for_mentorships(town.workspace_id, [one.id for one in found])
    return [goal.text for some in kept.values() for one in some for goal in one.goals]


def plain(view):
    return [block["text"]["text"] for block in view.blocks if block.get("text", {}).get("emoji") is False]


async def test_a_mentee_writes_and_the_mentor_reads_without_anything_to_tap(town):
    _, nia, omar = await town.introduced_pair()
    await opens(town, nia)
    await write_a_goal(town, nia, "Lead a handover", along="2")
    await town.do(nia.click(nia.modal, Action.GOAL_STEP))
    assert "●●○○○ ●●●○○ (3 of 5 now, at first 2 of 5)" in said(nia.modal)
    await opens(town, omar)
    assert "Lead a handover" in said(omar.modal)
    assert list(walk(omar.modal.blocks)) == []


async def test_what_is_kept_back_is_not_before_the_mentor(town):
    _, nia, omar = await town.introduced_pair()
    await opens(town, nia)
    await write_a_goal(town, nia, "Stop being afraid")
    await town.do(nia.click(nia.modal, Action.GOAL_CHANGE))
    await nia.choose(nia.modal, "goal_private", ["private"])
    await town.do(nia.submit())
    assert "Only you see this one" in said(nia.modal)
    await opens(town, omar)
    assert "None to read yet" in said(omar.modal)


async def test_a_record_number_is_refused_in_its_field_and_not_kept(town):
    _, nia, _ = await town.introduced_pair()
    await opens(town, nia)
    await write_a_goal(town, nia, "Visit MRN 4711 23 again")
    assert "record number" in nia.modal_errors["goal"]
    assert await secrets(town) == []


async def test_too_many_characters_are_answered_with_a_sentence(town):
    """Slack's own client counts to the length of the field; whoever goes around it is answered by us."""
    _, nia, _ = await town.introduced_pair()
    await opens(town, nia)
    await town.do(nia.click(nia.modal, Action.GOAL_ADD))
    for block in nia.modal.blocks:
        block.get("element", {}).pop("max_length", None)
    for name, value in {"goal": "long " * 500, "goal_matters": "4", "goal_progress": "1"}.items():
        await nia.choose(nia.modal, name, value)
    await town.do(nia.submit())
    assert "too long" in nia.modal_errors["goal"]
    assert await secrets(town) == []


async def test_what_is_typed_is_text_whichever_way_it_reads(town):
    _, nia, omar = await town.introduced_pair()
    await opens(town, nia)
    await write_a_goal(town, nia, f"*<!here>* \u202e{HEBREW}\u2069 <https://evil.example|x> :smile:")
    await opens(town, omar)
    shown = f"\u2068*<!here>* {HEBREW} <https://evil.example|x> :smile:\u2069"
    assert plain(omar.modal) == plain(nia.modal) == [shown]


async def test_the_command_opens_the_only_ones_and_tells_a_stranger_where_goals_will_be(town):
    _, nia, omar = await town.introduced_pair()
    for person, words in ((nia, "None yet"), (omar, "None to read yet"), (town.person("Eve"), "no goals")):
        await town.do(person.command("/mentor", "goals"))
        assert words in said(person.modal)


async def test_with_three_there_is_nothing_to_add(town):
    _, nia, _ = await town.introduced_pair()
    await opens(town, nia)
    for text in ("One", "Two", "Three"):
        await write_a_goal(town, nia, text)
    assert Action.GOAL_ADD not in said(nia.modal)
    assert await secrets(town) == ["One", "Two", "Three"]


async def test_what_is_chosen_stands_in_both_reminders_and_on_no_lock_screen(town):
    nia, omar, start = await a_time_is_set(town)
    await town.let_pass((start - town.sandbox.clock.now()) / 4)
    await opens(town, nia)
    await write_a_goal(town, nia, "Lead a handover")
    await choose_for_next_talk(town, nia, "topic:wellbeing")
    assert "Wellbeing and recovery" in plain(nia.modal)[-1]
    await town.let_pass(start - town.sandbox.clock.now())
    questions = town.deps.content.guides["wellbeing"].prompts[:2]
    for person, who in ((nia, "You"), (omar, f"<@{nia.person.id}>")):
        reminder = last(person, "chose this to talk about")
        assert f"*{who} chose this" in said(reminder)
        assert all(question in said(reminder) for question in questions)
        assert "Wellbeing" not in str([one.text for one in person.notifications])


async def test_after_a_talk_a_mentee_is_offered_goals(town):
    _, nia, _ = await town.introduced_pair()
    await town.do(nia.click(await asked(town, nia), Action.WE_MET))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.GOALS))
    assert "None yet" in said(nia.modal)


async def test_a_mentor_is_not(town):
    _, nia, omar = await town.introduced_pair()
    await asked(town, nia)
    await town.let_pass(timedelta(days=2))
    await town.do(omar.click(last(omar, "manage to talk"), Action.WE_MET))
    assert Action.GOALS not in said(last(omar, "Thanks: you met"))
