"""The whole check-up in its order, each finding as it comes; at the end everything is taken back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import timedelta
from types import SimpleNamespace

import aiohttp

from bot.clock import Clock, system_clock
from bot.config import Settings
from bot.errors import UserFacingError
from bot.operations.doctor import scope_findings
from bot.operations.findings import Finding, error, ok, warning
from bot.operations.live.answers import answers
from bot.operations.live.blocks import long_message, validate_a_chart, validate_all
from bot.operations.live.conversations import (
    file_by_conversation,
    file_in_the_group,
    message_by_person,
    message_to_the_channel,
    open_a_group,
    post_in_the_group,
)
from bot.operations.live.people import do_not_disturb, guest_and_gone
from bot.operations.live.plan import Plan
from bot.operations.live.samples import Sample, samples
from bot.operations.live.trial import A_MINUTE, Step, Trial, carried_out, refusal
from bot.slack.errors import SlackProblem
from bot.slack.explain import explain
from bot.slack.gateway import SlackGateway, slack_session

LEFT = "{what} couldn't be taken back: {refusal} Delete it by hand."
STEPS: tuple[tuple[str, Step], ...] = (
    ("group", open_a_group),
    ("message to the group", post_in_the_group),
    ("file to the group", file_in_the_group),
    ("message by person's id", message_by_person),
    ("file by conversation's id", file_by_conversation),
    ("message to the channel", message_to_the_channel),
    ("do-not-disturb", do_not_disturb),
    ("guest and gone", guest_and_gone),
    ("blocks", validate_all),
    ("chart", validate_a_chart),
    ("long message", long_message),
    ("answers", answers),
)


async def examine_live(
    settings: Settings,
    plan: Plan,
    *,
    clock: Clock = system_clock,
    patience: timedelta = A_MINUTE,
    shown: Iterable[Sample] | None = None,
) -> AsyncIterator[Finding]:
    """Yield each finding as it comes. Writes what `plan` says, and takes it back.

    `shown` is what Slack is asked to validate: all there is, unless told otherwise.
    """
    hosts: dict[str, None] = {}
    async with slack_session(settings.slack_api_url, traces=[_noting(hosts)]) as session:
        slack = SlackGateway(session, base_url=settings.slack_api_url, token_for=_token_of(settings))
        try:
            identity = await slack.who_am_i(settings.bot_token)
        except SlackProblem as problem:
            yield error("bot token", explain(problem, setting="SLACK_BOT_TOKEN"))
            return
        trial = Trial(
            settings,
            slack,
            identity,
            plan,
            clock=clock,
            patience=patience,
            hosts=hosts,
            samples=samples() if shown is None else shown,
        )
        for finding in scope_findings(identity):
            yield finding
        try:
            async for finding in _steps(trial):
                yield finding
        finally:
            # Also where somebody stops it in the middle.
            taken_back = await _take_back(trial)
        for finding in taken_back:
            yield finding
    yield ok("hosts", f"met {', '.join(hosts)}. Each has to be open in the firewall.")


async def _steps(trial: Trial) -> AsyncIterator[Finding]:
    for subject, step in STEPS:
        try:
            async for finding in carried_out(step, trial, subject=subject):
                yield finding
        except UserFacingError as wrong:
            yield error(subject, str(wrong))


async def _take_back(trial: Trial) -> list[Finding]:
    """Files first: taking a file away takes its message with it."""
    await asyncio.gather(*trial.under_way, return_exceptions=True)
    things = [("a file", "files.delete", {"file": file}) for file in trial.files]
    things += [
        ("a message", "chat.delete", {"channel": posted.channel, "ts": posted.ts}) for posted in trial.posted
    ]
    left = []
    for what, method, where in things:
        try:
            await trial.call(method, **where)
        except SlackProblem as problem:
            left.append(warning("taken back", LEFT.format(what=what, refusal=refusal(problem))))
    return [*left, ok("taken back", f"{len(things) - len(left)} of {len(things)} messages and files.")]


def _token_of(settings: Settings) -> Callable[[str], Awaitable[str]]:
    async def token_for(workspace_id: str) -> str:
        return settings.bot_token

    return token_for


def _noting(hosts: dict[str, None]) -> aiohttp.TraceConfig:
    async def note(
        session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        hosts[params.url.authority] = None

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(note)
    return trace
