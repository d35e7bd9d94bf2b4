"""Taking in a file: who joins, moves, leaves and comes back; whole or not at all."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.directory.problems import Reject, UnusableFile
from bot.domain.acts import Act
from bot.domain.directory import Aspect, Employment, KnownBy, email_key
from bot.domain.people import Person
from bot.domain.privacy.forgetting import EMPLOYEE, SLACK, known_as
from bot.errors import NotFound
from bot.usecases.directory.importing import TooManyLeavers, import_directory, preview_import
from bot.usecases.privacy.forgetting import forget_person
from tests.directory_files import PEOPLE, TODAY, small_mapping, somebody, staff_file, write_export
from tests.people import ELSEWHERE, MONDAY, NIA, WS, move_in

WARD = [somebody(f"E{n}", site="NF") for n in range(10)]
WEEK = timedelta(weeks=1)


class Records:
    """The hospital's records: `take_in` imports these rows, `look` only counts."""

    def __init__(self, db, folder, content):
        self._db, self._folder, self._content = db, folder, content
        self._files = 0

    def file(self, rows):
        self._files += 1
        path = self._folder / f"{self._files}.csv"
        if isinstance(rows, bytes):
            path.write_bytes(rows)
        else:
            write_export(path, rows)
        return staff_file(path, small_mapping(self._folder), content=self._content)

    async def take_in(self, rows, *, today=TODAY, key="", **more):
        return await import_directory(
            self._db,
            workspace_id=WS,
            file=self.file(rows),
            file_key=key or f"{self._files}",
            today=today,
            **more,
        )

    async def look(self, rows, *, today=TODAY):
        return await preview_import(self._db, workspace_id=WS, file=self.file(rows), today=today)

    async def entry(self, number):
        async with self._db.transaction() as repos:
            return await repos.directory.find(WS, number)

    async def latest(self):
        async with self._db.transaction() as repos:
            return await repos.directory_imports.find_latest(WS)

    async def count(self, today=TODAY):
        async with self._db.transaction() as repos:
            return await repos.directory.count(WS, today)


@pytest.fixture
async def records(db, tmp_path, content):
    await move_in(db, Person(WS, NIA))
    return Records(db, tmp_path, content)


def ward(*, without=(), **changes):
    """The ward with some left out and some rows changed: ward(without=["E1"], E2={"site": "HR"})."""
    return [{**row, **changes.get(row["number"], {})} for row in WARD if row["number"] not in without]


def changes(counted):
    names = ("joined", "moved", "left", "came_back", "changed", "unchanged", "rejected")
    return {name: count for name in names if (count := getattr(counted, name))}


async def test_the_first_file_brings_everybody(records):
    assert changes(await records.take_in(WARD)) == {"joined": 10}
    entry = await records.entry("E3")
    assert (entry.profession, entry.department, entry.site) == ("nurse", "critical_care", "Northfield")
    assert await records.count() == 10


async def test_the_shipped_example_can_be_taken_in(db, records, content):
    file = staff_file(PEOPLE, content=content)
    counted = await import_directory(db, workspace_id=WS, file=file, file_key="k", today=TODAY)
    assert (changes(counted), counted.warnings) == ({"joined": 68}, ())
    on_sick_leave = await records.entry("E1041")
    assert (on_sick_leave.standing, on_sick_leave.leave_from) == (Employment.LEAVE, TODAY)


async def test_everything_is_kept_but_the_address(records):
    row = somebody(
        "E1",
        slack_id="U123",
        email="Ada@hospital.example",
        manager="E2",
        stage="senior",
        ends_on="2027-01-31",
        leave_from="2026-03-01",
        leave_until="2026-03-31",
        status="L",
    )
    await records.take_in([row])
    entry = await records.entry("E1")
    assert (entry.user_id, entry.email_key) == ("U123", email_key("ada@hospital.example"))
    assert (entry.manager_id, entry.career_stage, entry.standing) == ("E2", "senior", Employment.LEAVE)
    assert (entry.ends_on, entry.leave_from, entry.leave_until) == (
        date(2027, 1, 31),
        date(2026, 3, 1),
        date(2026, 3, 31),
    )


async def test_the_same_file_twice_changes_nothing(records):
    await records.take_in(WARD, key="one")
    before, entry = await records.latest(), await records.entry("E1")
    assert changes(await records.take_in(WARD, key="one", today=TODAY + WEEK)) == {"unchanged": 10}
    assert (await records.latest(), await records.entry("E1")) == (before, entry)


async def test_joiners_movers_leavers_and_others_are_told_apart(records):
    await records.take_in(WARD)
    changed = ward(without=["E9"], E1={"site": "HR"}, E2={"leave_from": "2026-03-01"}, E3={"profession": "D"})
    assert changes(await records.take_in([*changed, somebody("E10")])) == {
        "joined": 1,
        "moved": 2,
        "left": 1,
        "changed": 1,
        "unchanged": 6,
    }
    assert (await records.entry("E9")).left_on == TODAY
    assert await records.count() == 10


