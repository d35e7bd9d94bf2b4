"""Whatever strangers give us to read, it ends, and everybody else's roster is read."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, thread_time
from typing import Any
from urllib.parse import quote, urljoin

import pytest

from bot.confined.pool import Limits
from bot.demo.rosters import LOOPBACK
from bot.domain.acts import Act
from bot.domain.people import Person
from bot.domain.rosters import RosterKind, RosterSource
from bot.errors import InvalidInput, UserFacingError
from bot.jobs import RefreshRosters
from bot.rosters import WrongLines, parse_pattern
from bot.rosters.links import Feeds, Patience, Reader
from bot.rosters.typed.paste import parse_paste
from bot.usecases.directory.importing import preview_import
from bot.usecases.rosters.refreshing import RostersRead
from bot.usecases.rosters.rosters import keep_typed
from bot.views.rosters.rosters import LONGEST_TEXT
from tests.confined.hostile_answers import HOSTILE as ANSWERS
from tests.confined.hostile_calendars import HOSTILE as CALENDARS
from tests.confined.hostile_staff import HOSTILE as STAFF
from tests.confined.hostile_typed import PASTES, PATTERNS
from tests.directory_files import staff_file
from tests.examples import some
from tests.field.staff_files import MAPPING
from tests.rosters.calendars import LONDON, calendar, event, words
from tests.rosters.serving import calendar_link
from tests.town import small_town

NIGHT = event("20260303T190000", "20260304T073000", "Night")
ENDLESS = CALENDARS["fifty series since the year 1"]
SHORT = Patience(
    quick=Limits(cpu_seconds=1, within=timedelta(seconds=1)),
    slow=Limits(cpu_seconds=1, within=timedelta(seconds=1)),
    fetched=timedelta(seconds=2),
)
HEALTHY = 10
# While others wait, and on a machine that has other things to do.
HELD_SECONDS = 0.2
PIECE_SECONDS = 4


@pytest.fixture
async def link():
    async with calendar_link() as made:
        made.text = calendar(NIGHT)
        yield made


@pytest.fixture
async def feeds():
    made = Feeds(LOOPBACK, patience=SHORT)
    yield made
    made.close()


@pytest.fixture
async def hospital():
    async with small_town() as made:
        await made.new_program(made.person("Mona Manager", is_admin=True))
        yield made


async def give_roster(hospital, name, link):
    """A colleague whose roster is due, at a link that ends in their name."""
    person = hospital.person(name)
    await hospital.join(person)
    now, address = hospital.deps.clock(), urljoin(link.address, quote(name))
    source = RosterSource(hospital.workspace_id, person.person.id, RosterKind.FEED, now, now, link=address)
    async with hospital.deps.db.transaction() as repos:
        await repos.rosters.save(source)


async def source_of(hospital, name):
    async with hospital.deps.db.transaction() as repos:
        return await repos.rosters.find(hospital.workspace_id, hospital.person(name).person.id)


def refreshing(hospital, feeds):
    return RefreshRosters(replace(hospital.deps, feeds=feeds), rng=random.Random(1))


@dataclass
class Strangers:
    """Whoever gives us something hostile, each in the way it comes to us, some of them at the same time."""

    hospital: Any
    link: Any
    feeds: Any
    folder: Path
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(4))

    async def outcome(self, kind, shape):
        """What was understood, or the sentence of why not, and in how many seconds."""
        async with self.room:
            began = monotonic()
            try:
                found = await getattr(self, kind)(shape)
            except UserFacingError as refused:
                found = str(refused)
            return found, monotonic() - began

    async def calendar(self, shape):
        self.link.texts[f"/{shape}"] = CALENDARS[shape]
        return await self._read(shape)

    async def answer(self, shape):
        self.link.answers[f"/{shape}"] = ANSWERS[shape]
        return await self._read(shape)

    async def _read(self, shape):
        reader = Reader(LONDON, {}, words(), self.hospital.deps.clock())
        address = urljoin(self.link.address, quote(shape))
        return await self.feeds.read(address, whose=("T1", shape), reader=reader)

    async def paste(self, shape):
        return await self._keep("paste", shape, RosterKind.LINES, PASTES[shape])

    async def pattern(self, shape):
        return await self._keep("pattern", shape, RosterKind.PATTERN, PATTERNS[shape])

    async def _keep(self, what, shape, kind, text):
        deps, name = self.hospital.deps, f"Given a {what} of {shape}"
        person = self.hospital.person(name)
        async with deps.db.transaction() as repos:
            await repos.people.save(Person(self.hospital.workspace_id, person.person.id))
        act = Act(self.hospital.workspace_id, person.person.id, deps.clock())
        try:
            return await keep_typed(
                deps.db, act=act, kind=kind, text=text, content=deps.content, feeds=self.feeds
            )
        except InvalidInput as wrong:
            [sentence] = wrong.fields.values()
            return sentence

    async def staff(self, shape):
        deps, today = self.hospital.deps, self.hospital.deps.clock().date()
        file = written_staff_file(self.folder, shape, deps.content)
        return await preview_import(deps.db, workspace_id=self.hospital.workspace_id, file=file, today=today)


def written_staff_file(folder, shape, content):
    path, mapping = folder / f"{shape}.csv", folder / "mapping.yml"
    raw = STAFF[shape]()
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    mapping.write_text(MAPPING.format(date_format="DD/MM/YYYY", delimiter=","))
    return staff_file(path, mapping, content=content)


TABLE = {"calendar": CALENDARS, "answer": ANSWERS, "paste": PASTES, "pattern": PATTERNS, "staff": STAFF}
ALL = [(kind, shape) for kind, shapes in TABLE.items() for shape in shapes]
# Of each kind one in so many at every commit.
SOME = [(kind, shape) for kind, shapes in TABLE.items() for shape in [*shapes][3::9]]
# Each of them may have to wait for three others.
LIMIT_SECONDS = 60


@pytest.mark.parametrize("shapes", some([SOME, ALL], 1), ids=["some", "all"])
async def test_every_hostile_shape_ends_while_everybody_elses_roster_is_read(
    hospital, link, feeds, tmp_path, caplog, shapes
):
    names = [f"Healthy {number}" for number in range(HEALTHY)]
    for name in names:
        await give_roster(hospital, name, link)
    now, strangers = hospital.deps.clock(), Strangers(hospital, link, feeds, tmp_path)
    read, *outcomes = await asyncio.gather(
        refreshing(hospital, feeds)(), *(strangers.outcome(*shape) for shape in shapes)
    )
    assert read == RostersRead(read=HEALTHY)
    assert [(await source_of(hospital, name)).read_at for name in names] == [now] * HEALTHY
    for (kind, shape), (found, seconds) in zip(shapes, outcomes, strict=True):
        assert not isinstance(found, str) or found.endswith("."), (kind, shape, found)
        assert seconds < LIMIT_SECONDS, (kind, shape)
    assert "Traceback" not in caplog.text
    assert "could not be read" not in caplog.text


def test_there_are_shapes_of_each_kind():
    assert len(ALL) >= 130
    assert {kind for kind, _ in SOME} == set(TABLE)


def seconds_of(work):
    """Of the processor, where nothing else is in between."""
    began = thread_time()
    with suppress(WrongLines):
        work()
    return thread_time() - began


def least(work):
    return min(seconds_of(work) for _ in range(3))


@pytest.mark.parametrize("shape", PASTES)
def test_no_paste_holds_anybody_up(shape):
    """The whole of it is read from a file; from Slack comes as much as its form takes, while others wait."""
    how = {"words": words(), "today": date(2026, 3, 14)}
    assert seconds_of(lambda: parse_paste(PASTES[shape], **how)) < 2
    assert least(lambda: parse_paste(PASTES[shape][:LONGEST_TEXT], **how)) < HELD_SECONDS


@pytest.mark.parametrize("shape", PATTERNS)
def test_no_pattern_holds_anybody_up(shape):
    how = {"words": words(), "today": date(2026, 3, 14)}
    assert least(lambda: parse_pattern(PATTERNS[shape], **how)) < HELD_SECONDS


@pytest.mark.parametrize("shape", some(STAFF, 0))
def test_of_a_staff_file_no_piece_takes_long(shape, tmp_path, content):
    """It is read by a thread, which cannot be stopped: whoever stops it waits for the piece."""
    pieces, longest = written_staff_file(tmp_path, shape, content).batches(), 0.0
    is_more: Any = True
    while is_more:
        began = thread_time()
        with suppress(UserFacingError):
            is_more = next(pieces, None)
        longest = max(longest, thread_time() - began)
    assert longest < PIECE_SECONDS


async def test_calendars_without_an_end_leave_the_job_time_for_the_others(hospital, link, feeds):
    bad = [f"Bad {number}" for number in range(4)]
    for name in bad:
        link.texts[f"/{name}"] = ENDLESS
        await give_roster(hospital, name, link)
    await give_roster(hospital, "Healthy", link)
    job = refreshing(hospital, feeds)
    # Three of them had their time, the fourth has it an hour later.
    assert await job() == RostersRead(read=1, failed=3)
    again = [(await source_of(hospital, name)).next_refresh_at - hospital.deps.clock() for name in bad]
    assert sum(one == timedelta(hours=1) for one in again) == 1
    hospital.sandbox.clock.advance(timedelta(hours=1))
    assert await job() == RostersRead(failed=1)
    assert [(await source_of(hospital, name)).failures for name in bad] == [1] * 4


async def test_one_that_was_given_up_is_read_when_it_is_better(hospital, link, feeds):
    link.texts["/Bad"] = ENDLESS
    await give_roster(hospital, "Bad", link)
    job = refreshing(hospital, feeds)
    assert await job() == RostersRead(failed=1)
    whose = (await source_of(hospital, "Bad")).whose
    assert feeds.is_slow(whose)
    link.texts.clear()
    hospital.sandbox.clock.advance(timedelta(hours=14))
    assert await job() == RostersRead(read=1)
    assert not feeds.is_slow(whose)
