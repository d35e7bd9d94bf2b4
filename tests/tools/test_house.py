"""How the house is measured, on invented houses; and what has to hold for the real one."""

import importlib
import sys
import threading
from pathlib import Path

import pytest

from tools.acts import walk
from tools.counting import (
    MOST_FILES,
    ROOTS,
    Spread,
    files_by_folder,
    function_lengths,
    module_lengths,
    names_used_twice,
    namesakes,
    rooms_of,
    spread,
    too_many,
    topics,
)
from tools.house import NUDGE_CLIMBS, measure, report
from tools.recipes import read_recipes
from tools.roads import Watcher, read_layers, road_of

ROOT = Path(__file__).parent.parent.parent
LISTENER = "def on_tap():\n    pass\n\n\ndef register(app):\n    pass\n"
CONTRACT = """
[tool.importlinter]
root_package = "hut"

[[tool.importlinter.contracts]]
name = "No cellar in the attic"
type = "forbidden"

[[tool.importlinter.contracts]]
name = "Layers point down"
type = "layers"
layers = ["attic", "hall | kitchen", "cellar"]
"""
ATTIC = """
from hut.kitchen.stove import cook

def wake():
    return cook(toast)

def toast(number):
    return number
"""
STOVE = """
from hut.cellar import fetch

def cook(done):
    return [done(one) for one in map(fetch, (1, 2))]
"""
SHED = """
from hut.cellar import fetch

def dig():
    return fetch(3)
"""
HUT = {
    "hut/__init__.py": "",
    "hut/attic.py": ATTIC,
    "hut/kitchen/__init__.py": "",
    "hut/kitchen/stove.py": STOVE,
    "hut/cellar.py": "def fetch(number):\n    return number\n",
    "hut/shed.py": SHED,
}
FUNCTION = '''"""Of this module."""


def f():
    """Say so.

    At length.
    """
    x = 1

    return x
'''
PAGE = """# Contributing

## Recipe: a nudge

Files it touches (others stay as they are):

- `bot/nudges/<topic>/<kind>.py`: when it is due,
  and what it says
- `bot/nudges/gone.py`: what is no longer there

- `bot/gone/<kind>.py`: a folder that is no longer there

Tests to run:

- `bot/tests.py`: not a file it touches

## Recipe: a spell

**Files it touches**
- `bot/nudges`: one line

## Elsewhere

Files it touches

- `bot`: not of a recipe
"""


