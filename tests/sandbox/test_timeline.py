"""Moving the clock with an app that keeps up, and people who act on their own."""

import asyncio
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.people import Crowd, Habit, Span, after_free_time, sleeps_at_night
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Progress, Timeline, TimelineError
from tests.sandbox.building import button, menu, modal
from tests.sandbox.conftest import MANIFEST, MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ALWAYS = Habit(1.0, {"met": 3, "moved": 1})


class Diary:
    """An app with a list of moments at which it writes to somebody; `seen` is when it caught up."""

    def __init__(self, sandbox, client, *entries):
        self.sandbox, self.client, self.entries, self.seen = sandbox, client, sorted(entries), []

    async def next_event(self, now):
        return self.entries[0][0] if self.entries else None

    async def after_move(self, now):
        self.seen.append(now)
        while self.entries and self.entries[0][0] <= now:
            _, channel = self.entries.pop(0)
            await self.client.chat_postMessage(channel=channel, text="Did you meet?", blocks=question())


def question():
    return [button("met", label="We met"), button("moved", label="Moved it")]


def keeping(timeline, diary):
    timeline.next_event, timeline.after_move = diary.next_event, diary.after_move
    return timeline


def always_off(person, start, end):
    return [Span(start, end, "off")]


@pytest.fixture
def answers(app):
    """Who clicked what, in order; the app leaves the message as it is."""
    clicked = []

    async def note(ack, body):
        clicked.append((body["user"]["id"], body["actions"][0]["action_id"]))
        await ack()

    app.action("met")(note)
    app.action("moved")(note)
    return clicked


async def test_advancing_stops_at_everything_on_the_way(sandbox, client, ana):
    diary = Diary(sandbox, client, (MONDAY + HOUR, ana.person.id), (MONDAY + 3 * HOUR, ana.person.id))

    await keeping(Timeline(sandbox), diary).advance(4 * HOUR)

    assert diary.seen == [MONDAY + HOUR, MONDAY + 3 * HOUR, MONDAY + 4 * HOUR]
    assert [note.at for note in ana.notifications] == [MONDAY + HOUR, MONDAY + 3 * HOUR]


async def test_something_that_stays_due_does_not_stop_the_clock(sandbox):
    timeline, asked = Timeline(sandbox), []

    async def always_due(now):
        asked.append(now)
        return MONDAY

    timeline.next_event = always_due
    await timeline.advance(HOUR)

    assert sandbox.clock.now() == MONDAY + HOUR
    assert len(asked) == 4


async def test_a_clock_that_runs_by_itself_may_overtake_what_was_due(wall):
    sandbox = Sandbox(MANIFEST, clock=SandboxClock(MONDAY, wall), wall=wall)
    timeline = Timeline(sandbox)

    async def soon(now):
        wall.ahead += timedelta(minutes=5)
        return now + timedelta(minutes=1)

    timeline.next_event = soon
    await timeline.advance(HOUR)

    assert timedelta(0) <= sandbox.clock.now() - (MONDAY + HOUR) < timedelta(minutes=6)


async def test_next_message_ends_where_the_app_writes(sandbox, client, ana, ben):
    diary = Diary(sandbox, client, (MONDAY + HOUR, ana.person.id), (MONDAY + DAY, ben.person.id))
    timeline = keeping(Timeline(sandbox), diary)

    [first] = await timeline.next_message()
    assert (sandbox.clock.now(), first.channel) == (MONDAY + HOUR, ana.dm.id)
    [second] = await timeline.next_message()
    assert (sandbox.clock.now(), second.channel) == (MONDAY + DAY, ben.dm.id)


async def test_next_message_needs_an_app_that_knows_when_it_writes(sandbox):
    with pytest.raises(TimelineError, match="by hours"):
        await Timeline(sandbox).next_message()


async def test_only_one_move_at_a_time(sandbox):
    timeline, inside, go_on = Timeline(sandbox), asyncio.Event(), asyncio.Event()

    async def slow(now):
        inside.set()
        await go_on.wait()

    timeline.after_move = slow
    first = asyncio.create_task(timeline.advance(HOUR))
    await inside.wait()
    with pytest.raises(TimelineError, match="already moving"):
        await timeline.advance(HOUR)
    go_on.set()
    await first

    assert sandbox.clock.now() == MONDAY + HOUR
    assert not timeline.is_moving


