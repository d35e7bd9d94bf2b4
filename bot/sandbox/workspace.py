"""The workspace's state: who is in it, what was said where, which views are open."""

import random
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sandbox.app.manifest import read_manifest
from bot.sandbox.app.other_app import OtherApp, another_app
from bot.sandbox.changes import Changes
from bot.sandbox.clock import SandboxClock
from bot.sandbox.model import Change, Channel, ChannelKind, File, Json, Message, Notification, Person, View
from bot.sandbox.notify import notification_text, notified
from bot.sandbox.showing.opening import Opening
from bot.sandbox.teams import ORGANISATION, Team, Teams

SLACKBOT = "USLACKBOT"
COLORS = ("4a7c59", "8a4f7d", "3d6b99", "a8572e", "5b5ea6", "2f7f7b", "9b2d4d", "6b6b2f")


class Workspace:
    """In memory, with one app installed. Every change is published to `changes`."""

    def __init__(  # the clock, the wall and the seed are what makes a run repeatable
        self,
        manifest: Mapping[str, Any],
        *,
        clock: SandboxClock,
        wall: Callable[[], datetime],
        seed: int,
        name: str,
        team_id: str,
        in_organisation: bool = False,
    ) -> None:
        self.grants = read_manifest(manifest)
        self.scopes = set(self.grants.scopes)
        self.clock, self.wall, self.rng = clock, wall, random.Random(seed)
        self.name, self.team_id, self.base_url = name, team_id, ""
        self.in_organisation = in_organisation
        # Whether the app may talk to guests is for the workspace to say.
        self.guests_are_visible = False
        self.teams = Teams(Team(team_id, name, ORGANISATION if in_organisation else ("", "")))
        self.changes = Changes()
        self.opening: Opening | None = None
        self.other_apps: list[OtherApp] = []
        # First parts of paths that a firewall keeps the app from: "api", "respond", "upload", "link".
        self.blocked: set[str] = set()
        # What dnd.teamInfo does about people whom the app may not see; Slack does not say it.
        self.leaves_hidden_out = False
        # Whether there is a composer where the app's manifest wants none; not known of each client of Slack.
        self.takes_messages_to_app = False
        # Whether it knows data_visualization blocks, which came in June 2026.
        self.draws_charts = True
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.homes: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        self.files: dict[str, File] = {}
        self.notifications: dict[str, list[Notification]] = {}
        self._messages: dict[str, list[Message]] = {}
        self._last_ts = 0
        self.app_id, self.bot_id = self.new_id("A"), self.new_id("B")
        self.bot = Person(id=self.new_id("U"), name=self.grants.bot_name, is_bot=True)
        self.slackbot = Person(id=SLACKBOT, name="Slackbot")

    def changed(self, kind: str, *ids: str) -> None:
        self.changes.publish(Change(kind, ids))

    def begin_opening(self) -> Opening:
        """Until `open`, whoever looks is told what happens and nobody can do anything."""
        self.opening = Opening(self.clock.now, self.changed)
        return self.opening

    def open(self) -> None:
        if self.opening:
            self.opening.finish()
        self.opening = None
        self.changed("opening")

    def new_id(self, prefix: str) -> str:
        return prefix + "".join(self.rng.choices(string.ascii_uppercase + string.digits, k=9))

    def secret(self, length: int = 24) -> str:
        return "".join(self.rng.choices(string.ascii_letters + string.digits, k=length))

    def new_ts(self) -> str:
        """A message timestamp from the sandbox clock, later than every one before it."""
        now = int(self.clock.now().timestamp() * 1_000_000)
        self._last_ts = max(now, self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # people and conversations

    def add_person(self, name: str, **about: Any) -> Person:
        """`about` may bring an id; else it begins as those of an organisation do, or of a workspace."""
        about.setdefault("color", COLORS[len(self.people) % len(COLORS)])
        if "id" not in about:
            about["id"] = self.new_id("W" if self.in_organisation else "U")
        person = Person(name=name, **about)
        self.people[person.id] = person
        self.changed("person", person.id)
        return person

    def add_app(self, name: str, *, scopes: Iterable[str] = (), commands: Iterable[str] = ()) -> OtherApp:
        """Install another app, after the one under test."""
        app = another_app(name, self.secret, scopes=frozenset(scopes), commands=frozenset(commands))
        self.other_apps.append(app)
        return app

    def author(self, user_id: str) -> Person:
        known = {self.bot.id: self.bot, self.slackbot.id: self.slackbot}
        return known.get(user_id) or self.people[user_id]

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        self._messages[channel.id] = []
        self.changed("channel", channel.id)
        return channel

    @property
    def has_composer_for_app(self) -> bool:
        """Whether people can write in their conversation with the app, commands included."""
        read_only = self.grants.messages_read_only and not self.takes_messages_to_app
        return self.grants.messages_tab and not read_only

    def find_dm(self, person_id: str) -> Channel | None:
        mine = (c for c in self.channels.values() if c.kind is ChannelKind.IM and c.members == [person_id])
        return next(mine, None)

    def dm(self, person_id: str) -> Channel:
        """The conversation between this person and the app; opened when there is none yet."""
        name = self.people[person_id].username
        return self.find_dm(person_id) or self.add_channel(
            Channel(id=self.new_id("D"), kind=ChannelKind.IM, name=name, members=[person_id], private=True)
        )

    def note(self, person_id: str) -> Channel:
        """The conversation of this person with themselves, in which the app is not."""
        note_id = f"D{person_id}"
        return self.channels.get(note_id) or self.add_channel(
            Channel(
                note_id,
                ChannelKind.NOTE,
                self.people[person_id].username,
                [person_id],
                bot_is_member=False,
                private=True,
            )
        )

    def find_group(self, person_ids: Sequence[str]) -> Channel | None:
        wanted = set(person_ids)
        groups = (c for c in self.channels.values() if c.kind is ChannelKind.MPIM)
        return next((group for group in groups if set(group.members) == wanted), None)

    def open_group(self, person_ids: Sequence[str]) -> Channel:
        names = [self.people[person_id].username for person_id in person_ids] + [self.bot.username]
        name = f"mpdm-{'--'.join(names)}-1"
        return self.add_channel(
            Channel(self.new_id("G"), ChannelKind.MPIM, name, members=list(person_ids), private=True)
        )

    def drop_app_out(self) -> None:
        """The app is in no conversation but its own any more, as after its token was revoked."""
        for channel in self.channels.values():
            channel.bot_is_member = channel.bot_is_member and channel.kind is ChannelKind.IM

    def make_private_channel(self, group_id: str, *, with_app: bool) -> None:
        """A group becomes a private channel of its people; whether the app stays is Slack's secret."""
        group = self.channels[group_id]
        group.kind, group.bot_is_member = ChannelKind.CHANNEL, with_app
        self.changed("channel", group_id)

    def conversations_of(self, person_id: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if person_id in channel.members]

    # messages

    def messages(self, channel_id: str, *, as_user: str | None = None) -> list[Message]:
        """Oldest first; with `as_user`, only what that person sees."""
        if as_user and not self.can_see(channel_id, as_user):
            return []
        said = self._messages[channel_id]
        return [m for m in said if as_user is None or m.ephemeral_for in (None, as_user)]

    def can_see(self, channel_id: str, person_id: str) -> bool:
        channel = self.channels[channel_id]
        return person_id in channel.members or not channel.private

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        return next((m for m in self._messages.get(channel_id, []) if m.ts == ts), None)

    def post(self, channel: Channel, *, author: str, text: str, **rest: Any) -> Message:
        message = Message(ts=self.new_ts(), channel=channel.id, author=author, text=text, **rest)
        self._messages[channel.id].append(message)
        self._notify(channel, message)
        self.changed("message_posted", channel.id, message.ts)
        return message

    def take_up(self, messages: Iterable[Message]) -> None:
        """Put messages of an earlier day where they stood, oldest first; nobody is notified again."""
        for message in messages:
            self._messages[message.channel].append(message)
            seconds, micros = message.ts.split(".")
            self._last_ts = max(self._last_ts, int(seconds) * 1_000_000 + int(micros))

    def edit(self, message: Message, *, text: str, blocks: list[Json]) -> None:
        message.text, message.blocks, message.edited = text, blocks, True
        self.changed("message_changed", message.channel, message.ts)

    def remove(self, message: Message) -> None:
        self._messages[message.channel].remove(message)
        self.changed("message_deleted", message.channel, message.ts)

    def _notify(self, channel: Channel, message: Message) -> None:
        author = self.author(message.author).name
        title = author if channel.kind is ChannelKind.IM else f"{author} in {channel.name}"
        note = Notification(self.clock.now(), channel.id, title, notification_text(message))
        for person_id in notified(channel, message):
            self.notifications.setdefault(person_id, []).append(note)

    # views

    def all_views(self) -> list[View]:
        return [*self.homes.values(), *(view for stack in self.modals.values() for view in stack)]

    def find_view(self, *, view_id: str = "", external_id: str = "") -> View | None:
        for view in self.all_views():
            if (view_id and view.id == view_id) or (external_id and view.external_id == external_id):
                return view
        return None

    def top_modal(self, person_id: str) -> View | None:
        stack = self.modals.get(person_id)
        return stack[-1] if stack else None
