"""What a workspace is made of: people, conversations, messages, views and files."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class ChannelKind(StrEnum):
    """An IM is somebody's conversation with the app, a NOTE the one with themselves; Slack calls both IM."""

    CHANNEL = "channel"
    IM = "im"
    NOTE = "note"
    MPIM = "mpim"


@dataclass(slots=True)
class Person:
    """`dnd` is the span of their do-not-disturb schedule, or None; a pause by hand Slack tells nobody else.

    `team` is the workspace of somebody from elsewhere, `also_in` are more of one organisation. A stranger
    is from elsewhere and in no channel that the app can see. A restricted person is a guest, an
    ultra-restricted one a guest of a single channel. Whoever `is_hidden` the app may not see. `color` is the
    avatar's, six hex digits.
    """

    id: str
    name: str
    title: str = ""
    tz: str = "Europe/London"
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False
    email: str = ""
    color: str = "4a7c59"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    team: str = ""
    also_in: tuple[str, ...] = ()
    locale: str = "en-GB"
    dnd: tuple[datetime, datetime] | None = None
    status: str = ""
    in_huddle: bool = False
    is_hidden: bool = False

    @property
    def username(self) -> str:
        return ".".join(self.name.lower().split())

    @property
    def is_guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted


@dataclass(slots=True)
class Channel:
    """`members` are people; the app's own membership is `bot_is_member`. `shared_with` are other teams."""

    id: str
    kind: ChannelKind
    name: str
    members: list[str]
    bot_is_member: bool = True
    private: bool = False
    shared_with: tuple[str, ...] = ()
    archived: bool = False


@dataclass(slots=True)
class File:
    """`content` is None until the bytes have been uploaded, `shared_in` empty until shared."""

    id: str
    name: str
    size: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    shared_in: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """`author` is a user id; `ephemeral_for` names the one person who sees it, or is None for everybody."""

    ts: str
    channel: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    ephemeral_for: str | None = None
    edited: bool = False
    files: list[File] = field(default_factory=list)
    client_msg_id: str = ""
    thread_ts: str = ""
    metadata: Json = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """A modal or a Home tab as one person has it; `state` is values by block_id, then action_id."""

    id: str
    user: str
    type: str
    hash: str
    blocks: list[Json]
    root: str = ""
    previous: str | None = None
    external_id: str = ""
    callback_id: str = ""
    private_metadata: str = ""
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    clear_on_close: bool = False
    notify_on_close: bool = False
    state: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notification:
    """What a lock screen shows: where it came from and the top-level text, never the blocks."""

    at: datetime
    channel: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something in the workspace is different: `kind` says what, `ids` say where."""

    kind: str
    ids: tuple[str, ...] = ()
