"""Bots of this kind in Slack, and what the field has seen them do."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import system_clock
from bot.domain.people import known_zone
from bot.ticking import ticking
from tests.field.shapes import one_shape
from tests.rosters.calendars import calendar, event
from tests.rosters.serving import calendar_link
from tests.town import small_town


@pytest.fixture
async def hospital():
    async with small_town() as made:
        await made.new_program(made.person("Mona Manager", is_admin=True))
        yield made


@pytest.fixture
def mona(hospital):
    return hospital.person("Mona Manager")


def last_said_to(actor):
    return str(actor.messages(actor.note)[-1].blocks)


# getsentry/probot-report#1, gtracy/slack-stuart#15, fusebit/fusebot#26, kmaida/rota-slackbot#29
@one_shape("P1", "commands as phones and word processors write them")
async def test_commands(hospital):
    nia, answers = hospital.person("Nia"), {}
    for text in ("Join", "JOIN ", "\u00a0join", "join.", "*join*", "“join”"):
        await hospital.do(nia.command("/mentor", text))
        opened = nia.modal is not None
        answers[text] = opened
        if opened:
            await nia.close(everything=True)
    assert all(answers.values()), answers


# pcjl/mattermost-coffeebot#3, jolicode/secret-santa#30, cool-bots/doge-cool#22
@one_shape("P2", "bots, guests and people who have gone among the chosen")
async def test_who_is_asked(hospital, mona):
    bot, guest, gone, fine = (hospital.person(name) for name in ("Robo", "Gus", "Gil", "Omar"))
    bot.person.is_bot, guest.person.is_restricted, gone.person.deleted = True, True, True
    await hospital.do(mona.command("/mentoring", "nominate"))
    chosen = [one.person.id for one in (bot, guest, gone, fine)]
    await mona.choose(mona.modal, "candidates", chosen)
    await hospital.do(mona.submit())
    await mona.close(everything=True)
    await hospital.let_pass(timedelta(hours=3))
    assert [len(one.messages(one.dm)) for one in (bot, guest, gone, fine)] == [0, 0, 0, 1]


# caiosba/slack-timezone-converter#3, ornicar/zulip-remind#11
@one_shape("P4", "no time zone, or one nobody knows")
def test_time_zones():
    assert [known_zone(one) for one in (None, "", "Mars/Olympus", "../etc")] == ["UTC"] * 4
    assert known_zone("Asia/Calcutta") == "Asia/Calcutta"


# langfuse/langfuse#13149, bytedance/deer-flow#4197
@one_shape("P5", "Slack's own marks in what people type")
async def test_marks(hospital):
    nia = hospital.person("Nia")
    await hospital.do(nia.command("/mentor", "<!channel> & <@U1>"))
    assert "<!channel>" not in last_said_to(nia)
    assert "&lt;!channel&gt; &amp;" in last_said_to(nia)


# rfsbraz/deleterr#292, agronholm/apscheduler#182, Abilityai/trinity#158
@one_shape("P6", "turns that were missed for an hour are made up for once")
async def test_missed_turns():
    runs, ran = [], asyncio.Event()

    async def job():
        runs.append("ran")
        ran.set()

    def an_hour_ago():
        # The last turn that was missed, too, is half a minute late.
        return system_clock() - timedelta(minutes=60, seconds=30)

    async with ticking({timedelta(minutes=1): job}, wall=an_hour_ago), asyncio.timeout(5):
        await ran.wait()
    assert runs == ["ran"]


# getsentry/sentry#119600, slackapi/slack-github-action#186, apache/superset#25026
@one_shape("P7", "posting where the app was not invited")
async def test_posting_uninvited(hospital, mona):
    hospital.sandbox.scopes = hospital.sandbox.scopes - {"chat:write.public"}
    hospital.channel.bot_is_member, hospital.channel.private = False, True
    await hospital.count_on_monday()
    await hospital.do(mona.command("/mentoring", "summary"))
    await hospital.do(mona.click(mona.messages(mona.note)[-1], "summary.post"))
    assert "nvite" in last_said_to(mona)


@one_shape(
    "P8",
    "the page about an entry that cannot be read",
)
async def test_what_the_page_says(hospital):
    nia = hospital.person("Nia")
    await hospital.join(nia, preset="mixed_12")
    async with calendar_link() as link:
        link.text = calendar(
            event("20260304T190000", "20260304T073000", "Night"),
            event("20260310T070000", "20260310T190000", uid="2"),
        )
        await hospital.do(nia.command("/mentor", "roster"))
        await nia.choose(nia.modal, "roster_link", link.address)
        await hospital.do(nia.submit())
        shown = str(nia.modal.blocks)
    assert not ("*Wed 4 Mar*  off" in shown and "I take such days as away" in shown)
