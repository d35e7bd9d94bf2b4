"""What a listener needs of any Slack payload: who, where, and what they chose or typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.domain.acts import Act
from bot.handlers.page import Page


@dataclass(frozen=True, slots=True)
class Form:
    """The state of a modal, read by field name."""

    values: Mapping[str, Mapping[str, Any]]

    def block(self, name: str) -> str:
        """The block a field stands in: "role", or "role@..." where it starts anew with what it depends on."""
        return next((key for key in self.values if key.partition("@")[0] == name), name)

    def names(self, prefix: str) -> tuple[str, ...]:
        """The fields whose names begin so."""
        return tuple(name for key in self.values if (name := key.partition("@")[0]).startswith(prefix))

    def shows(self, name: str) -> bool:
        return self.block(name) in self.values

    def _element(self, name: str) -> Mapping[str, Any]:
        return next(iter(self.values.get(self.block(name), {}).values()), {})

    def text(self, name: str) -> str:
        return (self._element(name).get("value") or "").strip()

    def choice(self, name: str) -> str | None:
        option = self._element(name).get("selected_option") or {}
        value = option.get("value")
        return str(value) if value is not None else None

    def choices(self, name: str) -> tuple[str, ...]:
        return tuple(option["value"] for option in self._element(name).get("selected_options") or ())

    def users(self, name: str) -> tuple[str, ...]:
        return tuple(self._element(name).get("selected_users") or ())

    def user(self, name: str) -> str | None:
        return self._element(name).get("selected_user")

    def chosen(self, name: str) -> tuple[str, ...]:
        """The people of a field that takes one or several."""
        one = self.user(name)
        return (one,) if one else self.users(name)

    def conversation(self, name: str) -> str | None:
        return self._element(name).get("selected_conversation")

    def date(self, name: str) -> str | None:
        return self._element(name).get("selected_date")

    def moment(self, name: str) -> datetime | None:
        """A moment in time, from a picker that has both."""
        found = self._element(name).get("selected_date_time")
        return datetime.fromtimestamp(found, UTC) if found is not None else None

    def time(self, name: str) -> str | None:
        """A local time, as "16:30"."""
        return self._element(name).get("selected_time")


@dataclass(frozen=True, slots=True)
class Click:
    """A command, a button, a choice, a submitted form, an opened Home tab or a changed person.

    `workspace_id` is the one that has the app, `named_teams` all that the payload names beside it.
    `now` is when it came, for everything that follows. `message` is the one a button stood in, as it is
    shown, and `block_id` where in it. `home_hash` is Slack's hash of the Home they have, if known.
    `waiting` is a page that says "One moment ..." to them, in whose place the answer belongs.
    """

    workspace_id: str
    user_id: str
    now: datetime
    text: str = ""
    value: str = ""
    trigger_id: str = ""
    response_url: str = ""
    view_id: str = ""
    view_type: str = ""
    home_hash: str = ""
    context: str = ""
    form: Form = field(default_factory=lambda: Form({}))
    changed: Mapping[str, Any] = field(default_factory=dict)
    tab: str = ""
    message_ts: str = ""
    message: Mapping[str, Any] = field(default_factory=dict)
    block_id: str = ""
    named_teams: frozenset[str] = frozenset()
    waiting: Page | None = None

    @property
    def act(self) -> Act:
        return Act(self.workspace_id, self.user_id, self.now)

    @classmethod
    def read(cls, body: Mapping[str, Any], *, workspace_id: str, now: datetime) -> "Click":
        """Read a payload; whose workspace it is for says Bolt, which knows where in a payload that stands."""
        view = body.get("view") or {}
        action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
        return cls(
            workspace_id=workspace_id,
            user_id=_user_id(body),
            now=now,
            text=(body.get("text") or "").strip(),
            value=_chosen(action),
            trigger_id=body.get("trigger_id") or "",
            response_url=body.get("response_url") or "",
            view_id=view.get("id") or "",
            view_type=view.get("type") or "",
            home_hash=_home_hash(body),
            context=view.get("private_metadata") or "",
            form=Form((view.get("state") or body.get("state") or {}).get("values") or {}),
            changed=_changed(body),
            tab=(body.get("event") or {}).get("tab") or "",
            message_ts=(body.get("container") or {}).get("message_ts") or "",
            message=body.get("message") or {},
            block_id=action.get("block_id") or "",
            named_teams=frozenset(str(one) for one in _teams(body) if one),
        )


def _teams(body: Mapping[str, Any]) -> Iterator[object]:
    """Workspaces and organisations, of whoever acted and of where they did."""
    team = body.get("team")
    yield team.get("id") if isinstance(team, dict) else team
    yield body.get("team_id")
    for part in (body.get("user"), body.get("view")):
        yield part.get("team_id") if isinstance(part, dict) else None


def _home_hash(body: Mapping[str, Any]) -> str:
    """Of a click in Home, and of an event that says that it was opened."""
    view = body.get("view") or (body.get("event") or {}).get("view") or {}
    return str(view.get("hash") or "") if view.get("type") == "home" else ""


def _user_id(body: Mapping[str, Any]) -> str:
    user = body.get("user") or {}
    event = body.get("event") or {}
    of_event = event.get("user") or ""
    return str(body.get("user_id") or user.get("id") or _changed(body).get("id") or of_event)


def _changed(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The user object of a user_change event, where others carry an id."""
    user = (body.get("event") or {}).get("user")
    return user if isinstance(user, dict) else {}


def _chosen(action: Mapping[str, Any]) -> str:
    option = action.get("selected_option") or {}
    return str(action.get("value") or option.get("value") or action.get("selected_user") or "")
