"""What somebody learns who steals the database, watches it, or knows everybody's answers but one."""

import asyncio
import logging
import math
import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.domain.acts import Act
from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import share
from bot.domain.disclosure.kinds import AGREES, CHOSEN, KINDS
from bot.domain.disclosure.noise import THIRD, Seeded
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.programs.states import ProgramState
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from bot.storage.feedback.sealing import Seal
from bot.usecases.installation.keys import require_readable_keys
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.retention import forget_in_time
from tests.databases import KEY
from tests.people import DAY, MONDAY, PROGRAM, WS
from tests.usecases.feedback.people import (
    BASELINE,
    END,
    ENDS,
    NIA,
    TUESDAY,
    answer_all,
    ask,
    begin,
    cells,
    freeze,
    pairs,
    pass_over,
    question_of,
    say,
    sealed,
    weeks,
)

AFTER = TUESDAY + weeks(6) + DAY
NEAR_THE_END = MONDAY + (ENDS - MONDAY.date()) - DAY
AFTER_THE_END = NEAR_THE_END + weeks(4) + 2 * DAY
OTHER_KEY = "YW5vdGhlci1rZXktb2YtdGhlLXRlc3RzLW9ubHkhISE="
PAGE = (Path(__file__).parents[3] / "docs" / "disclosure.md").read_text(encoding="utf-8")
# What only the key opens: of one size, and never the same twice.
CLOSED_UP = ("sealed", "secret", "key")


async def dump(db):
    """Every row of every table, by its key."""
    async with db._engine.connect() as connection:
        return {
            (table.name, *(row._mapping[one.name] for one in table.primary_key)): dict(row._mapping)
            for table in SQLModel.metadata.sorted_tables
            for row in (await connection.execute(select(table))).all()
        }


def open_part(rows):
    """What a thief reads without a key: all but what is closed up, of which they see how long it is.

    Cells are what everybody may read, and another test's matter; messages are planned in an order by lot.
    """
    return sorted(
        str(
            {
                name: f"{len(value)} long" if name in CLOSED_UP else value
                for name, value in row.items()
                if name != "id"
            }
        )
        for key, row in rows.items()
        if key[0] != "cell"
    )


async def a_life(db, content, said):
    """One pair answers what it is told to; dumps that somebody stole on the way to the program's end."""
    stolen = []
    await pairs(db, 2)
    await ask(db, content)
    for by in (NIA, "UOMAR0"):
        await _go_through(db, said, BASELINE, by, TUESDAY)
    stolen.append(open_part(await dump(db)))
    await freeze(db, now=AFTER, chance=_Same())
    await ask(db, content, now=NEAR_THE_END)
    await _go_through(db, said, END, NIA, NEAR_THE_END)
    stolen.append(open_part(await dump(db)))
    return stolen


async def _go_through(db, said, ref, by, now):
    if said is not None:
        await answer_all(db, said, ref=ref, by=by, now=now)
        return
    step = await begin(db, ref, by=by, now=now)
    while step.question:
        step = await pass_over(db, step.question.item.key, ref=ref, by=by, now=now)


class _Same:
    """A chance that says the same, whatever is counted."""

    def randbelow(self, exclusive_upper_bound, /):
        return exclusive_upper_bound - 1


async def test_a_dump_without_the_keys_says_nothing_of_what_was_said(databases, content):
    """Whether they said yes or no to everything, or passed it all over: the same in every other column."""
    seen = []
    for said in (0, 4, None):
        async with databases.open("sqlite") as db:
            seen.append(await a_life(db, content, said))
    assert seen[0] == seen[1] == seen[2]


async def test_nobody_without_the_key_of_the_house_opens_anything(db, content):
    await pairs(db, 1)
    await ask(db, content)
    await answer_all(db, 4)
    texts = {str(value) for row in (await dump(db)).values() for value in row.values()}
    for _, key, blob in await sealed(db):
        for guess in [*texts, "", KEY]:
            with pytest.raises(UserFacingError):
                Seal(guess).open(key, blob)
        assert NIA.encode() not in blob
    keys = {key for _, key, _ in await sealed(db)}
    assert not {Seal(guess).row_key(WaveKind.BASELINE, NIA) for guess in texts} & keys


