"""What people read is as easy as a free newspaper: screens, messages, cards, guides and documents."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

import pyphen
import pytest

from tests.house.people_read import CONTENT, DOCUMENTS, FOR_ENGINEERS, ROOT, of_content
from tests.house.promises import paragraphs

GOLDEN = ROOT / "tests/views/golden"
SYLLABLES = pyphen.Pyphen(lang="en_US")
WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
END = re.compile(r"[.!?]+(?=[\s_*)]|$)|\n+")
# A label is no sentence, and has no reading age.
SENTENCE = re.compile(r"[.!?][*_)”]*$")
# Names and addresses, which Slack fills in.
FILLED_IN = re.compile(r"<[^>]*>|\{[^}]*\}|`[^`]*`|:[a-z_]+:")
# In school years: a free newspaper is written for the sixth or so.
USUAL, HARDEST = 4.0, 8.0
# A page about numbers or firewalls has long words of its own.
HARDEST_DOCUMENT = 6.5
# Of fewer words, one long one decides.
LEAST_WORDS = 20


def grade(text: str) -> float:
    """Work out the Flesch-Kincaid grade level, in school years (Kincaid and others, 1975).

    Syllables are counted at the places where a word may be hyphenated.
    """
    words = WORD.findall(FILLED_IN.sub("", text))
    sentences = [one for one in END.split(FILLED_IN.sub("x", text)) if WORD.search(one)]
    syllables = sum(len(SYLLABLES.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def prose(texts: Iterable[str]) -> str:
    """Keep what is made of sentences."""
    lines = [line.strip() for text in texts for line in text.split("\n")]
    return "\n".join(line for line in lines if SENTENCE.search(line))


def is_long_enough(text: str) -> bool:
    return len(WORD.findall(FILLED_IN.sub("", text))) >= LEAST_WORDS


def screens() -> dict[str, str]:
    """What each golden page and message says, as one text."""
    read = {path.stem: _said(json.loads(path.read_text(encoding="utf-8"))) for path in GOLDEN.glob("*.json")}
    found = {name: prose(texts) for name, texts in read.items()}
    return {name: text for name, text in found.items() if is_long_enough(text)}


def _said(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "plain_text"):
            yield str(part["text"])
        for value in part.values():
            yield from _said(value)
    elif isinstance(part, list):
        for value in part:
            yield from _said(value)


def pages() -> dict[str, str]:
    """The cards, guides, briefings and lines, each as one text."""
    found: dict[str, list[str]] = {}
    for read in of_content():
        path = read.where.partition(":")[0]
        if Path(path).parent == CONTENT.relative_to(ROOT) and not path.endswith(("lines.yml", "charter.yml")):
            continue
        name = read.where if path.endswith("lines.yml") else path
        found.setdefault(name, []).append(read.text)
    texts = {name: prose(lines) for name, lines in found.items()}
    return {name: text for name, text in texts.items() if is_long_enough(text)}


def test_screens_and_pages_read_easily():
    grades = {name: grade(text) for name, text in (screens() | pages()).items()}
    hardest = {name: round(found, 1) for name, found in grades.items() if found > HARDEST}
    assert hardest == {}
    assert median(grades.values()) <= USUAL


def documents() -> dict[str, str]:
    """Each page and all that it says in sentences, as one text."""
    read = {path: path.read_text(encoding="utf-8") for path in DOCUMENTS if path.name not in FOR_ENGINEERS}
    return {
        str(path.relative_to(ROOT)): prose(" ".join(part.split()) for part in paragraphs(text))
        for path, text in read.items()
    }


@pytest.mark.parametrize(("name", "text"), documents().items())
def test_documents_read_easily(name: str, text: str):
    assert grade(text) <= HARDEST_DOCUMENT


def test_a_sentence_of_a_statute_is_too_hard():
    hard = (
        "Notwithstanding the aforementioned provisions, participation necessitates the unambiguous "
        "acknowledgement of organisational responsibilities by every individual administrator of the "
        "establishment concerned."
    )
    assert grade(hard) > HARDEST
    assert grade("You can pause at any time. You don't have to say why. One tap and you're back.") < USUAL
