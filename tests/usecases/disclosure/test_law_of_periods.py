"""Of every kind that is counted by four weeks: one record moves the odds by the cells it is in, and no more.

As in test_law.py two worlds differ in one record, and somebody reads every page every day. The noise of the
cells that this record is listed in, each shifted by one, has to make all of it the same, to the letter.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.disclosure.kinds import (
    FIRST_TALK,
    FIVE_TALKS,
    KINDS,
    MATCHED,
    MET,
    ON_TRACK,
    REMATCH_ASKED,
    STILL_ON_TRACK,
    TURNOUT,
    WRITTEN_TO,
    Kind,
)
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState, Outcome, iso_week
from bot.domain.people import Person
from bot.usecases.disclosure.freezing import freeze_numbers
from tests.databases import SQLITE
from tests.examples import some
from tests.people import DAY, PROGRAM, WEEK, WS, enrolment, move_in, pair_number
from tests.usecases.disclosure.dashboard import browsing
from tests.usecases.disclosure.scripted import Scripted
from tests.usecases.disclosure.surfaces import CHAMPION, read_all

# The first of four Mondays up to the one on which they are counted.
FIRST, COUNTED = date(2026, 2, 23), date(2026, 3, 23)
PAIRS, SEED = 7, 5
ROLES = (Role.MENTEE, Role.MENTOR)


@dataclass(frozen=True)
class Told:
    """What a host tapped of a circle's first talk."""

    mentorship_id: str
    host: str
    enough: bool


@dataclass(frozen=True)
class World:
    """What happens by the day; `then` after that day's freezing, in which it stands no more."""

    template: str
    at_first: Sequence[Any]
    then: Sequence[tuple[date, Any]]


def pair(number: int, began: date, **more: Any) -> Mentorship:
    return pair_number(number, **{"introduced_on": began} | more)


def cycle(number: int, turn: int, monday: date, *, met: bool = True) -> Cycle:
    outcome = Outcome.MET if met else Outcome.NOT_THIS_MONTH
    return Cycle(f"M1-{number}", turn, monday, outcome, iso_week(monday) if met else None)


def others(began: date, turns: Sequence[date]) -> list[Any]:
    """All but the watched one, who met in each of these weeks."""
    known = [pair(number, began) for number in range(1, PAIRS)]
    return [
        *known,
        *(cycle(n, turn, day) for n in range(1, PAIRS) for turn, day in enumerate(turns, start=1)),
    ]


def first_talk(says: bool) -> World:
    """It is noted late, when the weeks it may have been in are frozen: in time, or a week after that."""
    began = COUNTED - 6 * WEEK
    week = began + (3 if says else 4) * WEEK
    return World(
        "nurse_leadership",
        [*others(began, [began]), pair(0, began)],
        [(COUNTED - WEEK + DAY, cycle(0, 1, week))],
    )


def matched(says: bool) -> World:
    """Introduced on the last day hoped for, or on the one after it."""
    began = FIRST + DAY
    mentee = enrolment("UNIA0", match_by=began)
    return World(
        "nurse_leadership",
        [
            *others(FIRST, [FIRST]),
            mentee,
            pair(0, began if says else began + DAY),
            cycle(0, 1, FIRST + WEEK),
        ],
        [],
    )


def still_on_track(says: bool) -> World:
    """Whether it ever met is noted late, and it meets soon after it was counted."""
    began = COUNTED - 15 * WEEK
    return World(
        "nurse_leadership",
        [*others(began, [began]), pair(0, began)],
        [
            (COUNTED - WEEK + DAY, cycle(0, 1, began, met=says)),
            (COUNTED + DAY, cycle(0, 2, COUNTED)),
        ],
    )


def rematch(says: bool) -> World:
    began, last = FIRST - 12 * WEEK, FIRST + 8 * DAY
    gone = pair(0, began, state=MentorshipState.ENDED, ended_on=last, rematched=says)
    return World(
        "nurse_leadership",
        [*others(began, [began]), pair(0, began), cycle(0, 1, began)],
        [(last, gone)],
    )


def five_talks(says: bool) -> World:
    """The fifth talk is noted late."""
    began = COUNTED - 20 * WEEK
    weeks = [began + 3 * turn * WEEK for turn in range(4)]
    return World(
        "coaching_sprint",
        [
            *others(began, weeks),
            pair(0, began),
            *(cycle(0, turn, day) for turn, day in enumerate(weeks, start=1)),
        ],
        [(COUNTED - WEEK + DAY, cycle(0, 5, began + 12 * WEEK, met=says))],
    )


def turnout(says: bool) -> World:
    began, week = COUNTED - 6 * WEEK, COUNTED - 2 * WEEK
    circles = [_circle(number, began) for number in range(PAIRS)]
    people = [Person(WS, one) for circle in circles for one in circle.user_ids]
    return World(
        "peer_circle",
        [*people, *circles, *(cycle(number, 1, week) for number in range(PAIRS))],
        [
            (week + DAY, Told(f"M1-{number}", f"UC{number}-0", says if number == 0 else number > 3))
            for number in range(PAIRS)
        ],
    )


