"""Forms and buttons of one's own in which a single field carries an id that is somebody else's."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

TOKEN = re.compile(r"[A-Za-z0-9]+")
# Whom a picker of people shows is whoever acts to choose.
CHOSEN_FREELY = {"selected_user", "selected_users", "selected_conversation"}


def with_one_foreign(payload: Mapping, own: Mapping[str, str]) -> Iterator[Mapping]:
    """The same, about what is one's own but for one place; nothing where it is about one thing alone.

    `own` gives for an id of somebody else's the one that stands in its place in a form of one's own.
    """
    places = [place for place in _places(payload) if place[-1] in own]
    if len({place[-1] for place in places}) < 2:
        return
    for foreign in places:
        forged = deepcopy(payload)
        for place in places:
            if place != foreign:
                _put(forged, place, own[place[-1]])
        yield forged


def _places(payload):
    """Where ids may stand, and each id; the last of a text first, so that those before it stay there."""
    view = payload.get("view") or {}
    carried = {"view": {"private_metadata": view.get("private_metadata"), "state": view.get("state")}}
    carried["actions"] = payload.get("actions", [])
    for path, text in _texts(carried, ()):
        yield from ((*path, one.start(), one.group()) for one in reversed(list(TOKEN.finditer(text))))


def _texts(found, path):
    if isinstance(found, str):
        yield path, found
    elif isinstance(found, dict | list):
        for key, inner in found.items() if isinstance(found, dict) else enumerate(found):
            if key not in CHOSEN_FREELY:
                yield from _texts(inner, (*path, key))


def _put(payload, place, own):
    *above, last, at, token = place
    for key in above:
        payload = payload[key]
    text = payload[last]
    payload[last] = text[:at] + own + text[at + len(token) :]