async def test_a_run_can_be_stopped_and_still_ends_properly(sandbox, client, ana):
    diary = Diary(sandbox, client, *((MONDAY + n * DAY, ana.person.id) for n in range(1, 30)))
    timeline, ends = keeping(Timeline(sandbox), diary), []

    async def after_run():
        ends.append(sandbox.clock.now())

    timeline.after_run = after_run
    await timeline.run(4, lambda progress: timeline.stop() if progress.done >= 3 * 86_400 else None)

    assert ends == [MONDAY + 3 * DAY]


async def test_progress_reaches_its_total_in_words(sandbox, ana):
    told: list[Progress] = []

    await Timeline(sandbox).advance(31.5 * HOUR, told.append)

    assert (told[-1].done, told[-1].total) == (113_400, 113_400)
    assert told[-1].label == "Tue 4 Mar, 16:30"
    assert told[-1].week == ""


async def test_a_run_says_which_week_it_is_in_and_when_only_its_end_is_left(sandbox):
    timeline, weeks, at_the_end = Timeline(sandbox), [], []

    async def next_day(now):
        return now + DAY

    async def after_run():
        at_the_end.append(timeline.progress and timeline.progress.label)

    timeline.next_event, timeline.after_run = next_day, after_run
    await timeline.run(2, lambda progress: weeks.append(progress.week))

    assert weeks == ["Week 1 of 2"] * 6 + ["Week 2 of 2"] * 8
    assert at_the_end == ["Nearly there"]


async def test_nobody_says_how_far_it_is_to_the_next_message(sandbox, client, ana):
    diary, totals = Diary(sandbox, client, (MONDAY + HOUR, ana.person.id)), []
    await keeping(Timeline(sandbox), diary).next_message(lambda progress: totals.append(progress.total))
    assert totals == [0]


async def test_people_answer_once_when_they_are_off(sandbox, client, ana, answers):
    off = Span(MONDAY + 10 * HOUR, MONDAY + 30 * HOUR, "off")

    def works_then_rests(person, start, end):
        return [Span(start, off.start, "on_shift"), off, Span(off.end, end, "asleep")]

    crowd = Crowd(sandbox, random.Random(1), {ana.person.id: ALWAYS}, routine=works_then_rests)
    await client.chat_postMessage(channel=ana.person.id, text="Did you meet?", blocks=question())

    at = crowd.next_act_at()
    assert at
    assert off.start <= at < off.end
    assert await crowd.act(at) == 1
    assert await crowd.act(MONDAY + 7 * DAY) == 0
    assert [person for person, _ in answers] == [ana.person.id]


async def test_people_answer_nothing_they_do_not_know_or_care_for(sandbox, client, ana, ben):
    habits = {ana.person.id: Habit(0.0, ALWAYS.choices), ben.person.id: Habit(1.0, {"other": 1})}
    crowd = Crowd(sandbox, random.Random(1), habits, routine=always_off)
    for person in (ana, ben):
        await client.chat_postMessage(channel=person.person.id, text="Did you meet?", blocks=question())

    assert crowd.next_act_at() is None


async def test_in_a_group_the_second_lets_it_be_when_the_buttons_are_gone(sandbox, app, client, ana, ben):
    clicked = []

    @app.action("met")
    async def on_met(ack, body, respond):
        clicked.append(body["user"]["id"])
        await ack()
        await respond(text="Noted.", replace_original=True)

    met = Habit(1.0, {"met": 1})
    crowd = Crowd(sandbox, random.Random(1), {ana.person.id: met, ben.person.id: met}, routine=always_off)
    group = await client.conversations_open(users=[ana.person.id, ben.person.id])
    await client.chat_postMessage(channel=group["channel"]["id"], text="Did you meet?", blocks=question())
    await crowd.act(MONDAY + 7 * DAY)

    assert len(clicked) == 1