def _circle(number: int, began: date) -> Mentorship:
    roles = (Role.HOST, Role.PEER, Role.PEER, Role.PEER)
    members = tuple(Member(f"UC{number}-{place}", role) for place, role in enumerate(roles))
    return replace(pair(number, began), members=members)


# By kind, the two worlds, and the cells that one record enters: who is on track is so in both of them.
WORLDS = {
    FIRST_TALK: (first_talk, {FIRST_TALK}),
    MATCHED: (matched, {MATCHED}),
    STILL_ON_TRACK: (still_on_track, {STILL_ON_TRACK, ON_TRACK}),
    REMATCH_ASKED: (rematch, {REMATCH_ASKED}),
    FIVE_TALKS: (five_talks, {FIVE_TALKS}),
    TURNOUT: (turnout, {TURNOUT}),
}
# test_law.py has one of these, and a message that waits belongs to a record of a meeting.
WATCHED_ELSEWHERE = {MET, WRITTEN_TO, ON_TRACK}


@dataclass(frozen=True)
class Life:
    read: list[list[str]]
    kept: list[tuple[Any, ...]]

    @property
    def values(self) -> dict[tuple[str, str, str], int]:
        return {(row[3], row[2], row[4]): row[5] for row in self.kept}


async def live(databases, content, world, *, weeks, shifted=(), reads=True) -> Life:
    chance, read = Scripted(SEED, shifted=shifted), []
    async with databases.open(SQLITE) as db:
        program = replace(
            PROGRAM, template_id=world.template, champion=CHAMPION, starts_on=FIRST, ends_on=date(2028, 1, 1)
        )
        mentors = [
            enrolment(who, role)
            for one in world.at_first
            if isinstance(one, Mentorship) and not one.is_circle
            for who, role in zip(one.user_ids, ROLES, strict=True)
        ]
        await move_in(db, program, *mentors, *world.at_first)
        async with browsing(db, content) if reads else nullcontext() as browser:
            for day in (FIRST + number * DAY for number in range(weeks * 7)):
                now = datetime.combine(day, time(5), UTC)
                await freeze_numbers(db, workspace_id=WS, content=content, chance=chance, now=now)
                await happen(db, program, [one for on, one in world.then if on == day])
                if browser:
                    read.append(await read_all(db, content, day))
                    read.append(await browser.read_all(day, weeks=weeks))
        async with db.reading() as repos:
            columns = 'workspace_id, program_id, week, kind, "group", value, could'
            kept = (await repos.cells._run(text(f"SELECT {columns} FROM cell ORDER BY 3, 4, 5"))).all()
    return Life(read, [tuple(row) for row in kept])


async def happen(db, program, nouns):
    for one in nouns:
        if isinstance(one, Told):
            async with db.transaction() as repos:
                about = {"user_id": one.host, "enough": one.enough}
                assert await repos.cycles.tell_turnout(WS, one.mentorship_id, 1, **about)
        else:
            await move_in(db, program, one)


async def draws_of(databases, content, world, cells, *, weeks):
    """Which values were drawn for these cells: found by shifting one after the other, without reading."""
    plain = (await live(databases, content, world, weeks=weeks, reads=False)).values
    found: dict[Any, int] = {}
    number = 0
    while len(found) < len(cells):
        moved = (await live(databases, content, world, weeks=weeks, shifted=[number], reads=False)).values
        [changed] = [key for key in plain if moved[key] != plain[key]]
        if changed in cells:
            found[changed] = number
        number += 1
    return sorted(found.values())


@pytest.mark.parametrize("weeks", some([6, 52], 1))
@pytest.mark.parametrize("kind", WORLDS, ids=lambda kind: kind.name)
async def test_a_shift_of_the_cells_of_one_record_hides_it_from_every_page_of_every_day(
    databases, content, kind, weeks, caplog
):
    make, listed = WORLDS[kind]
    lives, logs = [], []
    for says in (False, True):
        caplog.clear()
        lives.append(await live(databases, content, make(says), weeks=weeks))
        logs.append(caplog.text)
    no, yes = lives
    assert logs[0] == logs[1]
    differ = {key for key in no.values | yes.values if no.values.get(key) != yes.values.get(key)}
    assert {name for name, _, _ in differ} == {one.name for one in listed}
    assert len(differ) == len(listed)
    # Until the Monday on which they are counted, which is the last of the weeks before it, nothing shows.
    shifted = await draws_of(databases, content, make(True), differ, weeks=6)
    hidden = await live(databases, content, make(True), weeks=weeks, shifted=shifted)
    assert hidden.kept == no.kept
    assert hidden.read == no.read


def test_every_kind_that_is_frozen_by_the_week_has_such_a_law():
    by_week: set[Kind] = {kind for kind in KINDS.values() if kind.is_record and kind.every}
    assert by_week == WORLDS.keys() | WATCHED_ELSEWHERE