async def test_a_dump_with_every_key_after_their_end_opens_nothing(databases, kind, content):
    async with databases.opened(kind) as (url, db):
        await pairs(db, 2)
        await ask(db, content)
        await answer_all(db, 4)
        await freeze(db, now=AFTER)
        await ask(db, content, now=NEAR_THE_END)
        await answer_all(db, 3, ref=END, now=NEAR_THE_END)
        before = [blob for *_, blob in await sealed(db)]
        [secret] = [row["secret"] for key, row in (await dump(db)).items() if key[0] == "feedback_key"]
        await freeze(db, now=AFTER_THE_END)
        assert {kind for kind, *_ in await sealed(db)} == {"end"}
        await forget_in_time(db, now=AFTER_THE_END + 29 * DAY)
        assert {kind for kind, *_ in await sealed(db)} == {"end"}
        await forget_in_time(db, now=AFTER_THE_END + 30 * DAY)
        rows = await dump(db)
        assert not {key[0] for key in rows} & {"answer_blob", "feedback_key", "wave_place"}
        if kind == "sqlite":
            path = _file(url)
            kept = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
            assert secret.encode() not in kept
            assert not [blob for blob in before if blob[:64] in kept]


async def test_other_waves_answers_go_thirty_days_after_they_were_counted(db, content):
    await pairs(db, 1)
    half_way = MONDAY + weeks(10)
    await ask(db, content, now=half_way)
    assert {kind for kind, *_ in await sealed(db)} == {"mid"}
    counted = half_way + weeks(5)
    assert await freeze(db, now=counted) == [WaveKind.MID]
    await forget_in_time(db, now=counted + 29 * DAY)
    assert await sealed(db)
    await forget_in_time(db, now=counted + 31 * DAY)
    assert await sealed(db) == []
    async with db.reading() as repos:
        assert await repos.wave_answers.find_seal(WS, "P1", intake=COHORT)


async def changes(db, action):
    """What somebody sees who reads all tables before and after: table, person, columns."""
    before = await dump(db)
    await action
    after = await dump(db)
    assert before.keys() == after.keys()
    return {
        (key[0], row.get("user_id", ""), *(name for name, value in row.items() if before[key][name] != value))
        for key, row in after.items()
        if row != before[key]
    }


async def test_who_reads_the_tables_around_each_tap_sees_that_and_not_what(db, content):
    """That somebody taps, on which of the rows, can't be hidden from them; an answer looks like none."""
    await pairs(db, 3)
    await ask(db, content)
    opened = ("wave_place", NIA, "is_opened")
    finished = ("wave_place", NIA, "is_finished")
    one_row = ("answer_blob", "", "sealed")
    assert await changes(db, begin(db)) == {opened}
    for said in (0, 4, 4):
        assert await changes(db, say(db, "b2", said)) == {one_row}
    assert await changes(db, pass_over(db, "b2")) == {one_row}
    assert await changes(db, pass_over(db, "b2")) == {one_row}
    keys = [f"b4:{one}" for one in ("lead_shift", "hard_conversation", "decide_pressure", "team_conflict")]
    for key in ["b3", *keys[:3]]:
        assert await changes(db, say(db, key, 2)) == {one_row}
    assert await changes(db, say(db, keys[3], 2)) == {one_row, finished}


async def test_each_time_all_of_what_is_sealed_is_another(db, content):
    await pairs(db, 1)
    await ask(db, content)
    seen = set()
    for _ in range(8):
        await say(db, "b2", 4)
        seen |= {
            blob[start : start + 16]
            for *_, blob in await sealed(db)
            for start in range(0, len(blob) - 16, 16)
        }
    rows = 2 + 7
    assert len(seen) == rows * len(range(0, len((await sealed(db))[0][2]) - 16, 16))


async def two_worlds(databases, content, one, other):
    """The true counts of all waves where everybody says the same but Nia, who says one thing or another."""
    found = []
    for said in (one, other):
        async with databases.open("sqlite") as db:
            await pairs(db, 5)
            await ask(db, content)
            for n in range(5):
                await answer_all(db, 3 if n else said, by=f"UNIA{n}")
            await freeze(db, now=AFTER)
            await ask(db, content, now=NEAR_THE_END)
            for n in range(5):
                await answer_all(db, 2 if n else said, ref=END, by=f"UNIA{n}", now=NEAR_THE_END)
            await freeze(db, now=AFTER_THE_END)
            found.append(await cells(db))
    return found


