"""Until when each row may be kept, worked out apart from the job that deletes it: from rows, day by day.

Whoever watches sees all rows once a day, and notes when something was seen to be over for the first time.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.storage.database import Database
from bot.storage.privacy.personal_data import plain

Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[tuple[Any, ...], Row]]
Id = tuple[Any, ...]
QUARTER = timedelta(days=90)
OVER, GONE = ("closed", "archived"), ("left", "declined")
STANDS, WAITS = ("approved", "active", "paused"), ("pending", "claimed", "sending")
MEETINGS = ("time_question", "time_set", "time_off", "meeting_reminder")
QUESTIONS = ("check_in", "quiet_check", "still_there")
HELP = ("timing", "match", "access")
# They go with the person.
STATES = ("program", "enrolment", "mentorship", "outbox")
OF_A_PERSON = ("briefing", "no_prompts", "given_prompt", "roster_meaning")


async def read_rows(db: Database, only: Collection[str] = ()) -> Rows:
    """Every row of every table, or of some, as JSON has it, by its primary key."""
    found: dict[str, dict[Id, Row]] = {}
    async with db._engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if only and table.name not in only:
                continue
            rows = (await connection.execute(select(table))).all()
            each = [{name: plain(value) for name, value in row._mapping.items()} for row in rows]
            found[table.name] = {tuple(row[one.name] for one in table.primary_key): row for row in each}
    return found


@dataclass
class Watcher:
    """Days on which things were first seen to be over."""

    over: dict[Id, date] = field(default_factory=dict)
    left: dict[Id, date] = field(default_factory=dict)
    dropped: dict[Id, date] = field(default_factory=dict)
    settled: dict[Id, date] = field(default_factory=dict)
    idle: dict[Id, date] = field(default_factory=dict)

    def look(self, rows: Rows, today: date) -> None:
        """Once a day at least, before the job."""
        self.glance(rows, today)
        for key, one in rows["person"].items():
            _note(self.idle, key, not self._is_needed(rows, one), self._last_end(rows, one) or today)
            if key in self.idle:
                self.idle[key] = max(self.idle[key], self._last_end(rows, one) or self.idle[key])

    def glance(self, rows: Rows, today: date) -> None:
        """After each thing that happens: what ends twice within a day ends the second time."""
        for key, one in rows["program"].items():
            last = one["ends_on"] and date.fromisoformat(one["ends_on"])
            _note(self.over, key, one["state"] in OVER, min(last or today, today))
        for name, column, states, into in (
            ("enrolment", "state", GONE, self.left),
            ("mentorship", "state", ("dropped",), self.dropped),
        ):
            for key, one in rows[name].items():
                _note(into, key, one[column] in states, today)
        for key, one in rows["outbox"].items():
            _note(self.settled, key, one["state"] not in WAITS, today)

    def let_go(self, gone: Collection[tuple[str, Id]]) -> None:
        """What comes again under the key of a row that went is another."""
        noted = {
            "program": self.over,
            "enrolment": self.left,
            "mentorship": self.dropped,
            "outbox": self.settled,
            "person": self.idle,
        }
        for name, key in gone:
            noted.get(name, {}).pop(key, None)

    def places(self, rows: Rows, one: Row) -> list[Row]:
        """Whatever places somebody has or had."""
        return [place for place in rows["enrolment"].values() if _same(place, one, "user_id")]

    def has_a_place(self, rows: Rows, one: Row) -> bool:
        """In a program that goes on."""
        return any(
            place["state"] not in GONE and self._program(place) not in self.over
            for place in self.places(rows, one)
        )

    def _is_needed(self, rows: Rows, one: Row) -> bool:
        live = {key for key in rows["program"] if key not in self.over}
        asked = [row for row in rows["nomination"].values() if row["state"] == "asked"]
        named = [*asked, *rows["program_manager"].values()]
        has_role = any(_same(row, one, "user_id") and self._program(row) in live for row in named)
        would = any(_same(row, one, "user_id") for row in rows["willing"].values())
        looks_over = any(_same(row, one, "user_id") for row in rows["oversight_role"].values())
        roles = ("champion", "lead", "deputy")
        named_by = {(key[0], rows["program"][key][role]) for key in live for role in roles}
        return (
            has_role
            or would
            or looks_over
            or self.has_a_place(rows, one)
            or (one["workspace_id"], one["user_id"]) in named_by
        )

    def _last_end(self, rows: Rows, one: Row) -> date | None:
        ends = [self._end(place) for place in self.places(rows, one)]
        return max((end for end in ends if end), default=None)

    def _end(self, place: Row) -> date | None:
        key = (place["workspace_id"], place["program_id"], place["user_id"])
        ends = [end for end in (self.left.get(key), self.over.get(self._program(place))) if end]
        return min(ends, default=None)

    def _program(self, row: Row) -> Id:
        return row["workspace_id"], row["program_id"]

    def due(self, rows: Rows, now: datetime) -> Iterator[tuple[str, Id]]:
        """The rows that may not be kept at this moment."""
        judge = _Judge(self, rows, now)
        for name, found in rows.items():
            says = _SAYS.get(name)
            yield from ((name, key) for key, one in found.items() if says and says(judge, key, one))


@dataclass
class _Judge:
    watcher: Watcher
    rows: Rows
    now: datetime

    def is_past(self, day: date | None, *, kept: timedelta = QUARTER) -> bool:
        return day is not None and day + kept <= self.now.date()

    def is_over(self, one: Row) -> bool:
        return (one["workspace_id"], one["program_id"]) in self.watcher.over

    def is_long_over(self, one: Row) -> bool:
        return self.is_past(self.watcher.over.get((one["workspace_id"], one["program_id"])))

    def enrolment(self, key: Id, one: Row) -> bool:
        return self.is_long_over(one) or self.is_past(self.watcher.left.get(key)) or self.persons(one)

    def of_place(self, one: Row) -> bool:
        key = (one["workspace_id"], one["program_id"], one["user_id"])
        return self.is_over(one) or self.enrolment(key, one)

    def request(self, _: Id, one: Row) -> bool:
        asked = date.fromisoformat(one["asked_on"])
        is_old = one["topic"] in HELP and asked < self.now.date() - timedelta(days=30)
        return is_old or self.of_place(one)

    def suggestion(self, _: Id, one: Row) -> bool:
        return self.is_past(date.fromisoformat(one["shown_on"])) or self.of_place(one)

    def advice(self, _: Id, one: Row) -> bool:
        return date.fromisoformat(one["asked_on"]) < self.now.date() - timedelta(days=30)

    def rest(self, _: Id, one: Row) -> bool:
        is_past = one["until"] is not None and date.fromisoformat(one["until"]) < self.now.date()
        return is_past or self.asked_to((), one)

    def mentorship(self, key: Id, one: Row) -> bool:
        if one["state"] == "proposed" and self.is_over(one):
            return True
        return self.is_long_over(one) or self.is_past(self.watcher.dropped.get(key))

    def its_mentorship(self, one: Row) -> tuple[Id, Row]:
        key = (one["workspace_id"], one["mentorship_id"])
        return key, self.rows["mentorship"][key]

    def of_mentorship(self, _: Id, one: Row) -> bool:
        return self.mentorship(*self.its_mentorship(one))

    def member(self, key: Id, one: Row) -> bool:
        _, it = self.its_mentorship(one)
        left = self.watcher.left.get((one["workspace_id"], it["program_id"], one["user_id"]))
        return self.of_mentorship(key, one) or (it["state"] not in STANDS and self.is_past(left))

    def goals(self, key: Id, one: Row) -> bool:
        _, it = self.its_mentorship(one)
        ended = it["ended_on"] and date.fromisoformat(it["ended_on"])
        return self.of_mentorship(key, one) or self.is_past(ended or None)

    def thanks(self, key: Id, one: Row) -> bool:
        return self.is_past(date.fromisoformat(one["said_on"])) or self.of_mentorship(key, one)

    def willing(self, _: Id, one: Row) -> bool:
        followed = any(
            row["follows"] == one["program_id"] and key in self.watcher.over
            for key, row in self.rows["program"].items()
        )
        return followed or self.is_past(date.fromisoformat(one["said_on"]), kept=timedelta(days=365))

    def meeting(self, key: Id, one: Row) -> bool:
        return _moment(one["good_until"]) < self.now or self.of_mentorship(key, one)

    def pick(self, _: Id, one: Row) -> bool:
        key = (one["workspace_id"], one["mentorship_id"])
        return self.meeting(key, self.rows["planned_meeting"][key])

    def message(self, key: Id, one: Row) -> bool:
        if one["state"] in WAITS:
            return False
        if one["kind"] in MEETINGS and _moment(one["expires_at"]) < self.now - timedelta(days=1):
            return True
        return self.is_past(self.watcher.settled.get(key)) and not self._is_open(one)

    def _is_open(self, one: Row) -> bool:
        about = (one["workspace_id"], one["subject"])
        it = self.rows["mentorship"].get(about)
        if one["kind"] not in QUESTIONS or it is None or it["state"] not in STANDS:
            return False
        if self.mentorship(about, it):
            return False
        answered = [
            cycle["number"]
            for key, cycle in self.rows["cycle"].items()
            if key[:2] == about and cycle["outcome"] not in (None, "unanswered")
        ]
        return bool(max(answered, default=0) < one["cycle"])

    def of_last_place(self, one: Row) -> bool:
        """At once when the last of somebody's places is over."""
        had = self.watcher.places(self.rows, one)
        return bool(had) and not self.watcher.has_a_place(self.rows, one)

    def stopped(self, _: Id, one: Row) -> bool:
        """Unless a silence of today may have begun by then; the last answer may be taken back."""
        about, it = self.its_mentorship(one)
        cycles = {key[2]: row for key, row in self.rows["cycle"].items() if key[:2] == about}
        answered = sorted(n for n, row in cycles.items() if row["outcome"] not in (None, "unanswered"))
        open_ones = [row for n, row in cycles.items() if n not in range(1, [0, 0, *answered][-2] + 1)]
        is_old = date.fromisoformat(one["ends_on"]) < self.now.date() - timedelta(days=182)
        counts = it["state"] in STANDS and any(row["starts_on"] <= one["ends_on"] for row in open_ones)
        return is_old or not counts or self.of_mentorship((), one)

    def in_hand(self, _: Id, one: Row) -> bool:
        """Until somebody answers what is asked of the silence it was taken in."""
        about, it = self.its_mentorship(one)
        cycles = {key[2]: row for key, row in self.rows["cycle"].items() if key[:2] == about}
        last = max((n for n, row in cycles.items() if row["outcome"] not in (None, "unanswered")), default=0)
        silent = any(n > last and row["starts_on"] <= one["taken_on"] for n, row in cycles.items())
        is_old = date.fromisoformat(one["taken_on"]) < self.now.date() - timedelta(days=30)
        return is_old or not silent or it["state"] != "active" or self.of_mentorship((), one)

    def asked_to(self, _: Id, one: Row) -> bool:
        return self.of_last_place(one) or self.persons(one)

    def shift(self, _: Id, one: Row) -> bool:
        is_old = _moment(one["ends_at"]) < self.now - timedelta(days=12)
        return is_old or self.asked_to((), one)

    def likes(self, _: Id, one: Row) -> bool:
        places = self.watcher.places(self.rows, one)
        return all(self.enrolment((p["workspace_id"], p["program_id"], p["user_id"]), p) for p in places)

    def persons(self, one: Row) -> bool:
        """Whether the person a row is of may not be kept."""
        key = (one["workspace_id"], one["user_id"])
        return key in self.rows["person"] and self.person(key, one)

    def person(self, key: Id, _: Row) -> bool:
        return self.is_past(self.watcher.idle.get(key))

    def of_person(self, _: Id, one: Row) -> bool:
        return self.persons(one)

    def of_over(self, _: Id, one: Row) -> bool:
        return self.is_over(one)

    def claim(self, _: Id, one: Row) -> bool:
        return _moment(one["claimed_at"]) < self.now - timedelta(days=30)

    def look(self, _: Id, one: Row) -> bool:
        return _moment(one["at"]) < self.now - timedelta(days=365)

    def list_taken_out(self, _: Id, one: Row) -> bool:
        return _moment(one["asked_at"]) < self.now - timedelta(days=365)

    def event(self, _: Id, one: Row) -> bool:
        return _moment(one["seen_at"]) < self.now - timedelta(hours=25)

    def allowance(self, _: Id, one: Row) -> bool:
        return _moment(one["since"]) < self.now - timedelta(days=1)

    def entry(self, _: Id, one: Row) -> bool:
        gone = [date.fromisoformat(day) for day in (one["left_on"], one["ends_on"]) if day]
        return any(day < self.now.date() - QUARTER for day in gone)


