"""Until when anybody may be named, from when programs ended and people left: whatever row it is in.

Strict by itself: whatever the retention table says nothing else of names nobody any more 90 days later.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.storage.privacy.retention import RULES
from tests.usecases.privacy.kept_until import GONE, OVER, QUARTER, Id, Row, Rows

# What anybody's end is seen from.
WATCHED = ("program", "enrolment", "program_manager", "nomination", "person", "willing", "oversight_role")
SWEEPS = [(sweep, rule) for rule in RULES for sweep in rule.sweeps]
SWEPT = {name for _, rule in SWEEPS for name in rule.columns}
AFTER = {
    name: max(sweep.after for sweep, _ in SWEEPS if sweep.table.name == name)
    for name in {sweep.table.name for sweep, _ in SWEEPS}
}
# These go by a day of their own, and may outlast a program.
OF_THEIR_OWN = {
    "access_event": "at",
    "named_export": "asked_at",
    "staff_claim": "claimed_at",
    "advice": "asked_on",
    "outbox": "settled_on",
    "thanks": "said_on",
    "willing": "said_on",
}
DATES = ("settled_on", "said_on")
# Whoever was asked is known until the program closes, also if they have left it.
OF_THE_PROGRAM = "nomination"
ALWAYS = date.max - 2 * QUARTER


@dataclass
class Ledger:
    """Days on which programs, places and roles were over, by what was seen once a day after the job."""

    ends: dict[str, date] = field(default_factory=dict)
    seen: dict[str, date] = field(default_factory=dict)
    left: dict[tuple[str, str], date] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    known: dict[str, date] = field(default_factory=dict)
    needed: dict[str, date] = field(default_factory=dict)
    asked: set[Id] = field(default_factory=set)
    with_a_role: set[str] = field(default_factory=set)

    def look(self, rows: Rows, today: date) -> None:
        """Note what is over."""
        for one in rows["program"].values():
            if one["state"] in OVER:
                last = one["ends_on"] and date.fromisoformat(one["ends_on"])
                self.seen.setdefault(one["id"], today)
                self.ends.setdefault(one["id"], min(last or today, today))
        self._look_at_places(rows, today)
        here = {one["user_id"] for one in rows["person"].values()}
        self.known = {who: self.known.get(who, today) for who in here}
        # Who went and was suggested again on the same day is known anew.
        self.known |= {key[-1]: today for key in set(rows["nomination"]) - self.asked}
        self.asked = set(rows["nomination"])
        # A role was given up on some day since the last look.
        before, self.with_a_role = self.with_a_role, set(self._with_a_role(rows))
        self.needed.update(dict.fromkeys(before | self.with_a_role, today))

    def _look_at_places(self, rows: Rows, today: date) -> None:
        """A place of which nothing is there any more was left as well."""
        stands = {(one["user_id"], one["program_id"]): one["state"] for one in rows["enrolment"].values()}
        for who, program_id in stands:
            self.places[who].add(program_id)
        for place in [(who, one) for who, programs in self.places.items() for one in programs]:
            if stands.get(place, GONE[0]) in GONE:
                self.left.setdefault(place, today)
            else:
                self.left.pop(place, None)

    def _with_a_role(self, rows: Rows) -> Iterator[str]:
        for name in ("willing", "oversight_role"):
            yield from (one["user_id"] for one in rows[name].values())
        asked = (one for one in rows["nomination"].values() if one["state"] == "asked")
        for one in (*rows["program_manager"].values(), *asked):
            if one["program_id"] not in self.ends:
                yield one["user_id"]
        for one in rows["program"].values():
            if one["id"] not in self.ends:
                yield from (one[role] for role in ("champion", "lead", "deputy") if one[role])

    def end_in(self, who: str, program_id: str) -> date:
        """The day on which a program was over for somebody; ALWAYS while it goes on."""
        left = self.left.get((who, program_id), ALWAYS)
        return min(self.ends.get(program_id, ALWAYS), left)

    def _end_for(self, who: str, program_id: str) -> date:
        """A program may go on behind its last day, and be left only then."""
        left = self.left.get((who, program_id), ALWAYS)
        return left if left <= self.seen.get(program_id, ALWAYS) else self.end_in(who, program_id)

    def end_of(self, who: str, today: date) -> date:
        """The day on which the last of everything was over for somebody."""
        if self.needed.get(who) == today:
            return ALWAYS
        ends = [self._end_for(who, one) for one in self.places[who]]
        ends += [found[who] for found in (self.known, self.needed) if who in found]
        return max(ends, default=date.min)


@dataclass(frozen=True)
class Named:
    """A row, and who is named in it: by id, or by words that they typed."""

    table: str
    row: Row
    who: frozenset[str]


def named_in(rows: Rows, ids: Iterable[str], words: Mapping[str, str]) -> Iterator[Named]:
    """Look through every column of every table. `words` say whose they are."""
    known = dict.fromkeys(ids)
    sign = re.compile("|".join(re.escape(one) for one in (*known, *words)))
    for name, found in rows.items():
        for row in found.values():
            if signs := set(sign.findall(json.dumps(row, default=_plain, ensure_ascii=False))):
                yield Named(name, row, frozenset(words.get(one, one) for one in signs))


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


@dataclass(frozen=True)
class Judge:
    """Says of a row until which day it may name somebody, as the retention table has it."""

    ledger: Ledger
    rows: Rows
    today: date

    def is_beyond(self, one: Named) -> bool:
        """A row about two may be kept for either."""
        return all(self.until(one.table, one.row, who) <= self.today for who in one.who)

    def until(self, table: str, row: Row, who: str) -> date:
        if table not in SWEPT:
            return date.max
        if table == "directory_entry":
            gone = [date.fromisoformat(day) for day in (row["left_on"], row["ends_on"]) if day]
            return min(gone, default=ALWAYS) + QUARTER + timedelta(days=1)
        own = OF_THEIR_OWN.get(table)
        if own and row[own]:
            since = datetime.fromisoformat(row[own]).date()
            kept = since + AFTER[table] + timedelta(days=own not in DATES)
            return max(kept, self._unanswered(row, who)) if table == "outbox" else kept
        if table == OF_THE_PROGRAM:
            return self.ledger.ends.get(row["program_id"], ALWAYS)
        return self._end(row, who) + QUARTER

    def _unanswered(self, row: Row, who: str) -> date:
        """A question that nobody has answered is kept while its mentorship goes on."""
        return self._end(row, who) if self._mentorship(row) else date.min

    def _end(self, row: Row, who: str) -> date:
        about = self._mentorship(row)
        program = about["program_id"] if about else row.get("program_id")
        return self.ledger.end_in(who, program) if program else self.ledger.end_of(who, self.today)

    def _mentorship(self, row: Row) -> Row | None:
        key = row["workspace_id"], row.get("mentorship_id", row.get("subject"))
        return self.rows["mentorship"].get(key)
