"""What people read says one word for a thing: none of the old ones that the glossary lists."""

import re
from collections.abc import Iterator

import pytest

from bot.views.delivery.sends import TITLE as WEEKS_MESSAGES
from bot.views.matching.publishing import TITLE as PROPOSALS_MESSAGES
from tests.house.people_read import ROOT, Read, everything

SECTION = re.compile(r"^## Words people read$(.*?)^## ", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`]+)`")
# Said of the product alone: people say it of themselves.
OF_ITSELF = {"I", "I'll", "I'm", "I've", "me", "my"}
# Words that people say, read aloud or agree to.
SPOKEN_BY_PEOPLE = (
    "bot/content/en/cards/",
    "bot/content/en/guides/",
    "bot/content/en/briefings/",
    "bot/content/en/programs/",
    "bot/content/en/reflections.yml",
    "bot/content/en/preferences.yml",
)
# The charter changes with its version alone, a question of a published scale not at all.
AS_AGREED = ("bot/content/en/charter.yml", "bot/content/en/surveys.yml")


def old_words() -> list[str]:
    [section] = SECTION.findall((ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| ")]
    return [word for row in rows for word in QUOTED.findall(row[3])]


def found_in(read: Read, words: list[str]) -> Iterator[str]:
    """Old words in a text; "I" and "Me" as they are written, the others however they begin."""
    text = re.sub(r"`[^`]*`", "", read.text)
    for word in words:
        if word in OF_ITSELF and read.where.startswith(SPOKEN_BY_PEOPLE):
            continue
        flags = re.NOFLAG if word.startswith("I") else re.IGNORECASE
        if re.search(rf"(?<![\w'-]){re.escape(word)}(?![\w'-])", text, flags):
            yield word


def complaints(reads: list[Read]) -> list[str]:
    words = old_words()
    return [
        f"{read.where}: {word!r} in {read.text[:110]!r}"
        for read in reads
        if not read.where.startswith(AS_AGREED)
        for word in found_in(read, words)
    ]


def test_no_old_word_is_left():
    found = complaints([*everything()])
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("Until then I am silent.", ["I", "silent"]),
        ("We'll message you when there's something to do.", []),
        ("Open my Home tab.", ["my"]),
        ("You cannot do that; type `/mentor leave until` once more.", ["once more", "cannot"]),
        ("We do nothing by itself.", ["by itself"]),
    ],
)
def test_what_counts_as_an_old_word(text: str, old: list[str]):
    assert [*found_in(Read("bot/views/x.py:1", text), old_words())] == old


def test_people_say_i_of_themselves():
    assert not [*found_in(Read("bot/content/en/guides/x.yml", "What am I proud of?"), old_words())]


@pytest.mark.parametrize("title", [WEEKS_MESSAGES, PROPOSALS_MESSAGES])
def test_two_pages_about_messages_to_come_are_told_apart_by_their_names(title: str):
    [section] = SECTION.findall((ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
    assert f"| *{title}* |" in section
