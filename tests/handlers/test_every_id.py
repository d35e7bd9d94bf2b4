"""A tour that clicks every button and submits every form, while others look on, and whatever Slack does."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.views.ids import Action, Callback
from tests.handlers.looks import Looks
from tests.handlers.onlookers import Onlookers, ids_in
from tests.handlers.tour.tour import tour
from tests.handlers.wire.kept import kept_before_asking
from tests.handlers.wire.silence import silent_until_acknowledged
from tests.town import small_town


@pytest.fixture
def only_the_listener(monkeypatch):
    """Nobody is acknowledged because time is up."""
    monkeypatch.setattr("bot.handlers.guard.ACK_WITHIN", timedelta(minutes=1))


async def test_every_id_is_clicked_and_answers_200_though_slack_says_nothing_before(
    town, only_the_listener, monkeypatch
):
    # The log forgets its oldest entries, and the tour has grown longer than that.
    town.sandbox.wire_log.entries = deque()
    silent_until_acknowledged(town.sandbox)
    with kept_before_asking(town.deps.db, monkeypatch) as kept:
        await tour(town)
    # A listener that has to ask Slack first is run anew: nothing may be kept twice.
    assert kept == []
    answered = {identity: entry.status for entry in town.sandbox.wire for identity in _ids_told(entry)}
    assert {identity for identity, status in answered.items() if status == 200} == {*Action, *Callback}


@dataclass
class Toured:
    answered: dict
    looks: Looks
    onlookers: Onlookers


@pytest.fixture(scope="module")
def toured():
    """Once for all that is asked about it: it takes the longest of all tests."""
    return asyncio.run(_toured())


async def _toured():
    async with small_town() as town:
        # The log forgets its oldest entries, and the tour has grown longer than that.
        town.sandbox.wire_log.entries = deque()
        onlookers = await Onlookers.arrive(town)
        looks = Looks.watch(town, town.person("Mona Manager", is_admin=True))
        await tour(town)
        answered = {one: entry.status for entry in town.sandbox.wire for one in _ids_told(entry)}
        return Toured(answered, looks, onlookers)


def _ids_told(entry):
    """The action or callback ids of an interaction the sandbox delivered."""
    if entry.direction != "to_app" or not isinstance(entry.request, dict):
        return []
    payload = entry.request.get("payload", entry.request)
    return ids_in(json.loads(payload) if isinstance(payload, str) else payload)


def test_every_id_is_clicked_and_answers_200(toured):
    answered = {identity for identity, status in toured.answered.items() if status == 200}
    assert answered == {*Action, *Callback}


def test_every_id_was_tried_before_by_those_it_is_not_for(toured):
    assert toured.onlookers.tried == {*Action, *Callback}


def test_what_is_not_theirs_they_neither_read_nor_changed(toured):
    assert toured.onlookers.trespasses == []


def test_no_road_leads_a_manager_to_names_without_a_line_in_the_log(toured):
    assert toured.looks.seen > 20
    assert toured.looks.unnoted == []