async def test_only_who_is_linked_has_a_move_to_follow_up(records):
    await records.take_in(ward(E1={"slack_id": "U1"}))
    await records.take_in(ward(E1={"slack_id": "U1", "site": "HR"}, E2={"site": "HR"}))
    await records.take_in(ward(E1={"slack_id": "U1", "site": "HR", "manager": "E2"}, E2={"site": "HR"}))
    assert (await records.entry("E1")).moved == (Aspect.SITE,)
    assert (await records.entry("E2")).moved == ()


async def test_who_is_in_the_file_again_has_come_back(records):
    await records.take_in(WARD)
    await records.take_in(ward(without=["E9"]))
    assert changes(await records.take_in(WARD, today=TODAY + WEEK)) == {"came_back": 1, "unchanged": 9}
    assert (await records.entry("E9")).left_on is None


@pytest.mark.parametrize("gone", [{"status": "X"}, {"ends_on": "2026-03-01"}])
async def test_who_has_left_by_status_or_date_has_left_once(records, gone):
    await records.take_in(WARD)
    assert changes(await records.take_in(ward(E9=gone))) == {"left": 1, "unchanged": 9}
    assert changes(await records.take_in(ward(E9=gone), today=TODAY + WEEK)) == {"unchanged": 10}
    assert (await records.entry("E9")).left_on == TODAY


async def test_who_had_left_before_is_not_taken_in(records):
    assert changes(await records.take_in([*WARD, somebody("E99", status="X")])) == {"joined": 10}
    assert await records.entry("E99") is None


async def test_leavers_are_forgotten_after_ninety_days(records):
    await records.take_in(WARD)
    await records.take_in(ward(without=["E9"]))
    await records.take_in(ward(without=["E9"]), today=TODAY + timedelta(days=90))
    assert await records.entry("E9") is not None
    await records.take_in(ward(without=["E9"]), today=TODAY + timedelta(days=91))
    assert await records.entry("E9") is None


async def test_leave_without_dates_begins_when_it_is_told_and_ends_with_the_status(records):
    await records.take_in(ward(E1={"status": "L"}))
    await records.take_in(ward(E1={"status": "L", "site": "HR"}), today=TODAY + WEEK)
    assert (await records.entry("E1")).leave_from == TODAY
    await records.take_in(ward(E1={"site": "HR"}), today=TODAY + 2 * WEEK)
    assert (await records.entry("E1")).leave_from is None


async def test_a_file_cut_short_changes_nothing_unless_it_is_allowed(records):
    await records.take_in(WARD)
    with pytest.raises(TooManyLeavers, match="would mark 3 of 10 people"):
        await records.take_in(WARD[:7])
    assert await records.count() == 10
    assert changes(await records.take_in(WARD[:7], allow_leavers=True)) == {"left": 3, "unchanged": 7}


async def test_two_of_ten_may_leave_at_once(records):
    await records.take_in(WARD)
    assert changes(await records.take_in(WARD[:8])) == {"left": 2, "unchanged": 8}


async def test_a_row_that_cannot_be_read_makes_nobody_leave(records):
    await records.take_in(WARD)
    counted = await records.take_in(ward(E1={"leave_from": "soon"}, E2={"site": "x" * 500}))
    assert changes(counted) == {"rejected": 2, "unchanged": 8}
    assert (await records.entry("E1")).left_on is None


async def test_a_number_that_comes_again_far_below_is_left_out(records):
    rejects: list[Reject] = []
    many = [somebody(f"E{n}") for n in range(5500)]
    counted = await records.take_in([*many, somebody("E7", site="NF")], on_reject=rejects.append)
    assert changes(counted) == {"joined": 5500, "rejected": 1}
    assert [(one.line, one.employee_id) for one in rejects] == [(5502, "E7")]
    assert (await records.entry("E7")).site is None


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<html>Sign in",
        b"Number,Name\nE1,Ada\n",
        b"Employee number,Slack,Email,Group,Department,Site,Grade,Manager,End,From,Until,Status\nE1,\xff",
    ],
)
async def test_a_file_that_cannot_be_read_changes_nothing(records, broken):
    await records.take_in(WARD)
    before = await records.latest()
    with pytest.raises(UnusableFile, match="Nothing was changed"):
        await records.take_in(broken)
    assert (await records.latest(), await records.count()) == (before, 10)


async def test_a_file_that_breaks_far_down_changes_nothing(records):
    await records.take_in(WARD)
    rows = b"".join(b"F%d,,,N,,,,,,,,A\n" % number for number in range(9000))
    header = b"Employee number,Slack,Email,Group,Department,Site,Grade,Manager,End,From,Until,Status\n"
    with pytest.raises(UnusableFile, match="near line 9002"):
        await records.take_in(header + rows + b"F9999,,,,,\xff", allow_leavers=True)
    assert await records.count() == 10


async def test_an_import_that_was_refused_leaves_the_way_free_for_the_next(records):
    for _ in range(2):
        with pytest.raises(UnusableFile):
            await records.take_in(b"<html>")
    assert changes(await records.take_in(WARD)) == {"joined": 10}


