"""What a payload of Slack's looks like: whatever reads one need not ask whether a part is of another kind."""

from collections.abc import Callable, Mapping
from typing import Any

Fits = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number_or_text(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _mapping(**parts: Fits) -> Fits:
    """A mapping, in which these parts fit where there are any; Slack leaves out and nulls what it likes."""

    def fits(value: Any) -> bool:
        return isinstance(value, Mapping) and all(
            value.get(name) is None or part(value[name]) for name, part in parts.items()
        )

    return fits


def _list_of(part: Fits) -> Fits:
    return lambda value: isinstance(value, list) and all(map(part, value))


def _one_of(*kinds: Fits) -> Fits:
    return lambda value: any(fits(value) for fits in kinds)


def _mapping_of(part: Fits) -> Fits:
    return lambda value: isinstance(value, Mapping) and all(map(part, value.values()))


_OPTION = _mapping(value=_text)
_ENTERED = _mapping(
    type=_text,
    value=_text,
    selected_option=_OPTION,
    selected_options=_list_of(_mapping(value=_text)),
    selected_user=_text,
    selected_users=_list_of(_text),
    selected_conversation=_text,
    selected_date=_text,
    selected_time=_text,
    selected_date_time=_number_or_text,
)
_WHERE = _mapping(id=_text, name=_text, domain=_text, enterprise_id=_text)
_WHO = _mapping(id=_text, team_id=_text, name=_text, username=_text)
_BLOCKS = _list_of(_mapping(type=_text, block_id=_text))
_VIEW = _mapping(
    id=_text,
    type=_text,
    hash=_text,
    team_id=_text,
    app_installed_team_id=_text,
    callback_id=_text,
    private_metadata=_text,
    title=_mapping(text=_text),
    blocks=_BLOCKS,
    state=_mapping(values=_mapping_of(_mapping_of(_ENTERED))),
)
_ACTION = _mapping(
    type=_text, action_id=_text, block_id=_text, value=_text, selected_option=_OPTION, action_ts=_text
)
_EVENT = _mapping(
    type=_text, user=_one_of(_text, _WHO), team=_text, tab=_text, view=_VIEW, channel=_one_of(_text, _WHERE)
)
_PAYLOAD = _mapping(
    type=_text,
    command=_text,
    text=_text,
    user_id=_text,
    team_id=_text,
    enterprise_id=_text,
    channel_id=_text,
    trigger_id=_text,
    response_url=_text,
    event_id=_text,
    api_app_id=_text,
    challenge=_text,
    callback_id=_text,
    user=_WHO,
    team=_WHERE,
    enterprise=_WHERE,
    channel=_WHERE,
    container=_mapping(type=_text, message_ts=_text, view_id=_text),
    message=_mapping(ts=_text, text=_text, blocks=_BLOCKS),
    view=_VIEW,
    actions=_list_of(_ACTION),
    event=_EVENT,
    authorizations=_list_of(_mapping(team_id=_text, enterprise_id=_text, user_id=_text)),
)
# What is in each kind, without which it is none.
_NEEDED = {
    "block_actions": ("user", "actions"),
    "view_submission": ("user", "view"),
    "view_closed": ("user", "view"),
    "event_callback": ("event", "event_id"),
    "url_verification": ("challenge",),
}


def is_payload(body: Any) -> bool:
    """Whether this may be from Slack: of kinds that are new, nothing is known but their name."""
    if not isinstance(body, Mapping) or not _PAYLOAD(body):
        return False
    kind = body.get("type")
    if body.get("command") or body.get("ssl_check"):
        return True
    needed = _NEEDED.get(kind, ()) if kind else ("type",)
    return all(body.get(name) for name in needed)
