"""Goals at rest: unreadable, as long for everybody, moved to a new key, and never written over unread."""

import logging
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Executable, Row, text

from bot.domain.goals.goals import LONGEST_GOAL, MOST_GOALS, STEPS_KEPT, Goal, Goals, NextTalk
from bot.domain.mentorships.mentorships import MentorshipState
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from bot.storage.goals.goals import GoalLists
from bot.usecases.installation.keys import require_readable_keys
from tests.databases import Databases
from tests.storage.hospital import GOALS, PAIR, WS, move_in

NONE = Goals(WS, "M1", "UBEN")
LONGEST = Goals(
    WS,
    "M1",
    "UBEN",
    goals=tuple(
        Goal("f" * 32, 5, (1, *[5, 4] * 11, 5), text="\N{GRINNING FACE}" * LONGEST_GOAL, topic="t" * 40)
        for _ in range(MOST_GOALS)
    ),
    next_talk=NextTalk(cycle=999_999, goal_id="f" * 32),
)


AGAIN = replace(GOALS, next_talk=None)


class Interrupted(GoalLists):
    """Goals that somebody writes as soon as they were read."""

    async def _all(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        rows = await super()._all(statement, values)
        await self.save(AGAIN)
        return rows


async def stored(db: Database) -> str:
    async with db._engine.connect() as connection:
        [[found]] = (await connection.execute(text("SELECT secret FROM goals"))).all()
    return str(found)


async def test_goals_come_back_as_they_were(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        assert await repos.goals.find(WS, "M1", "UBEN") == GOALS
        assert await repos.goals.find(WS, "M1", "UADA") == replace(NONE, user_id="UADA")
        assert await repos.goals.list_for_mentorships(WS, ["M1", "M9"]) == {"M1": [GOALS]}
        assert await repos.goals.list_of_person(WS, "UBEN") == [GOALS]
        assert await repos.goals.list_of_person(WS, "UADA") == []
        await repos.goals.save(LONGEST)
        assert await repos.goals.find(WS, "M1", "UBEN") == LONGEST
        await repos.goals.save(NONE)
        assert await repos.goals.list_of_person(WS, "UBEN") == []


@pytest.mark.parametrize("one", [GOALS, LONGEST, replace(NONE, next_talk=NextTalk(1, topic="wellbeing"))])
async def test_whatever_is_written_is_as_long_and_says_neither_when_nor_what(
    hospital: Database, one: Goals
) -> None:
    usual = await stored(hospital)
    async with hospital.transaction() as repos:
        await repos.goals.save(one)
    secret = await stored(hospital)
    assert len(secret) == len(usual)
    assert urlsafe_b64decode(secret)[1:9] == bytes(8), "a token begins with the moment at which it was made"
    assert "handover" not in secret


def test_the_longest_way_is_as_long_as_is_kept() -> None:
    assert len(LONGEST.goals[0].steps) == STEPS_KEPT


def test_a_goal_does_not_show_its_sentence() -> None:
    assert "handover" not in f"{GOALS!r} {GOALS}"


async def test_goals_move_to_the_first_key(databases: Databases, kind: str) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    async with databases.address(kind) as url:
        opened = [await Database.open(url, cipher=Cipher(keys)) for keys in ([old], [new, old], [new])]
        await move_in(opened[0])
        with pytest.raises(UserFacingError, match="Add the key it was written with"):
            await require_readable_keys(opened[2])
        async with opened[1].transaction() as repos:
            assert await repos.goals.rotate() == 1
            assert await repos.wave_answers.rotate() == 1
        await require_readable_keys(opened[2])
        async with opened[2].transaction() as repos:
            assert await repos.goals.find(WS, "M1", "UBEN") == GOALS
        for db in opened:
            await db.close()


async def test_what_is_written_while_keys_change_is_not_lost(hospital: Database) -> None:
    """Rotating reads all of them first."""
    async with hospital.transaction() as repos:
        assert await Interrupted(repos.connection, cipher=repos.cipher).rotate() == 1
        assert await repos.goals.find(WS, "M1", "UBEN") == AGAIN


async def test_without_their_key_goals_are_refused_kept_and_in_nobodys_way(
    databases: Databases, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    async with databases.address(kind) as url:
        before, after = [await Database.open(url, cipher=Cipher(keys)) for keys in ([old], [new])]
        await move_in(before)
        secret = await stored(before)
        with caplog.at_level(logging.WARNING):
            async with after.transaction() as repos:
                assert await repos.goals.list_for_mentorships(WS, ["M1"]) == {"M1": []}
                with pytest.raises(UserFacingError, match="Add the key it was written with"):
                    await repos.goals.find(WS, "M1", "UBEN")
        assert "left out" in caplog.text
        assert await stored(before) == secret
        for db in (before, after):
            await db.close()


async def test_goals_go_with_their_mentorship_and_outlast_its_end(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.mentorships.save(replace(PAIR, state=MentorshipState.ENDED))
        assert await repos.goals.find(WS, "M1", "UBEN") == GOALS
        await repos.mentorships.delete(WS, ["M1"])
        assert await repos.goals.list_of_person(WS, "UBEN") == []
