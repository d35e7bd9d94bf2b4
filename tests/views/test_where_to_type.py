"""In the app's own conversation nobody can type: what names a command has a button, or says where."""

import json
import re
from pathlib import Path

import pytest

from bot.views.ids import Action
from bot.views.notices import where_to_type

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"/mentor(?:ing)?\b(?: [a-z]+)?")
SAYS_WHERE = re.compile(r"in any channel,? or in the note to yourself")
GOLDEN = sorted((ROOT / "tests/views/golden").glob("*.json"))
CONTENT = sorted((ROOT / "bot/content/en").rglob("*.yml"))
# The charter's words are agreed to as they stand; the pages that show it say where to type.
CHARTER = "charter.yml"


def strings(part):
    """Every string in it, with the key it stands at."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict | list):
            yield from strings(value)


def buttons(view):
    """The commands that have a button."""
    parts = view if isinstance(view, list) else list(view.values())
    nested = [one for part in parts if isinstance(part, dict | list) for one in buttons(part)]
    is_button = isinstance(view, dict) and view.get("action_id") == Action.COMMAND
    return [view["value"], *nested] if is_button else nested


def nowhere_to_type(view):
    """The commands that its texts name and that one reads without knowing where to type them."""
    texts = [text for key, text in strings(view) if key == "text"]
    if any(SAYS_WHERE.search(text) for text in texts):
        return set()
    return {named for text in texts for named in COMMAND.findall(text)} - set(buttons(view))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_view_that_names_a_command_has_its_button_or_says_where_to_type(path):
    assert nowhere_to_type(json.loads(path.read_text(encoding="utf-8"))) == set()


def sentences(text):
    return re.split(r"(?<=[.?!])\s+", " ".join(text.split()))


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_a_sentence_of_the_content_that_names_a_command_says_where_to_type(path):
    named = [one for one in sentences(path.read_text(encoding="utf-8")) if COMMAND.search(one)]
    assert [one for one in named if not SAYS_WHERE.search(one)] == [] or path.name == CHARTER


def test_whoever_words_the_charter_need_not_say_where():
    assert where_to_type(["Leave at any time."]) == []
    [said] = where_to_type(["Leave at any time.", "Read more: `/mentor privacy`."])
    assert SAYS_WHERE.search(str(said.to_dict()))