def build(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def hut(tmp_path, monkeypatch):
    """A package of three layers and a module that has none; gives what imports one of its modules."""
    build(tmp_path, {"pyproject.toml": CONTRACT, **HUT})
    monkeypatch.syspath_prepend(str(tmp_path))
    yield lambda name: importlib.import_module(f"hut.{name}")
    for name in [name for name in sys.modules if name.partition(".")[0] == "hut"]:
        del sys.modules[name]


def test_files_are_counted_by_the_folder_they_lie_in(tmp_path):
    flat = {f"bot/flat/m{number}.py": "" for number in range(MOST_FILES + 1)}
    build(tmp_path, {"bot/a.py": "", "bot/deep/empty/note.txt": "", "bot/deep/er/b.py": "", **flat})
    found = files_by_folder(tmp_path, "bot")
    assert found == {"bot": 1, "bot/deep/er": 1, "bot/flat": MOST_FILES + 1}
    assert too_many(found) == {"bot/flat": MOST_FILES + 1}


def test_a_function_is_as_long_as_its_body_without_the_docstring(tmp_path):
    only_words = 'async def g():\n    """Nothing to do."""\n'
    within = "def h():\n    def i():\n        return 1\n\n    return i\n"
    build(tmp_path, {"bot/a.py": FUNCTION, "bot/b/c.py": only_words, "bot/b/d.py": within})
    assert sorted(function_lengths(tmp_path / "bot")) == [0, 1, 3, 4]
    assert sorted(module_lengths(tmp_path / "bot")) == [2, 5, 11]


def test_nine_in_ten_are_no_larger_than_p90():
    assert spread([5, 1, 2, 3, 4, 6, 7, 8, 9, 100]) == Spread(count=10, median=5.5, p90=9, most=100)
    with pytest.raises(ValueError, match="nothing to count"):
        spread([])


def test_a_topic_is_looked_for_by_its_name_in_every_layer(tmp_path):
    build(
        tmp_path,
        {
            "bot/handlers/guard.py": "",
            "bot/handlers/meals/lunch.py": LISTENER,
            "bot/handlers/meals/dinner.py": LISTENER,
            "bot/handlers/sleep/nap.py": LISTENER,
            "bot/handlers/sleep/dream.py": "",
            "bot/usecases/meals/lunch.py": "",
            "bot/usecases/sleeping/nap.py": "",
            "bot/views/meals/lunch.py": "",
            "bot/views/sleep/nap.py": "",
            "tests/handlers/sleep/test_nap.py": "",
        },
    )
    assert topics(tmp_path) == ["meals", "sleep"]
    assert rooms_of(tmp_path) == {
        "meals": ("bot/usecases", "bot/views"),
        "sleep": ("bot/views", "tests/handlers"),
    }
    found = namesakes(tmp_path)
    assert found.listeners == {"meals/lunch", "meals/dinner", "sleep/nap"}
    assert found.in_usecases == found.in_both == {"meals/lunch"}
    assert found.in_views == {"meals/lunch", "sleep/nap"}


def test_a_name_that_two_rooms_of_a_layer_use_is_shown(tmp_path):
    build(
        tmp_path,
        {
            "bot/views/__init__.py": "",
            "bot/views/meals/__init__.py": "",
            "bot/views/meals/times.py": "",
            "bot/views/sleep/times.py": "",
            "bot/usecases/meals/times.py": "",
        },
    )
    assert names_used_twice(tmp_path) == {"bot/views": {"times": ["meals", "sleep"]}}


def test_a_recipe_is_counted_by_its_list_of_files(tmp_path):
    build(tmp_path, {"CONTRIBUTING.md": PAGE, "bot/nudges/one.py": ""})
    nudge, spell = read_recipes(tmp_path) or ()
    assert (nudge.name, len(nudge.paths), nudge.aim) == ("a nudge", 3, 5)
    assert nudge.missing == ("bot/nudges/gone.py", "bot/gone/<kind>.py")
    assert (spell.name, spell.paths, spell.missing, spell.aim) == ("a spell", ("bot/nudges",), (), None)


def test_a_call_climbs_where_the_callee_stands_in_a_higher_layer(tmp_path, hut):
    attic, watcher = hut("attic"), Watcher(read_layers(tmp_path))
    with watcher.watching():
        attic.wake()
        with watcher.noting() as calls:
            attic.wake()
        attic.wake()
    assert [str(call) for call in calls] == [
        "None -> attic:wake",
        "attic:wake -> kitchen.stove:cook",
        "kitchen.stove:cook -> cellar:fetch",
        "kitchen.stove:cook -> attic:toast",
    ]
    road = road_of(calls)
    assert road.rooms == ("attic", "kitchen", "cellar")
    assert (road.layers, road.modules, road.descents) == (3, 3, 2)
    assert [str(call) for call in road.climbs] == ["kitchen.stove:cook -> attic:toast"]


def test_a_module_without_a_layer_is_stepped_over(tmp_path, hut):
    shed, watcher = hut("shed"), Watcher(read_layers(tmp_path))
    with watcher.watching(), watcher.noting() as calls:
        shed.dig()
    assert [str(call) for call in calls] == ["None -> cellar:fetch"]


def test_a_thread_that_starts_while_watching_is_watched(tmp_path, hut):
    attic, watcher = hut("attic"), Watcher(read_layers(tmp_path))
    with watcher.watching(), watcher.noting() as calls:
        thread = threading.Thread(target=attic.wake)
        thread.start()
        thread.join()
    assert "attic:wake -> kitchen.stove:cook" in map(str, calls)


def test_the_report_names_what_is_over_its_aim_and_what_is_missing(tmp_path):
    flat = {f"bot/flat/m{number}.py": "x = 1\n" for number in range(MOST_FILES + 1)}
    build(tmp_path, {"bot/a.py": "def f():\n    return 1\n", **flat})
    lines = [line.strip() for line in report(measure(tmp_path, {}))]
    assert f"over the aim: bot/flat {MOST_FILES + 1}" in lines
    assert "Recipes: there is no CONTRIBUTING.md" in lines
    build(tmp_path, {"CONTRIBUTING.md": PAGE})
    lines = [line.strip() for line in report(measure(tmp_path, {}))]
    assert "a nudge: 3 (aim: 5)" in lines
    assert "leads nowhere: bot/gone/<kind>.py" in lines


# the real one


@pytest.mark.parametrize("root", ROOTS)
def test_every_folder_can_be_looked_over(root):
    assert too_many(files_by_folder(ROOT, root)) == {}


def test_every_topic_has_its_room_among_use_cases_and_views():
    rooms = rooms_of(ROOT)
    assert rooms
    assert [
        topic for topic, layers in rooms.items() if not {"bot/usecases", "bot/views"} <= set(layers)
    ] == []


def test_every_file_that_a_recipe_names_exists():
    assert {recipe.name: recipe.missing for recipe in read_recipes(ROOT) or () if recipe.missing} == {}


async def test_a_nudge_climbs_no_more_than_it_has_to():
    roads = await walk(Watcher(read_layers(ROOT)))
    assert set(roads) == {"click", "nudge", "number"}
    assert "nudges/meetings" in roads["nudge"].rooms
    assert "handlers/meetings" in roads["click"].rooms
    assert "handlers/managing" in roads["number"].rooms
    assert len(roads["nudge"].climbs) <= NUDGE_CLIMBS, roads["nudge"].climbs