_SAYS: Mapping[str, Callable[[_Judge, Id, Row], bool]] = {
    "enrolment": _Judge.enrolment,
    "request": _Judge.request,
    "left_over": lambda judge, _, one: judge.of_place(one),
    "suggestion": _Judge.suggestion,
    "advice": _Judge.advice,
    "no_new_mentee": _Judge.rest,
    "mentorship": _Judge.mentorship,
    "mentorship_member": _Judge.member,
    "cycle": _Judge.of_mentorship,
    "goals": _Judge.goals,
    "thanks": _Judge.thanks,
    "willing": _Judge.willing,
    "planned_meeting": _Judge.meeting,
    "slot_pick": _Judge.pick,
    "outbox": _Judge.message,
    "roster_source": _Judge.asked_to,
    "exclusion": _Judge.asked_to,
    "shift": _Judge.shift,
    "stopped_days": _Judge.stopped,
    "support_taken": _Judge.in_hand,
    "preferences": _Judge.likes,
    "person": _Judge.person,
    **dict.fromkeys(OF_A_PERSON, _Judge.of_person),
    **dict.fromkeys(
        ("nomination", "proposal", "quiet_time", "held_kind", "summary_schedule"), _Judge.of_over
    ),
    "staff_claim": _Judge.claim,
    "access_event": _Judge.look,
    "named_export": _Judge.list_taken_out,
    "seen_event": _Judge.event,
    "allowance": _Judge.allowance,
    "directory_entry": _Judge.entry,
}


def _note(into: dict[Id, date], key: Id, is_so: bool, day: date) -> None:
    if is_so:
        into.setdefault(key, day)
    else:
        into.pop(key, None)


def _same(one: Row, other: Row, *names: str) -> bool:
    return all(one[name] == other[name] for name in ("workspace_id", *names))


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
