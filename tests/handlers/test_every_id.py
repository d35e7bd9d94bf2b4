"""A tour that clicks every button and submits every form there is: each answers 200."""

import json
from collections import deque

from bot.views.ids import Action, Callback
from tests.handlers.tour.tour import tour


async def test_every_id_is_clicked_and_answers_200(town):
    # The log forgets its oldest entries, and the tour has grown longer than that.
    town.sandbox.wire_log.entries = deque()
    await tour(town)
    answered = {identity: entry.status for entry in town.sandbox.wire for identity in ids_in(entry)}
    assert {identity for identity, status in answered.items() if status == 200} == {*Action, *Callback}


def ids_in(entry):
    """The action or callback ids of an interaction the sandbox delivered."""
    if entry.direction != "to_app" or not isinstance(entry.request, dict):
        return []
    payload = entry.request.get("payload", entry.request)
    payload = json.loads(payload) if isinstance(payload, str) else payload
    if payload.get("type") == "view_submission":
        return [payload["view"]["callback_id"]]
    return [action["action_id"] for action in payload.get("actions", ())]
