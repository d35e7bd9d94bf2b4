"""A calendar that has not changed is neither given nor parsed again, where that would come to the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.demo.rosters import LOOPBACK
from bot.domain.rosters import Meaning, Work
from bot.fetching import Unchanged
from bot.rosters.links import Feeds, Lane, Reader
from tests.rosters.calendars import LONDON, SATURDAY, calendar, event, told, words
from tests.rosters.serving import SECRET, calendar_link

NIGHT = event("20260317T190000", "20260318T073000", "Night")
EARLY = event("20260316T070000", "20260316T150000", "Early", uid="2")
READER = Reader(LONDON, {}, words(), SATURDAY)
LATER = replace(READER, now=SATURDAY + timedelta(hours=1))
TOMORROW = replace(READER, now=SATURDAY + timedelta(days=1))
NAMES = [{"ETag": '"v1"'}, {"Last-Modified": "Sat, 14 Mar 2026 08:00:00 GMT"}]


@pytest.fixture(params=[{}, *NAMES], ids=["without a name", "ETag", "Last-Modified"])
async def link(request):
    async with calendar_link() as made:
        made.text, made.names = calendar(NIGHT), request.param
        yield made


@pytest.fixture
async def feeds():
    made = Feeds(LOOPBACK)
    yield made
    made.close()


async def read(feeds, link, reader, *, kept_at=SATURDAY, beside=""):
    """The shifts; None where they are what is kept already."""
    about = {"whose": ("T1", "U1"), "lane": Lane.QUICK, "kept_at": kept_at, "beside": beside}
    try:
        return told(await feeds.read_if_changed(link.address, reader=reader, **about))
    except Unchanged:
        return None


async def test_it_is_asked_for_and_not_read_again(feeds, link, monkeypatch):
    assert await read(feeds, link, READER) == ["17 Mar 19:00-07:30 night"]
    monkeypatch.setattr(feeds, "_children", None)
    assert await read(feeds, link, LATER) is None
    assert await read(feeds, link, LATER, kept_at=LATER.now) is None
    assert (link.asked, link.given) == (3, 1 if link.names else 3)


async def test_one_that_changed_is_read(feeds, link):
    await read(feeds, link, READER)
    link.text = calendar(NIGHT, EARLY)
    link.names = {name: f"{value} later" for name, value in link.names.items()}
    assert len(await read(feeds, link, LATER)) == 2


@pytest.mark.parametrize(
    ("reader", "more"),
    [
        (TOMORROW, {}),
        (replace(LATER, codes={"N": Meaning(Work.NIGHT)}), {}),
        (LATER, {"beside": "2026-03-17 off"}),
        (LATER, {"kept_at": SATURDAY - timedelta(hours=3)}),
        (LATER, {"kept_at": None}),
    ],
    ids=["another day", "codes", "corrections", "another reading is kept", "none is kept"],
)
async def test_what_would_be_understood_differently_is_read_again(feeds, link, reader, more):
    await read(feeds, link, READER)
    assert await read(feeds, link, reader, **more)


async def test_what_is_remembered_says_nothing_of_link_or_shifts(feeds, link):
    await read(feeds, link, READER)
    remembered = repr(feeds._memory._seen)
    assert remembered != "{}"
    assert not any(word in remembered for word in (SECRET, "Night", "20260317", "LON"))