async def test_somebody_who_acts_on_their_own_says_yes_to_a_form_and_leaves_none_open(
    sandbox, app, client, ana
):
    sent = []

    @app.action("met")
    async def on_met(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("form")
    async def on_form(ack, body):
        sent.append(body["user"]["id"])
        await ack()

    habits = {ana.person.id: Habit(1.0, {"met": 1})}
    crowd = Crowd(sandbox, random.Random(1), habits, routine=always_off)
    await client.chat_postMessage(channel=ana.person.id, text="Did you meet?", blocks=question())
    await crowd.act(MONDAY + 7 * DAY)

    assert sandbox.calls("views.open")
    assert sent == [ana.person.id]
    assert ana.modal is None


async def test_somebody_who_acts_on_their_own_chooses_where_a_page_offers_a_choice(sandbox, app, client, ana):
    chosen = []

    @app.action("thanks")
    async def on_thanks(ack, body, client):
        await ack()
        page = {name: part for name, part in modal().items() if name not in ("submit", "callback_id")}
        offered = button("line")
        await client.views_open(trigger_id=body["trigger_id"], view={**page, "blocks": [offered]})

    @app.action("line")
    async def on_line(ack, body):
        chosen.append(body["user"]["id"])
        await ack()

    habits = {ana.person.id: Habit(1.0, {"thanks": 1, "line": 1})}
    crowd = Crowd(sandbox, random.Random(1), habits, routine=always_off)
    await client.chat_postMessage(channel=ana.person.id, text="The end", blocks=[button("thanks")])
    await crowd.act(MONDAY + 7 * DAY)

    assert chosen == [ana.person.id]
    assert ana.modal is None


async def test_people_find_what_is_folded_into_a_menu(sandbox, app, client, ana):
    chosen = []

    @app.action("more")
    async def on_more(ack, body):
        chosen.append(body["actions"][0]["selected_option"]["value"])
        await ack()

    crowd = Crowd(sandbox, random.Random(1), {ana.person.id: Habit(1.0, {"pause": 1})}, routine=always_off)
    await client.chat_postMessage(channel=ana.person.id, text="Did you meet?", blocks=[menu("pause:M1")])
    await crowd.act(MONDAY + 7 * DAY)

    assert chosen == ["pause:M1"]


async def story(sandbox, client, people, *, seed):
    """Who answers what, and when, in a week with a question each day."""
    habits = {one.person.id: Habit(0.7, ALWAYS.choices) for one in people}
    crowd = Crowd(sandbox, random.Random(seed), habits)
    start, told = sandbox.clock.now(), []
    days = [(start + n * DAY, one.person.id) for n in range(1, 8) for one in people]
    timeline = keeping(Timeline(sandbox, people=crowd), Diary(sandbox, client, *days))
    before = len(sandbox.wire)
    await timeline.advance(timedelta(weeks=2))
    for entry in sandbox.wire[before:]:
        if entry.what == "block_actions":
            [action] = entry.request["actions"]
            told.append((entry.at - start, entry.request["user"]["id"], action["action_id"]))
    crowd.close()
    return told


async def test_the_same_seed_tells_the_same_story(sandbox, client, ana, ben, answers):
    first = await story(sandbox, client, [ana, ben], seed=4)
    again = await story(sandbox, client, [ana, ben], seed=4)
    other = await story(sandbox, client, [ana, ben], seed=5)

    assert first
    assert again == first
    assert other != first


async def test_people_who_do_not_act_on_their_own_stay_silent(sandbox, client, ana, answers):
    crowd = Crowd(sandbox, random.Random(1), {ana.person.id: ALWAYS})
    diary = Diary(sandbox, client, (MONDAY + HOUR, ana.person.id))
    timeline = keeping(Timeline(sandbox, people=crowd), diary)
    timeline.acting = False
    await timeline.advance(7 * DAY)
    assert answers == []

    timeline.acting = True
    await timeline.advance(7 * DAY)
    assert len(answers) == 1


async def test_the_ordinary_routine_sleeps_at_night_where_the_person_is(sandbox):
    tokyo = sandbox.add_person("Keiko", tz="Asia/Tokyo")
    zone = ZoneInfo("Asia/Tokyo")
    start = datetime(2025, 3, 3, 12, tzinfo=zone)

    spans = sleeps_at_night(sandbox)(tokyo.id, start, start + DAY)

    local = [(span.kind, f"{span.start.astimezone(zone):%H:%M}") for span in spans]
    assert local == [("off", "12:00"), ("asleep", "23:00"), ("off", "07:00")]
    assert (spans[0].start, spans[-1].end) == (start, start + DAY)


def test_free_time_runs_only_while_somebody_is_off():
    spans = [
        Span(MONDAY, MONDAY + HOUR, "off"),
        Span(MONDAY + HOUR, MONDAY + 9 * HOUR, "asleep"),
        Span(MONDAY + 9 * HOUR, MONDAY + 10 * HOUR, "off"),
    ]

    assert after_free_time(spans, HOUR / 2) == MONDAY + HOUR / 2
    assert after_free_time(spans, HOUR * 3 / 2) == MONDAY + 9 * HOUR + HOUR / 2
    assert after_free_time(spans, 2 * HOUR) is None
