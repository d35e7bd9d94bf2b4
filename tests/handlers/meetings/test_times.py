"""Finding a time: what each of a pair sees, ticks and gets, and what becomes of a time that is set."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from bot.sandbox.elements import walk
from bot.views.ids import Action
from tests.handlers.tour.times import patterns


async def matched(town, *, nia="office", omar="office"):
    """An introduced pair on these patterns."""
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    mentee, mentor = town.person("Nia Nurse"), town.person("Omar Mentor")
    await town.join(mentee, preset=nia)
    await town.join(mentor, role="mentor", wanted=(), offered=("leadership",), preset=omar)
    await town.match(manager)
    await town.tick()
    return mentee, mentor


def introduction(actor):
    return next(one for one in actor.inbox() if Action.TIME_FIND in str(one.blocks))


def ticks(view):
    [boxes] = [one.element for one in walk(view.blocks) if one.action_id == "slots"]
    return [option["value"] for option in boxes["options"]]


def said(container):
    return str(container.blocks)


def last(actor, words):
    return [one for one in actor.messages(actor.dm) if words in str(one.blocks)][-1]


def calendars(actor):
    files = [file for message in actor.messages(actor.dm) for file in message.files]
    return [Calendar.from_ical(file.content) for file in files if file.name == "mentoring.ics"]


async def tick(town, actor, *chosen):
    await actor.choose(actor.modal, "slots", list(chosen))
    await town.do(actor.submit())


async def a_time_is_set(town, *, patterns=("office", "office")):
    nia, omar = await matched(town, nia=patterns[0], omar=patterns[1])
    await town.do(nia.click(introduction(nia), Action.TIME_FIND))
    first, second, _ = ticks(nia.modal)
    await tick(town, nia, first, second)
    await nia.close(everything=True)
    await town.let_pass(timedelta(hours=2))
    await town.do(omar.click(last(omar, "looking for a time"), Action.TIME_FIND))
    await tick(town, omar, second)
    return nia, omar, datetime.fromtimestamp(int(second), UTC)


async def test_the_first_time_that_works_for_both_is_set_and_its_file_comes_to_each(town):
    nia, omar, start = await a_time_is_set(town)
    assert "That works." in said(omar.modal)
    await town.let_pass(timedelta(days=1))
    for person in (nia, omar):
        [calendar] = calendars(person)
        [event] = calendar.events
        assert (calendar["METHOD"], event.start, event["SUMMARY"]) == ("PUBLISH", start, "Mentoring")
        assert "is set" in said(last(person, "Your time with"))
    assert calendars(nia)[0].events[0]["UID"] == calendars(omar)[0].events[0]["UID"]


async def test_nothing_is_sent_to_the_other_outside_a_welcome_moment(town):
    """She looks for a time late in the evening; he hears of it the next day."""
    nia, omar = await matched(town)
    await town.let_pass(timedelta(hours=13))
    await town.do(nia.click(introduction(nia), Action.TIME_FIND))
    await tick(town, nia, *ticks(nia.modal))
    assert not [one for one in omar.messages(omar.dm) if "looking for a time" in said(one)]
    await town.let_pass(timedelta(hours=12))
    assert last(omar, "looking for a time")


async def test_moving_updates_the_calendar_and_calling_off_removes_it(town):
    nia, omar, _ = await a_time_is_set(town)
    await omar.close(everything=True)
    await town.let_pass(timedelta(days=1))
    await town.do(nia.click(last(nia, "Your time with"), Action.TIME_MOVE))
    [other, *_] = ticks(nia.modal)
    assert "until you find another one" in said(nia.modal)
    await tick(town, nia, other)
    await town.let_pass(timedelta(hours=3))
    await town.do(omar.click(last(omar, "looking for a time"), Action.TIME_FIND))
    await tick(town, omar, other)
    await town.let_pass(timedelta(hours=3))
    await town.do(omar.click(last(omar, "Your time with"), Action.TIME_CANCEL))
    await town.let_pass(timedelta(days=1))
    for person in (nia, omar):
        events = [calendar.events[0] for calendar in calendars(person)]
        assert len({event["UID"] for event in events}) == 1
        assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
        assert [str(calendar["METHOD"]) for calendar in calendars(person)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert "called off" in said(last(nia, "Your time with"))


async def test_a_reminder_comes_once_to_each_before_the_time(town):
    nia, omar, start = await a_time_is_set(town)
    await town.let_pass(start - town.sandbox.clock.now())
    for person in (nia, omar):
        reminders = [one for one in person.messages(person.dm) if "No need to prepare" in said(one)]
        assert len(reminders) == 1
        before = start - datetime.fromtimestamp(float(reminders[0].ts), UTC)
        # Over a weekend, when nobody in office hours is written to.
        assert timedelta(hours=1) <= before <= timedelta(days=4)


async def test_whether_they_met_is_asked_after_the_time_and_not_before(town):
    nia, _, start = await a_time_is_set(town)
    await town.let_pass(start - town.sandbox.clock.now())
    assert not [one for one in nia.messages(nia.dm) if "manage to talk" in said(one)]
    await town.let_pass(timedelta(days=3))
    assert last(nia, "manage to talk")


async def test_where_no_time_is_common_three_others_are_offered(town):
    nia, omar = await matched(town)
    await town.do(nia.click(introduction(nia), Action.TIME_FIND))
    first, second, third = ticks(nia.modal)
    await tick(town, nia, first)
    await town.let_pass(timedelta(hours=2))
    await town.do(omar.click(last(omar, "looking for a time"), Action.TIME_FIND))
    await tick(town, omar, second, third)
    assert "That happens" in said(omar.modal)
    others = ticks(omar.modal)
    assert len(others) == 3
    assert not {first, second, third} & set(others)
    await tick(town, omar, others[0])
    await nia.close(everything=True)
    await town.let_pass(timedelta(days=1))
    await town.do(nia.click(last(nia, "looking for a time"), Action.TIME_FIND))
    assert ticks(nia.modal) == others
    await tick(town, nia, *others)
    assert "That works." in said(nia.modal)


async def test_without_a_shared_hour_one_question_each_way_counts_as_contact(town):
    nia, omar = await matched(town)
    await patterns(town, {nia: "nights_12", omar: "days_12"})
    await town.do(nia.click(introduction(nia), Action.TIME_FIND))
    await town.do(nia.click(nia.modal, Action.QUESTION_MONTH))
    assert "own conversation" in said(nia.modal)
    await town.let_pass(timedelta(days=1))
    await town.do(omar.click(last(omar, "one question each way"), Action.WE_DID))
    assert "in touch" in omar.messages(omar.dm)[-1].text
    [cycle] = await town.cycles(nia)
    assert (cycle.outcome, cycle.iso_week) == ("met", "2026-W10")


async def test_a_first_nudge_brings_three_times_a_week_later(town):
    nia, omar = await matched(town)
    await town.let_pass(timedelta(days=8))
    nudge = last(nia, "No rush")
    await town.do(nia.click(nudge, Action.TIME_FIND))
    offered = ticks(nia.modal)
    assert len(offered) == 3
    assert all(f"date^{one}^" in said(nudge) for one in offered)
    await nia.close(everything=True)
    await town.let_pass(timedelta(days=2))
    theirs = [one for one in offered if f"date^{one}^" in said(last(omar, "No rush"))]
    assert theirs == [one for one in offered if int(one) > float(last(omar, "No rush").ts)]
    assert len(theirs) >= 2


async def test_mentor_plan_opens_the_times_at_once(town):
    nia, _ = await matched(town)
    await town.do(nia.command("/mentor", "plan"))
    assert len(ticks(nia.modal)) == 3


async def test_a_stranger_is_told_why_and_sees_nothing(town):
    nia, _ = await matched(town)
    eve = town.person("Eve Elsewhere")
    forged = town.sandbox.workspace.post(
        eve.dm, author=town.sandbox.bot_user_id, text="", blocks=introduction(nia).blocks
    )
    await town.do(eve.click(forged, Action.TIME_FIND))
    assert "Only the people in this mentorship" in said(eve.modal)


async def test_home_shows_the_time_and_the_file_can_be_had_again(town):
    nia, omar, start = await a_time_is_set(town)
    await town.do(nia.open_home())
    assert f"date^{int(start.timestamp())}^" in said(nia.home)
    await town.do(nia.click(nia.home, Action.TIME_FIND))
    await town.do(nia.click(nia.modal, Action.TIME_FILE))
    assert calendars(nia)


async def test_ending_calls_the_time_off_for_both(town):
    nia, omar, _ = await a_time_is_set(town)
    await omar.close(everything=True)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.END))
    await town.do(nia.submit())
    await town.let_pass(timedelta(days=1))
    for person in (nia, omar):
        assert str(calendars(person)[-1]["METHOD"]) == "CANCEL"
        assert Action.TIME_FIND not in said(last(person, "called off"))
