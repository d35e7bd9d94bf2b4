"""Steps: a group of two and what is posted there, a message by person, a file by conversation, a channel."""

from collections.abc import AsyncIterator

from bot.operations.findings import Finding, error, ok, warning
from bot.operations.live.trial import Trial

TEXT = "A check-up of Lamplight. There is nothing to do; this is taken back in a moment."
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lamplight//check-up//EN\r\nEND:VCALENDAR\r\n"
FILE = "check-up.ics"
TWICE = (
    "the same two people gave two conversations, {first} and {second}. Report it: pairs would lose theirs."
)
STAYED = (
    "the message to a person came back without a conversation's id. Report it: files couldn't follow "
    "messages."
)


async def open_a_group(trial: Trial) -> AsyncIterator[Finding]:
    people = (trial.plan.asking, trial.plan.other)
    first = await trial.slack.open_group(trial.ws, people)
    second = await trial.slack.open_group(trial.ws, people[::-1])
    trial.group = first
    if first != second:
        yield error("group", TWICE.format(first=first, second=second))
    else:
        yield ok("group", f"{first} opened, and the same again the second time.")


async def post_in_the_group(trial: Trial) -> AsyncIterator[Finding]:
    if trial.group:
        await trial.post(trial.group, {"text": TEXT})
        yield ok("message to the group", "posted.")


async def file_in_the_group(trial: Trial) -> AsyncIterator[Finding]:
    if trial.group:
        await trial.upload(trial.group, {FILE: CALENDAR})
        yield ok("file to the group", "a calendar file is there.")


async def message_by_person(trial: Trial) -> AsyncIterator[Finding]:
    posted = await trial.post(trial.plan.asking, {"text": TEXT})
    if posted.channel == trial.plan.asking:
        yield warning("message by person's id", STAYED)
        return
    trial.direct = posted.channel
    yield ok("message by person's id", f"posted in {posted.channel}.")


async def file_by_conversation(trial: Trial) -> AsyncIterator[Finding]:
    if trial.direct:
        await trial.upload(trial.direct, {FILE: CALENDAR})
        yield ok("file by conversation's id", f"a calendar file is in {trial.direct}.")


async def message_to_the_channel(trial: Trial) -> AsyncIterator[Finding]:
    if trial.plan.channel:
        await trial.post(trial.plan.channel, {"text": TEXT})
        yield ok("message to the channel", "posted.")