@pytest.mark.parametrize(("one", "other"), [(0, 4), (1, 3), (2, 6)])
async def test_who_knows_everybody_elses_answers_learns_no_more_than_the_page_says(
    databases, content, one, other
):
    """Of each question at most one record moves, by one; together they are no more than the page lists."""
    first, second = await two_worlds(databases, content, one, other)
    assert first.keys() == second.keys()
    moved = {key: second[key][0] - first[key][0] for key in first if first[key] != second[key]}
    assert set(moved.values()) <= {-1, 1}
    odds: dict[tuple[str, str], float] = {}
    for kind, group in moved:
        question = (kind, group.partition("/")[0])
        ratio = KINDS[kind].noise
        odds[question] = odds.get(question, 1.0) * ratio.of / ratio.chances
    assert all(one <= 3 + 1e-9 for one in odds.values())
    [line] = [row for row in PAGE.splitlines() if row.startswith("| Nurse Leadership Mentoring | mentee |")]
    assert len(odds) <= int(line.split("|")[-2])


async def test_what_is_frozen_has_the_noise_of_its_kind(databases, content):
    """Half of all cells are off, and those of a choice by more."""
    off: dict[str, list[int]] = {}
    true = await _frozen(databases, content, _Same())
    for seed in range(30):
        noisy = await _frozen(databases, content, Seeded(random.Random(seed)))
        for (kind, group), (value, _) in noisy.items():
            off.setdefault(kind, []).append(value - true[kind, group][0])
    for kind, differences in off.items():
        share_ = KINDS[kind].noise.chances / KINDS[kind].noise.of
        expected = (1 - share_) / (1 + share_)
        none = sum(one == 0 for one in differences) / len(differences)
        far = 4 * math.sqrt(expected * (1 - expected) / len(differences))
        assert abs(none - expected) < far
    assert {kind for kind in off if KINDS[kind].noise != THIRD} == {CHOSEN.name}


async def _frozen(databases, content, chance):
    async with databases.open("sqlite") as db:
        await pairs(db, 1)
        await ask(db, content, now=NEAR_THE_END)
        await answer_all(db, 4, ref=END, now=NEAR_THE_END)
        await freeze(db, now=AFTER_THE_END, chance=chance)
        return await cells(db)


@pytest.mark.parametrize(("count", "is_shown"), [(9, False), (10, True)])
async def test_a_program_of_nine_is_counted_and_not_shown(db, content, count, is_shown):
    await pairs(db, count)
    await ask(db, content)
    await freeze(db, now=AFTER)
    async with db.reading() as repos:
        found = (await repos.cells.list_for_programs(WS, ["P1"], since=MONDAY.date()))["P1"]
    [one] = [cell for cell in found if cell.group == "b2"]
    assert one.could == count
    assert share(one).is_shown is is_shown


def test_everybody_reads_like_all_but_one():
    week = MONDAY.date()
    all_of, most = (share(Cell(AGREES.name, week, yeses, 12, "e4")) for yeses in (12, 11))
    assert (all_of.text, all_of.value) == (most.text, most.value) == ("90 % or more", 90)


async def test_who_was_there_at_one_end_alone_is_in_no_comparison(databases, content):
    """Between two worlds that differ by what somebody said who answered once, no comparison differs."""
    found = []
    for said in (0, 4):
        async with databases.open("sqlite") as db:
            await pairs(db, 3)
            await ask(db, content)
            await answer_all(db, 2, by="UNIA1")
            await answer_all(db, said, by="UNIA2")
            await freeze(db, now=AFTER)
            await ask(db, content, now=NEAR_THE_END)
            await answer_all(db, 3, ref=END, by="UNIA1", now=NEAR_THE_END)
            await answer_all(db, said, ref=END, by="UNIA0", now=NEAR_THE_END)
            await freeze(db, now=AFTER_THE_END)
            kept = await cells(db)
            found.append({key: one for key, one in kept.items() if key[0] in ("moved_up", "answered_both")})
    assert found[0] == found[1]
    assert found[0]["answered_both", ""] == (1, 3)


async def test_who_has_themselves_deleted_between_two_waves_is_in_none_after(db, content):
    await pairs(db, 3)
    await ask(db, content)
    await answer_all(db, 4)
    await answer_all(db, 2, by="UNIA1")
    await freeze(db, now=AFTER)
    before = await cells(db)
    async with db.reading() as repos:
        seal = await repos.wave_answers.find_seal(WS, "P1", intake=COHORT)
    assert seal.row_key(WaveKind.BASELINE, NIA) in {key for _, key, _ in await sealed(db)}
    await forget_person(db, act=Act(WS, NIA, AFTER))
    assert seal.row_key(WaveKind.BASELINE, NIA) not in {key for _, key, _ in await sealed(db)}
    assert len(await sealed(db)) == 5
    assert await cells(db) == before
    await ask(db, content, now=NEAR_THE_END)
    await answer_all(db, 4, ref=END, by="UNIA1", now=NEAR_THE_END)
    await freeze(db, now=AFTER_THE_END)
    assert (await cells(db))["answered_both", ""] == (1, 2)


