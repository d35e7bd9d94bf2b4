"""A list in the address: what it says, and what becomes of an address that says nonsense."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.domain.managing.listing import Turn
from bot.domain.mentorships.status import Status
from bot.web.listing import ANYTHING, LEFT_OUT, read_list

FILTERS = {"status": [one.value for one in Status], "site": ANYTHING}
KEY = ("10", "Süd; &?=", "M1")


def read(address):
    fields = dict(parse_qsl(urlsplit(address).query))
    visit: Any = SimpleNamespace(asked=lambda name: fields.get(name, "").strip())
    return read_list(visit, "/list", filters=FILTERS, sorts=["status", "since"])


def test_an_address_without_anything_is_the_usual_list():
    found = read("/list")
    assert (dict(found.chosen), found.sort, found.turn, found.notice) == ({}, "", Turn(), "")


def test_what_is_chosen_is_read_back_from_the_address():
    found = read("/list?status=on+track&site=S%C3%BCd&sort=since")
    assert dict(found.chosen) == {"status": "on track", "site": "Süd"}
    assert (found.one_of(Status, "status"), found.sort) == (Status.ON_TRACK, "since")


@pytest.mark.parametrize("name", ["after", "before"])
def test_a_turn_keeps_what_is_chosen_and_reads_back_as_it_was(name):
    found = read(read("/list?status=paused&sort=since").turned(name, KEY))
    assert getattr(found.turn, name) == KEY
    assert (dict(found.chosen), found.sort, found.notice) == ({"status": "paused"}, "since", "")


def test_nothing_of_a_key_can_be_read_by_the_way():
    address = read("/list").turned("after", KEY)
    assert not any(part in address for part in KEY)


def test_a_new_order_begins_on_the_first_page_and_keeps_what_is_chosen():
    listed = read(read("/list?status=paused").turned("after", KEY))
    _, address, order, _ = listed.head("Since", "since")
    assert (address, order) == ("/list?status=paused&sort=since", "")
    assert read(address).head("Since", "since")[2] == "ascending"
    assert read(address).head("Status", "status", usual=True)[1:3] == ("/list?status=paused", "")
    assert listed.head("Status", "status", usual=True)[2] == "ascending"


@pytest.mark.parametrize(
    "nonsense",
    [
        "status=awful",
        "status=quiet2",
        "sort=met",
        "after=%00",
        "after=e30",
        "after=WzFd",
        "before=" + "A" * 5000,
        "after=W10",
        "after=" + "W1tb" * 90,
    ],
)
def test_what_is_unknown_is_left_out_and_said(nonsense):
    found = read(f"/list?site=Main&{nonsense}")
    assert (dict(found.chosen), found.sort, found.turn) == ({"site": "Main"}, "", Turn())
    assert found.notice == LEFT_OUT


def test_nothing_chosen_leaves_the_order_as_it_is():
    assert read("/list?status=paused&sort=since").without_filters() == "/list?sort=since"