async def test_a_look_counts_the_same_and_stores_nothing(records):
    await records.take_in(WARD)
    before = await records.latest()
    rows = [*ward(without=["E9"], E1={"site": "HR"}, E2={"leave_from": "?"}), somebody("F1"), somebody("F1")]
    looked = await records.look(rows)
    assert changes(looked) == {"joined": 1, "moved": 1, "left": 1, "unchanged": 7, "rejected": 2}
    assert (await records.latest(), await records.count()) == (before, 10)
    assert await records.entry("F1") is None
    assert changes(await records.take_in(rows)) == changes(looked)


async def test_a_look_says_when_too_many_would_leave(records):
    await records.take_in(WARD)
    assert (await records.look(WARD[:7])).too_many_leavers


async def test_an_unknown_workspace_is_refused(db, records):
    with pytest.raises(NotFound):
        await import_directory(db, workspace_id="T404", file=records.file(WARD), file_key="k", today=TODAY)


async def test_another_workspaces_people_stay_where_they_are(db, records):
    await records.take_in(WARD)
    other = records.file(WARD[:1])
    await import_directory(db, workspace_id=ELSEWHERE, file=other, file_key="k", today=TODAY)
    assert await records.count() == 10


async def test_a_slack_id_that_two_claim_goes_to_the_first(records):
    counted = await records.take_in([somebody("E1", slack_id="U1"), somebody("E2", slack_id="U1")])
    assert counted.conflicts == 1
    assert (await records.entry("E1")).user_id == "U1"
    assert (await records.entry("E2")).user_id is None


async def test_people_whose_slack_ids_were_mixed_up_change_places(records):
    await records.take_in(ward(E1={"slack_id": "U1"}, E2={"slack_id": "U2"}))
    counted = await records.take_in(ward(E1={"slack_id": "U2"}, E2={"slack_id": "U1"}))
    assert counted.conflicts == 0
    assert (await records.entry("E1")).user_id == "U2"
    assert (await records.entry("E2")).user_id == "U1"


async def test_a_slack_id_passes_from_a_leaver_to_their_new_number(records):
    await records.take_in(ward(E9={"slack_id": "U9"}))
    await records.take_in([*ward(without=["E9"]), somebody("F9", slack_id="U9")])
    assert (await records.entry("E9")).user_id is None
    assert (await records.entry("F9")).user_id == "U9"


async def test_who_was_linked_otherwise_stays_linked_while_the_file_says_nothing(db, records):
    await records.take_in(WARD)
    async with db.transaction() as repos:
        assert await repos.directory.link(WS, "E1", NIA, KnownBy.CONFIRMED)
    await records.take_in(ward(E1={"site": "HR"}))
    assert (await records.entry("E1")).user_id == NIA


async def test_the_file_proves_whom_it_names_and_takes_the_place_of_a_claim(db, records):
    await records.take_in(WARD)
    async with db.transaction() as repos:
        for number, user_id in (("E1", NIA), ("E2", "UWRONG"), ("E3", "UTHREE")):
            assert await repos.directory.link(WS, number, user_id, KnownBy.CLAIMED)
    await records.take_in(ward(E1={"slack_id": NIA}, E2={"slack_id": "UTHREE"}, E4={"slack_id": "UFOUR"}))
    linked = {one: await records.entry(one) for one in ("E1", "E2", "E3", "E4")}
    assert {one: (entry.user_id, entry.known_by) for one, entry in linked.items()} == {
        "E1": (NIA, KnownBy.SLACK_ID),
        "E2": ("UTHREE", KnownBy.SLACK_ID),
        "E3": (None, None),
        "E4": ("UFOUR", KnownBy.SLACK_ID),
    }


async def test_who_had_themselves_deleted_is_not_brought_back_under_any_name(db, records):
    await records.take_in(ward(E1={"slack_id": NIA, "email": "nia@hospital.example"}, E2={"manager": "E1"}))
    await forget_person(db, act=Act(WS, NIA, MONDAY))
    again = ward(
        without=["E1"],
        E2={"manager": "E1", "site": "HR"},
        E3={"slack_id": NIA},
    )
    same_address = somebody("F1", email="nia@hospital.example")
    same_number = somebody("E1")
    counted = await records.take_in([*again, same_address, same_number], allow_leavers=True)
    assert counted.joined == 0
    assert await records.entry("E1") is None
    assert await records.entry("F1") is None
    assert (await records.entry("E2")).manager_id == known_as(WS, EMPLOYEE, "E1")
    assert (await records.entry("E3")).user_id is None
    async with db.transaction() as repos:
        assert {
            known_as(WS, SLACK, NIA),
            known_as(WS, EMPLOYEE, "E1"),
        } <= set(await repos.forgetting.list_forgotten(WS))


async def test_of_two_imports_at_once_the_second_finds_all_done(records):
    both = await asyncio.gather(*(records.take_in(WARD, key=key) for key in ("one", "two")))
    assert sorted((one.joined, one.unchanged) for one in both) == [(0, 10), (10, 0)]
    assert await records.count() == 10
