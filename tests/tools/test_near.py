"""The quick cut of the tests, on an invented tree: what runs near which change."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.near import changed_since, find_near

TREE = {
    "bot/clock.py": "",
    "bot/domain/timing.py": "",
    "bot/views/ids.py": "",
    "bot/views/meetings/check_in.py": "",
    "bot/storage/rosters/shifts.py": "",
    "tests/conftest.py": "",
    "tests/town.py": "",
    "tests/test_clock.py": "",
    "tests/house/test_documents.py": "",
    "tests/domain/test_timing_laws.py": "from bot.domain.timing import welcome\n",
    "tests/domain/test_timing_year.py": "",
    "tests/domain/test_timid.py": "",
    "tests/facts/test_welcome.py": "from bot.domain import (\n    status,\n    timing,\n)\n",
    "tests/facts/test_other.py": "# bot.domain.timing is not imported here\n",
    "tests/journeys/test_year.py": "from bot.domain.timing import welcome\nfrom tests.town import Town\n",
    "tests/handlers/test_every_id.py": "",
    "tests/handlers/meetings/test_check_in.py": "from tests.town import Town\n",
    "tests/storage/test_isolation.py": "",
    "tests/storage/test_rosters.py": "",
    "tests/views/test_golden.py": "",
    "tests/views/test_charts.py": "",
    "tests/views/golden/question.json": "",
    "tests/views/meetings/test_words.py": "",
}
DOCUMENTS = "tests/house/test_documents.py"
Near = Callable[..., list[str]]


@pytest.fixture
def near(tmp_path: Path) -> Near:
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return lambda *changed: find_near(tmp_path, changed)


def test_a_rule_brings_its_own_tests_and_those_that_import_it(near: Near) -> None:
    assert near("bot/domain/timing.py") == [
        "tests/domain/test_timing_laws.py",
        "tests/domain/test_timing_year.py",
        "tests/facts/test_welcome.py",
        DOCUMENTS,
    ]


def test_a_view_brings_its_room_and_every_golden_file(near: Near) -> None:
    assert near("bot/views/meetings/check_in.py") == [
        DOCUMENTS,
        "tests/views/meetings",
        "tests/views/test_golden.py",
    ]


def test_a_list_brings_the_test_that_walks_through_it(near: Near) -> None:
    assert "tests/handlers/test_every_id.py" in near("bot/views/ids.py")
    assert near("README.md") == [DOCUMENTS]


def test_a_room_without_a_folder_is_found_by_its_name(near: Near) -> None:
    assert near("bot/storage/rosters/shifts.py") == [
        DOCUMENTS,
        "tests/storage/test_isolation.py",
        "tests/storage/test_rosters.py",
    ]


def test_a_module_at_the_top_is_found_by_its_name(near: Near) -> None:
    assert near("bot/clock.py") == [DOCUMENTS, "tests/test_clock.py"]


def test_a_golden_file_brings_its_folder(near: Near) -> None:
    assert near("tests/views/golden/question.json") == ["tests/views"]


def test_what_tests_share_brings_those_that_use_it(near: Near) -> None:
    assert near("tests/town.py") == ["tests/handlers/meetings/test_check_in.py", DOCUMENTS]


def test_a_slow_test_runs_when_it_has_changed_itself(near: Near) -> None:
    assert "tests/journeys/test_year.py" in near("tests/journeys/test_year.py")


def test_what_is_gone_or_unknown_brings_nothing(near: Near) -> None:
    assert near("tests/domain/test_gone.py", "LICENSE", "bot/sandbox/static/page.html") == [DOCUMENTS]
    assert near(".editorconfig", "bot/.hidden", "docs/clock.svg") == []
    assert near() == []


def test_changes_are_those_since_the_branch_left_and_those_not_committed(tmp_path: Path) -> None:
    def git(*command: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True, capture_output=True)

    def commit(name: str) -> None:
        (tmp_path / name).write_text(name)
        git("add", name)
        git("commit", "-m", name)

    git("init", "-b", "main")
    commit("before.py")
    git("switch", "-c", "mine")
    commit("mine.py")
    git("switch", "main")
    commit("theirs.py")
    git("switch", "mine")
    (tmp_path / "new.py").write_text("")
    (tmp_path / "before.py").unlink()
    assert changed_since(tmp_path, "main") == ["before.py", "mine.py", "new.py"]
    assert changed_since(tmp_path, "HEAD") == ["before.py", "new.py"]
