"""Steps: what a tap, a command and a Home opened bring, and how often an answer's address can be used."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.clock import system_clock
from bot.config import SlackMode
from bot.errors import UserFacingError
from bot.operations.findings import Finding, error, ok, warning
from bot.operations.half_installed import COMMANDS_ELSEWHERE, words_for_nothing
from bot.operations.live.mending import UPDATE
from bot.operations.live.trial import Trial, refusal
from bot.slack.check_up.catching import Body, Catching, caught_over_socket
from bot.slack.errors import Refused, SlackProblem
from bot.slack.heard import EVENT, TAP, sort_of
from bot.slack.requests import LARGEST_BODY, slack_endpoint
from bot.web.serving import serving

ASKED = (
    "A check-up of Lamplight. Within a minute: *tap the button*, open Lamplight's *Home*, and type "
    "`/mentor` in any channel."
)
NOW = (
    "within {seconds} seconds, in Slack: tap the button Lamplight has just sent you, open its Home, and type "
    "`/mentor` in any channel."
)
HEARD = "The check-up heard you."
USES = 5
WITHIN = "within the time"
BROKEN = {"text": "Broken", "blocks": [{"type": "section"}]}
STILL_RUNS = (
    "something listens on {host}:{port}, the bot perhaps. Stop it, run this again, then start it. "
    "While this runs, what Slack sends has to come here."
)
NO_EVENT = (
    "no `app_home_opened` came within the time. Events are off, or the address isn't verified: under Event "
    "Subscriptions switch them on, press Retry until it says Verified, and save."
)
NO_TAP = (
    "no tap came within the time. In the app's settings, Interactivity & Shortcuts has to be on, over HTTP"
    f" with the same request address. {UPDATE}"
)
OTHER_TEAMS = (
    "{sort} names {teams}, and the token belongs to {ours}. Lamplight goes by the workspace it is installed"
    " in. If that person isn't from this workspace, that's why. Otherwise report it with these IDs."
)


@dataclass(frozen=True, slots=True)
class Minute:
    """A stretch of time in which the person taps, opens and types; `until` is the loop's time."""

    app: Catching
    until: float

    async def first(self, sort: str) -> Body | None:
        return await self.app.first(lambda body: sort_of(body) == sort, until=self.until)


async def answers(trial: Trial) -> AsyncIterator[Finding]:
    """The response address first, as its tap is the first thing that is asked for; then what else came."""
    async with _catching(trial) as minute:
        await trial.post(trial.plan.asking, _question())
        yield ok("now", NOW.format(seconds=f"{trial.patience.total_seconds():.0f}"))
        tap = await minute.first(TAP)
        command = await minute.first("/mentor")
        event = await minute.first(EVENT)
    if tap:
        yield await _six_times(trial, str(tap.get("response_url")))
    if command:
        yield await _broken(trial, str(command.get("response_url")))
    for finding in judge(trial, tap=tap, command=command, event=event):
        yield finding


@asynccontextmanager
async def _catching(trial: Trial) -> AsyncIterator[Minute]:
    """Raises UserFacingError where the bot still listens."""
    settings = trial.settings
    is_http = settings.slack_mode is SlackMode.HTTP
    app = Catching(trial.plan.asking, says=HEARD, signing_secret=settings.signing_secret if is_http else "")
    async with AsyncExitStack() as stack:
        # Also in Socket Mode, with nothing on it: where the bot listens it would be handed half of it.
        pages = web.Application(client_max_size=LARGEST_BODY)
        if is_http:
            endpoint = slack_endpoint(app, signing_secret=settings.signing_secret, wall=system_clock)
            pages.router.add_post("/slack/events", endpoint)
        try:
            await stack.enter_async_context(serving(pages, host=settings.host, port=settings.port))
        except UserFacingError:
            raise UserFacingError(STILL_RUNS.format(host=settings.host, port=settings.port)) from None
        if not is_http:
            line = caught_over_socket(app, trial.slack, app_token=settings.app_token)
            trial.hosts[await stack.enter_async_context(line)] = None
        yield Minute(app, asyncio.get_running_loop().time() + trial.patience.total_seconds())


def _question() -> dict[str, Any]:
    button = {
        "type": "button",
        "action_id": "check_up",
        "value": "1",
        "text": {"type": "plain_text", "text": "Tap this"},
    }
    words = {"type": "section", "text": {"type": "mrkdwn", "text": ASKED}}
    return {
        "text": "A check-up of Lamplight: tap the button.",
        "blocks": [words, {"type": "actions", "elements": [button]}],
    }


async def _six_times(trial: Trial, url: str) -> Finding:
    """Each use replaces the message that was tapped, so that nothing more is there to take back."""
    for number in range(1, USES + 2):
        try:
            await trial.slack.respond(url, {"replace_original": True, "text": f"Answer {number}."})
        except SlackProblem as problem:
            if number <= USES or not isinstance(problem, Refused):
                return error("response_url", f"use {number}: {refusal(problem)}")
            return ok("response_url", f"takes five answers; the sixth is refused ({problem.error}).")
    return ok("response_url", "took six answers; Lamplight gives five at most all the same.")


async def _broken(trial: Trial, url: str) -> Finding:
    try:
        await trial.slack.respond(url, BROKEN)
    except Refused as refused:
        return ok("broken answer", f"is refused ({refused.error}).")
    except SlackProblem as problem:
        return error("broken answer", refusal(problem))
    return warning(
        "broken answer", "was taken without a word. Report it: a mistake of Lamplight's would go unseen."
    )


def judge(trial: Trial, *, tap: Body | None, command: Body | None, event: Body | None) -> list[Finding]:
    """Say what came and what did not, and hold the teams against the token's."""
    if not (tap or command or event):
        return [error("events", words_for_nothing(trial.settings.slack_mode, since=WITHIN))]
    elsewhere = COMMANDS_ELSEWHERE.format(commands="/mentor", since=WITHIN)
    return [
        came("Home opened", event, ours=trial.ws, absent=NO_EVENT),
        came("tap", tap, ours=trial.ws, absent=NO_TAP),
        came("command", command, ours=trial.ws, absent=elsewhere),
    ]


def came(sort: str, body: Body | None, *, ours: str, absent: str) -> Finding:
    """Say whether it came, and whether every team it names is the token's."""
    if body is None:
        return error(sort, absent)
    named = teams_of(body)
    if set(named.values()) - {ours}:
        teams = ", ".join(f"{where} {team}" for where, team in named.items())
        return warning(sort, OTHER_TEAMS.format(sort=sort, teams=teams, ours=ours))
    return ok(sort, f"came, and names {ours} alone ({', '.join(named)}).")


def teams_of(body: Body) -> dict[str, str]:
    """The workspaces a payload names, by where it names them."""
    authorized = (body.get("authorizations") or [{}])[0]
    places = {
        "team_id": body,
        "team.id": _in(body, "team"),
        "user.team_id": _in(body, "user"),
        "view.app_installed_team_id": _in(body, "view"),
        "authorizations.team_id": authorized,
    }
    found = {where: part.get(where.rsplit(".", 1)[-1]) for where, part in places.items()}
    return {where: str(team) for where, team in found.items() if team}


def _in(body: Body, key: str) -> Mapping[str, Any]:
    part = body.get(key)
    return part if isinstance(part, dict) else {}