async def test_who_has_themselves_deleted_in_a_wave_is_not_counted(db, content):
    await pairs(db, 3)
    await ask(db, content)
    await answer_all(db, 4)
    await forget_person(db, act=Act(WS, NIA, TUESDAY))
    assert len(await sealed(db)) == 5
    await freeze(db, now=AFTER)
    assert (await cells(db))["answered", "baseline:mentee"] == (0, 2)


def _file(url):
    return Path(url.removeprefix("sqlite:///"))


def _restore(path, backup):
    for left in path.parent.glob(f"{path.name}-*"):
        left.unlink()
    path.write_bytes(backup)


async def test_a_restored_backup_draws_once_more_and_not_twice(databases, content):
    """The page says so; whoever deleted themself since is deleted again before."""
    async with databases.opened("sqlite") as (url, db):
        await pairs(db, 3)
        await ask(db, content)
        await answer_all(db, 4)
        await db.close()
        backup = _file(url).read_bytes()
        await freeze(db, now=AFTER, chance=Seeded(random.Random(1)))
        await db.close()
        _restore(_file(url), backup)
        await forget_person(db, act=Act(WS, NIA, AFTER))
        assert await freeze(db, now=AFTER, chance=Seeded(random.Random(2))) == [WaveKind.BASELINE]
        again = await cells(db)
        assert again["answered", "baseline:mentee"][1] == 2
        assert await freeze(db, now=AFTER, chance=Seeded(random.Random(3))) == []
        assert await cells(db) == again
    assert "that wave may be drawn again" in " ".join(PAGE.split())


async def test_a_program_that_closes_before_its_last_wave_does_is_counted_all_the_same(db, content):
    await pairs(db, 2)
    await ask(db, content, now=NEAR_THE_END)
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, state=ProgramState.CLOSED))
    assert await freeze(db, now=AFTER_THE_END) == [WaveKind.END]


async def test_no_tap_is_written_into_a_log(db, content, caplog):
    await pairs(db, 1)
    with caplog.at_level(logging.DEBUG):
        await ask(db, content)
        await answer_all(db, 3)
        with pytest.raises(UserFacingError) as refused:
            await say(db, "b2", 77)
        await freeze(db, now=AFTER)
    assert "b4:" not in caplog.text + str(refused.value)
    assert "77" not in caplog.text + str(refused.value)


async def test_a_key_that_is_missing_stops_the_start_and_loses_nothing(databases, kind, content):
    async with databases.opened(kind) as (url, db):
        await pairs(db, 1)
        await ask(db, content)
        await answer_all(db, 4)
        await require_readable_keys(db)
        other = await Database.open(url, cipher=Cipher([OTHER_KEY]))
        try:
            with pytest.raises(UserFacingError, match="Add the key it was written with"):
                await require_readable_keys(other)
            with pytest.raises(UserFacingError, match="Add the key it was written with"):
                await say(other, "b2", 1)
        finally:
            await other.close()
        await freeze(db, now=AFTER)
        assert (await cells(db))["agrees", "b2"] == (1, 1)


async def test_keys_are_changed_like_those_of_tokens(databases, kind, content):
    async with databases.opened(kind) as (url, db):
        await pairs(db, 1)
        await ask(db, content)
        await say(db, "b2", 4)
        both = await Database.open(url, cipher=Cipher([OTHER_KEY, KEY]))
        async with both.transaction() as repos:
            assert await repos.wave_answers.rotate() == 1
        await both.close()
        new = await Database.open(url, cipher=Cipher([OTHER_KEY]))
        assert question_of(await begin(new)).item.key == "b3"
        await new.close()


async def test_two_who_answer_at_once_wait_for_nobody_else(db, content):
    await pairs(db, 20)
    await ask(db, content)
    await asyncio.gather(*(say(db, "b2", 4, by=f"UNIA{n}") for n in range(20)))
    await freeze(db, now=AFTER)
    assert (await cells(db))["agrees", "b2"] == (20, 20)
