"""On SQLite a second bot is refused; commands are not, and a crash leaves nothing behind."""

import subprocess
import sys

import pytest

from bot.errors import UserFacingError
from bot.storage.alone import alone_on

HOLD = """
import sys
from bot.storage.alone import alone_on
with alone_on(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/lamplight.db"


def test_a_second_one_is_refused_with_a_sentence_until_the_first_ends(url):
    refused = pytest.raises(UserFacingError, match="Another Lamplight runs on lamplight.db already")
    with alone_on(url), refused, alone_on(url):
        pass
    with alone_on(url):
        pass


def test_a_crash_releases_it(url):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(UserFacingError), alone_on(url):
            pass
        other.kill()
    with alone_on(url):
        pass


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://u:p@h/name"])
def test_what_takes_several_is_not_held(url):
    with alone_on(url), alone_on(url):
        pass


def test_nobody_else_may_read_it(url, tmp_path):
    with alone_on(url):
        assert (tmp_path / "lamplight.db.lock").stat().st_mode & 0o777 == 0o600
