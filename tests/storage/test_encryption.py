"""Secrets: unreadable at rest, readable with any key, moved to a new one."""

import sqlite3

import pytest
from cryptography.fernet import Fernet

from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.storage.encryption import Cipher
from tests.databases import SQLITE, Databases, opened
from tests.storage.hospital import INSTALLATION, WS, move_in

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_every_key_decrypts_and_the_first_encrypts() -> None:
    secret = Cipher([OLD]).encrypt("xoxb-1")
    both = Cipher([NEW, OLD])
    assert both.decrypt(secret) == "xoxb-1"
    assert Cipher([NEW]).decrypt(both.rotate(secret)) == "xoxb-1"


def test_a_secret_of_another_key_is_explained() -> None:
    with pytest.raises(UserFacingError, match="Add the key it was written with"):
        Cipher([NEW]).decrypt(Cipher([OLD]).encrypt("xoxb-1"))


@pytest.mark.parametrize("keys", [[], ["short"], [NEW, "é"]])
def test_a_wrong_key_says_how_to_make_one(keys: list[str]) -> None:
    with pytest.raises(UserFacingError, match="Make one with `lamplight keys`"):
        Cipher(keys)


def test_a_cipher_does_not_show_its_keys() -> None:
    assert NEW not in repr(Cipher([NEW]))


async def test_a_token_cannot_be_read_in_the_file(databases: Databases) -> None:
    async with databases.address(SQLITE) as url:
        async with opened(url) as db:
            await move_in(db)
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            dump = "\n".join(connection.iterdump())
        connection.close()
    assert "nurse_leadership" in dump
    assert INSTALLATION.bot_token not in dump


async def test_tokens_move_to_the_first_key(databases: Databases, kind: str) -> None:
    async def with_keys(*keys: str) -> Database:
        return await Database.open(url, cipher=Cipher(keys))

    async with databases.address(kind) as url:
        before, during, after = await with_keys(OLD), await with_keys(NEW, OLD), await with_keys(NEW)
        async with before.transaction() as repos:
            await repos.installations.save(INSTALLATION)
        async with during.transaction() as repos:
            assert await repos.installations.rotate() == 1
        async with after.transaction() as repos:
            assert await repos.installations.find(WS) == INSTALLATION
        for db in (before, during, after):
            await db.close()
