"""The calls the bot makes, one method each. Nothing is sent twice unless whoever calls decides so."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock import Clock, system_clock
from bot.slack.acks import require_acked
from bot.slack.homes import PublishedHomes
from bot.slack.people.members import Member, called, is_guest, read_member, says_who
from bot.slack.remembered import REMEMBERED_FOR, Remembered
from bot.slack.translation import hook_error, problem, translated

# With a shared session slack_sdk ignores its own timeout. Below half the outbox lease.
TIMEOUTS = aiohttp.ClientTimeout(total=20, connect=5)

# While one method is slow, others are asked: by default a hundred calls that wait would hold up all.
MOST_AT_ONCE = 1000

# Slack asks for at most 200, and allows twenty such calls a minute.
PEOPLE_ON_A_PAGE = 200

# A link in an announcement is a link: no picture of some page beneath what we say.
NOT_UNFURLED = {"unfurl_links": False, "unfurl_media": False}

# The last step of an upload: before it nobody sees the file.
COMPLETE = "files.completeUploadExternal"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message is: `channel` is the conversation's id even when it was sent to a user id."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Account:
    """Whether somebody's account is closed, or a guest's, and their time zone as Slack says it: "" where it
    does not.
    """

    tz: str
    deleted: bool
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class AddressPage:
    """Part of a workspace's people: their user ids by email address; `cursor` is "" on the last page."""

    user_ids: Mapping[str, str]
    cursor: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token it is, what it may do, and Slack's own time when it said so."""

    workspace_id: str
    workspace_name: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str]
    slack_time: datetime | None


def is_local(url: str) -> bool:
    """Whether this address is on this machine, where no proxy belongs in between."""
    return urlsplit(url).hostname in ("127.0.0.1", "::1", "localhost")


def slack_session(base_url: str, *, traces: Sequence[aiohttp.TraceConfig] = ()) -> aiohttp.ClientSession:
    """The one session for everything the bot sends; make it in the running loop and close it.

    A hospital's HTTPS_PROXY and NO_PROXY are followed, unless `base_url` is on this machine.
    """
    follows_proxy = not is_local(base_url)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=MOST_AT_ONCE),
        timeout=TIMEOUTS,
        trust_env=follows_proxy,
        trace_configs=list(traces),
    )


