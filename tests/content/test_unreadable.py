"""Files that are not plain YAML text are refused, with the line, before anything in them takes effect."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.content import Problem
from bot.content.library import HERE
from bot.content.loading import reading

GUIDE = "guides/conflict.yml"
NAME = f"bot/content/en/{GUIDE}"
BOMB = "\n".join(
    ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
)

Problems = Callable[[], list[Problem]]


@pytest.mark.parametrize(
    ("raw", "line", "sentence"),
    [
        (BOMB.encode(), 1, "uses & or * to repeat text"),
        (b"id: conflict\ntitle: &t Conflict\n", 2, "uses & or * to repeat text"),
        (b"id: conflict\ntitle: *t\n", 2, "uses & or * to repeat text"),
        (b"id: conflict\ntitle: " + b"[" * 100_000, 2, "is nested too deeply"),
        (b"id: conflict\n\ttitle: x\n", 2, "begins with a tab; use spaces instead"),
        (b"id: conflict\ntitle:\n  - x\n \t- y\n", 4, "begins with a tab"),
        (b"id: conflict\ntitle: caf\xe9\n", 2, "isn't UTF-8 here; save the file as UTF-8"),
        (b"id: conflict\ntitle: a\x07b\n", 2, "has a character that isn't text"),
        (b'id: conflict\ntitle: "\\ud800"\n', 2, "has a character that isn't text"),
        (b'id: conflict\n"\\ud800": x\n', 2, "has a key that isn't a word"),
        (b'id: conflict\ntitle: "\\0"\n', 2, "has a character that isn't text"),
        (b'id: conflict\ntitle: "Working\ntopic: conflict\n', 4, "can't be read"),
        (
            b"id: conflict\ntitle: Working: through\n",
            2,
            "can't be read (mapping values are not allowed here)",
        ),
        (b"id: conflict\n---\nid: other\n", 2, "can't be read"),
        (b"id: conflict\ntopic: a\ntopic: b\n", 3, "is here twice, first on line 2; keep one"),
        (b"id: conflict\ntitle: !!python/object/apply:os.system [ls]\n", 2, "has a tag that begins with !"),
        (b"id: conflict\ntitle: !secret x\n", 2, "has a tag that begins with !"),
        (b"id: conflict\n? [a, b]\n: x\n", 2, "has a key that isn't a word"),
        (b"", 0, "is empty"),
        (b"# only a comment\n", 0, "is empty"),
        (b"id: conflict\n" + b"#" * 1_000_001, 0, "is larger than 1 MB"),
        (b"just words\n", 1, "should be a group of keys"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_it_is_refused_with_its_line(
    folder: Path, problems: Problems, raw: bytes, line: int, sentence: str
) -> None:
    (folder / GUIDE).write_bytes(raw)
    [found] = [problem for problem in problems() if problem.sentence.startswith(sentence)]
    assert (found.file, found.line) == (NAME, line)


def test_libyaml_reads_every_file_as_pyyaml_does(monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(HERE.rglob("*.yml"))
    quick = [reading.read_document(one, shown_as=one.name) for one in files]
    monkeypatch.setattr(reading, "_QuickLoader", None)
    assert quick == [reading.read_document(one, shown_as=one.name) for one in files]


def test_what_libyaml_reads_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    if not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml here")
    monkeypatch.setattr(reading, "_PlainLoader", None)
    assert reading.document_in(b"id: no", shown_as="x.yml").value == {"id": "no"}


def test_words_stay_words(folder: Path, problems: Problems) -> None:
    """`no`, `12:30` and a date mean other things to many YAML readers."""
    text = (folder / GUIDE).read_text().replace("prompts:", "prompts:\n  - no\n  - 12:30\n  - 2026-11-22")
    (folder / GUIDE).write_text(text)
    assert problems() == []


def test_a_file_saved_by_a_windows_editor_is_read(folder: Path, problems: Problems) -> None:
    text = (folder / GUIDE).read_text()
    (folder / GUIDE).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert problems() == []
