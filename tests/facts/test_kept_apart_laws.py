"""Claimed, confirmed, refused, deleted and imported in any order: nobody loses a bit of the firewall."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import ExclusionKind
from bot.errors import UserFacingError
from bot.facts.kept_apart import kept_apart
from bot.storage.database import Database
from bot.usecases.directory.following import follow_directory
from bot.usecases.directory.importing import import_directory
from bot.usecases.directory.staff_numbers import claim_number, confirm_number, refuse_number
from bot.usecases.privacy.forgetting import forget_person
from tests.databases import SQLITE
from tests.directory_files import small_mapping, somebody, staff_file, write_export
from tests.examples import examples
from tests.people import MIA, MONDAY, TODAY, WS, enrolment, move_in

CONTENT = load_content()
# Of these the export knows the Slack ids; the others can only be confirmed.
BY_FILE = {"N1": "UONE", "N3": "UTHREE", "N5": "UFIVE"}
CONFIRMED = {"N2": "UTWO", "N4": "UFOUR"}
PEOPLE = ["UONE", "UTWO", "UTHREE", "UFOUR", "UFIVE"]
NUMBERS = ["N1", "N2", "N3", "N4", "N5"]
WHO, NUMBER = st.sampled_from(PEOPLE), st.sampled_from(NUMBERS)
FILE_PARTS = (
    st.fixed_dictionaries({one: st.sampled_from(["", *NUMBERS]) for one in NUMBERS}),
    st.permutations(NUMBERS),
)
FILE = st.tuples(st.just("import"), *FILE_PARTS)
MOVE = st.one_of(
    FILE,
    FILE,
    st.tuples(st.just("forget"), WHO),
    st.tuples(st.just("confirm"), WHO, NUMBER),
    st.tuples(st.just("claim"), WHO, NUMBER),
    st.tuples(st.just("refuse"), WHO, NUMBER),
    st.tuples(st.just("forget"), WHO),
    st.tuples(st.just("come back"), WHO),
    st.tuples(st.just("name"), WHO, WHO),
    st.tuples(st.just("clear"), WHO, WHO),
    st.tuples(st.just("import without"), *FILE_PARTS, st.sets(NUMBER, min_size=1, max_size=2)),
    st.tuples(st.just("follow")),
)


@dataclass
class Ward:
    """What the files say, who is proven to be whom, and whom somebody named, or says is no manager of theirs.

    Who has `left` is not in the last file; what was said of them there before still stands.
    """

    db: Database
    folder: Path
    managers: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)
    named: set = field(default_factory=set)
    cleared: set = field(default_factory=set)
    gone: set = field(default_factory=set)
    left: set = field(default_factory=set)
    now: datetime = MONDAY

    async def do(self, move):
        self.now += timedelta(hours=9)
        name, *rest = move
        with contextlib.suppress(UserFacingError):
            await getattr(self, f"do_{name.replace(' ', '_')}")(*rest)

    async def do_import(self, managers, order):
        rows = [somebody(one, manager=managers[one], slack_id=BY_FILE.get(one, "")) for one in order]
        path = write_export(self.folder / "staff.csv", rows)
        file = staff_file(path, self.folder / "mapping.yml", content=CONTENT)
        await import_directory(
            self.db, workspace_id=WS, file=file, file_key="key", today=TODAY, allow_leavers=True
        )
        self.managers |= {one: managers[one] for one in order}
        self.left = set(NUMBERS) - set(order)
        here = {one: who for one, who in BY_FILE.items() if who not in self.gone and one in order}
        for number, who in here.items():
            if who not in self.numbers.values() and number not in self.numbers:
                self.numbers[number] = who

    async def do_import_without(self, managers, order, missing):
        await self.do_import(managers, [one for one in order if one not in missing])

    async def do_follow(self):
        """Leavers are let go: whom they had named is kept no longer, and whom others named is."""
        await follow_directory(self.db, workspace_id=WS, now=self.now)
        released = {self.numbers.get(one) for one in self.left}
        self.named = {pair for pair in self.named if pair[0] not in released}

    async def do_claim(self, who, number):
        await claim_number(self.db, act=Act(WS, who, self.now), number=number)

    async def do_confirm(self, who, number):
        await self.do_claim(who, number)
        await self.answer(confirm_number, who, number)
        self.numbers[number] = who

    async def do_refuse(self, who, number):
        await self.answer(refuse_number, who, number)

    async def answer(self, how, who, number):
        act = Act(WS, MIA, self.now)
        await how(self.db, act=act, program_id="P1", user_id=who, number=number)

    async def do_forget(self, who):
        await forget_person(self.db, act=Act(WS, who, self.now))
        self.gone.add(who)
        self.numbers = {number: one for number, one in self.numbers.items() if one != who}
        self.named = {pair for pair in self.named if who not in pair}
        self.cleared = {pair for pair in self.cleared if who not in pair}

    async def do_come_back(self, who):
        async with self.db.transaction() as repos:
            await repos.forgetting.welcome_back(WS, who)
        await move_in(self.db, enrolment(who))
        self.gone.discard(who)

    async def do_name(self, who, other):
        if who not in self.gone and other not in self.gone and who != other:
            async with self.db.transaction() as repos:
                await repos.exclusions.replace(WS, who, [other], kind=ExclusionKind.PRIVATE)
            self.named = {pair for pair in self.named if pair[0] != who} | {(who, other)}

    async def do_clear(self, who, other):
        if who not in self.gone and other not in self.gone and who != other:
            async with self.db.transaction() as repos:
                await repos.exclusions.replace(WS, who, [other], kind=ExclusionKind.CLEARED)
            self.cleared = {pair for pair in self.cleared if pair[0] != who} | {(who, other)}

    def expected(self):
        pairs = set(self.named)
        for number, who in self.numbers.items():
            first = self.managers.get(number)
            above = [self.numbers.get(one) for one in (first, self.managers.get(first))]
            pairs |= {(who, one) for one in above if one and one != who} - self.cleared
        return pairs

    async def holds(self):
        async with self.db.transaction() as repos:
            apart = await kept_apart(repos, WS, PEOPLE)
        for one, other in self.expected():
            assert other in apart.get(one, ()), (one, other)
            assert one in apart.get(other, ()), (other, one)


@given(first=FILE, moves=st.lists(MOVE, min_size=4, max_size=14))
@examples(60)
def test_nobodys_firewall_is_ever_smaller_than_what_the_directory_and_they_say(databases, first, moves):
    known = [("confirm", who, number) for number, who in CONFIRMED.items()]
    asyncio.run(play(databases, [first, *known, *moves]))


async def play(databases, moves):
    with TemporaryDirectory() as folder:
        small_mapping(Path(folder))
        async with databases.open(SQLITE) as db:
            await move_in(db, *map(enrolment, PEOPLE))
            ward = Ward(db, Path(folder))
            for move in moves:
                await ward.do(move)
                await ward.holds()