class SlackGateway:
    """Every method raises RateLimited, Refused or Unclear; `ws` is the workspace (team) id.

    Within `before_ack` they raise AckFirst, and nothing is asked.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        base_url: str,
        token_for: Callable[[str], Awaitable[str]],
        clock: Clock = system_clock,
    ) -> None:
        """`base_url` ends in /api/; `token_for` gives a workspace's bot token."""
        self._session, self._base_url, self._token_for = session, base_url, token_for
        self._homes = PublishedHomes()
        self._members = Remembered(self._ask_member, clock=clock)
        self._clients: dict[str, AsyncWebClient] = {}
        self._told_of_users: Callable[[str, Mapping[str, Any]], None] | None = None

    async def post(self, ws: str, channel: str, message: Json, *, client_msg_id: str | None = None) -> Posted:
        """To a conversation, or to a user id for the app's own conversation with that person."""
        belt = {"client_msg_id": client_msg_id} if client_msg_id else {}
        answer = await self._call(ws, "chat.postMessage", channel=channel, **NOT_UNFURLED, **message, **belt)
        return Posted(channel=answer["channel"], ts=answer["ts"])

    async def update(self, ws: str, channel: str, ts: str, message: Json) -> None:
        await self._call(ws, "chat.update", channel=channel, ts=ts, **message)

    async def post_ephemeral(self, ws: str, channel: str, user: str, message: Json) -> None:
        await self._call(ws, "chat.postEphemeral", channel=channel, user=user, **message)

    async def open_group(self, ws: str, user_ids: Sequence[str]) -> str:
        """The group message of these people and the bot; the same people get the same one."""
        answer = await self._call(ws, "conversations.open", users=",".join(user_ids))
        return str(answer["channel"]["id"])

    async def open_modal(self, ws: str, trigger_id: str, view: Json) -> str:
        """Returns the view's id, for update_modal."""
        answer = await self._call(ws, "views.open", trigger_id=trigger_id, view=view)
        return str(answer["view"]["id"])

    async def push_modal(self, ws: str, trigger_id: str, view: Json) -> None:
        await self._call(ws, "views.push", trigger_id=trigger_id, view=view)

    async def update_modal(self, ws: str, view_id: str, view: Json) -> None:
        await self._call(ws, "views.update", view_id=view_id, view=view)

    async def update_named(self, ws: str, external_id: str, view: Json) -> None:
        """The same of a view that was opened under this name: nobody knows its id while no answer came."""
        await self._call(ws, "views.update", external_id=external_id, view=view)

    async def publish_home(self, ws: str, user_id: str, view: Json, *, shown: str = "") -> None:
        """Show a Home, unless it is shown already; `shown` is Slack's hash of what is, where it is known.

        Refused with hash_conflict if something else has been published since.
        """
        if self._homes.is_shown((ws, user_id), view, shown=shown):
            return
        only_after = {"hash": shown} if shown else {}
        answer = await self._call(ws, "views.publish", user_id=user_id, view=view, **only_after)
        self._homes.note((ws, user_id), view, shown=str(answer["view"].get("hash") or ""))

    def home_hash(self, ws: str, user_id: str) -> str:
        """Give Slack's hash of the Home that this process published last; "" for none."""
        return self._homes.hash_of((ws, user_id))

    async def respond(self, response_url: str, payload: Json) -> None:
        """Answer a click or a command: at most five times within thirty minutes."""
        require_acked()
        with translated("response_url"):
            async with self._session.post(response_url, json={**NOT_UNFURLED, **payload}) as response:
                text, status, headers = await response.text(), response.status, response.headers
        error = hook_error(text, status=status)
        if error:
            raise problem("response_url", status=status, headers=headers, error=error)

    async def member(self, ws: str, user_id: str) -> Member:
        """Tell who somebody is, as Slack said it within the last minutes."""
        if self._members.known(ws, user_id, within=REMEMBERED_FOR) is None:
            require_acked(lambda: self.member(ws, user_id))
        return await self._members.get(ws, user_id)

    def known_member(self, ws: str, user_id: str) -> Member | None:
        """Tell who somebody is as Slack said it within a day, without asking."""
        return self._members.known(ws, user_id)

    def learn_member(self, ws: str, user: Mapping[str, Any], *, as_of: datetime) -> None:
        """Take from an event what is asked of Slack otherwise: something about them has changed."""
        if says_who(user):
            self._members.learn(ws, str(user["id"]), read_member(user), as_of=as_of)
        else:
            self._members.forget(ws, str(user["id"]))

    def tell_of_users(self, told: Callable[[str, Mapping[str, Any]], None]) -> None:
        """Have it told, by workspace, of every user object that Slack answers with."""
        self._told_of_users = told

    async def _ask_member(self, ws: str, user_id: str) -> Member:
        return read_member(await self._user(ws, user_id))

    async def account(self, ws: str, user_id: str) -> Account:
        user = await self._user(ws, user_id)
        return Account(user.get("tz") or "", deleted=bool(user.get("deleted")), is_guest=is_guest(user))

    async def names(self, ws: str, user_id: str) -> list[str]:
        """Ask what somebody calls themself in Slack now, their display name first."""
        return called(await self._user(ws, user_id))

    async def _user(self, ws: str, user_id: str) -> Mapping[str, Any]:
        user: Mapping[str, Any] = (await self._call(ws, "users.info", user=user_id))["user"]
        if self._told_of_users:
            self._told_of_users(ws, user)
        return user

    async def addresses(self, ws: str, cursor: str = "") -> AddressPage:
        """Of people who are here, a page at a time; empty where users:read.email is not granted."""
        answer = await self._call(ws, "users.list", limit=PEOPLE_ON_A_PAGE, cursor=cursor)
        found = {
            user["profile"]["email"]: user["id"]
            for user in answer["members"]
            if user.get("profile", {}).get("email") and not user.get("deleted") and not user.get("is_bot")
        }
        return AddressPage(found, (answer.get("response_metadata") or {}).get("next_cursor", ""))

    async def do_not_disturb_until(
        self, ws: str, user_ids: Sequence[str], now: datetime
    ) -> dict[str, datetime | None]:
        """Ask until when people may not be disturbed by their schedule, at most fifty. None: they may be now.

        Whom Slack says nothing of is left out.
        """
        answer = await self._call(ws, "dnd.teamInfo", users=",".join(user_ids))
        return {user_id: _scheduled(one, now) for user_id, one in answer["users"].items()}

    async def do_not_disturb_of(self, ws: str, user_id: str, now: datetime) -> datetime | None:
        """The same of one person, who may be refused where all are asked about together."""
        return _scheduled((await self._call(ws, "dnd.info", user=user_id)).data, now)

    async def upload(
        self, ws: str, channel: str, *, filename: str, content: bytes, alt_text: str, comment: str
    ) -> None:
        """Share a file in a conversation the bot is in, with its words for those who can't see it."""
        put = await self._put(ws, filename, content, alt_txt=alt_text)
        await self._call(ws, COMPLETE, files=[put], channel_id=channel, initial_comment=comment)

    async def upload_files(self, ws: str, channel: str, files: Mapping[str, bytes]) -> list[str]:
        """Share files, by name, in one message of a conversation the bot is in. Returns their ids."""
        put = [await self._put(ws, filename, content) for filename, content in files.items()]
        await self._call(ws, COMPLETE, files=put, channel_id=channel)
        return [str(file["id"]) for file in put]

    async def hand_over(self, ws: str, filename: str, content: bytes) -> str:
        """Give Slack a file that nobody sees yet; returns its id, for share_file."""
        return str((await self._put(ws, filename, content))["id"])

    async def share_file(self, ws: str, channel: str, *, file_id: str, filename: str) -> None:
        """Show a file that was handed over, in a conversation the bot is in."""
        await self._call(ws, COMPLETE, files=[{"id": file_id, "title": filename}], channel_id=channel)

    async def delete_file(self, ws: str, file_id: str) -> None:
        """Take away a file that the bot has shared, with the message that brought it."""
        await self._call(ws, "files.delete", file=file_id)

    async def _put(self, ws: str, filename: str, content: bytes, **more: str) -> Json:
        """Hand Slack the bytes; nobody sees them before the upload is completed."""
        place = await self._call(
            ws, "files.getUploadURLExternal", filename=filename, length=len(content), **more
        )
        with translated("upload"):
            async with self._session.post(place["upload_url"], data=content) as response:
                status, headers = response.status, response.headers
        if status != 200:
            raise problem("upload", status=status, headers=headers, error=f"http_{status}")
        return {"id": place["file_id"], "title": filename}

    async def granted_scopes(self, ws: str) -> frozenset[str]:
        return (await self.who_am_i(await self._token_for(ws))).scopes

    async def who_am_i(self, token: str) -> Identity:
        """Ask Slack whose token this is (auth.test)."""
        require_acked()
        with translated("auth.test"):
            answer = await self._client(token).auth_test()
        return Identity(
            workspace_id=answer["team_id"],
            workspace_name=answer.get("team", ""),
            bot_user_id=answer["user_id"],
            bot_id=answer.get("bot_id", ""),
            scopes=_scopes(answer),
            slack_time=_date(answer),
        )

    async def open_socket(self, app_token: str) -> str:
        """A WebSocket address for Socket Mode, good for one connection (apps.connections.open)."""
        with translated("apps.connections.open"):
            answer = await self._client(None).apps_connections_open(app_token=app_token)
        return str(answer["url"])

    @property
    def is_local(self) -> bool:
        return is_local(self._base_url)

    def web_client(self) -> AsyncWebClient:
        """A client without a token on the shared session, for Bolt and Socket Mode."""
        return self._client(None)

    async def _call(self, ws: str, method: str, **arguments: Any) -> AsyncSlackResponse:
        require_acked()
        client = await self._client_of(ws)
        # A form is the one encoding that every method of Slack's takes.
        form = {
            name: value if isinstance(value, str) else _compact(value) for name, value in arguments.items()
        }
        with translated(method):
            return await client.api_call(method, data=form)

    async def _client_of(self, ws: str) -> AsyncWebClient:
        token = await self._token_for(ws)
        known = self._clients.get(ws)
        if known is None or known.token != token:
            known = self._clients[ws] = self._client(token, team_id=ws)
        return known

    def _client(self, token: str | None, *, team_id: str | None = None) -> AsyncWebClient:
        # slack_sdk's own handler would send a POST again after a dropped connection.
        client = AsyncWebClient(
            token, base_url=self._base_url, session=self._session, team_id=team_id, retry_handlers=[]
        )
        # slack_sdk (3.47) would send everything through HTTP_PROXY; the session knows the exceptions.
        client.proxy = None
        return client


def _compact(value: Any) -> str:
    """Without spaces: each character is quoted for the form."""
    return json.dumps(value, separators=(",", ":"))


def _scopes(answer: AsyncSlackResponse) -> frozenset[str]:
    given = answer.headers.get("X-OAuth-Scopes", "")
    return frozenset(scope.strip() for scope in given.split(",") if scope.strip())


def _date(answer: AsyncSlackResponse) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None


def _scheduled(answer: Any, now: datetime) -> datetime | None:
    if not answer.get("dnd_enabled"):
        return None
    starts, ends = (_instant(answer.get(f"next_dnd_{edge}_ts", 0)) for edge in ("start", "end"))
    return ends if starts <= now < ends else None


def _instant(seconds: float | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, UTC)
