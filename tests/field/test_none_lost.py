"""No shape may go missing, nor a name that trying them needs."""

from importlib import import_module
from pathlib import Path

import pytest

KINDS = {
    "A": (1, 2, 3, 7),
    "B": (1, 2, 3),
    "C": (1,),
    "D": (1, 2, 5, 6),
    "E": (1, 3, 4, 5, 6),
    "F": (1, 2, 5, 6, 7),
    "G": (1, 3, 5),
    "H": (1,),
    "I": (1,),
    "J": (1, 2, 3, 5, 7),
    "K": (1, 3),
    "L": (1, 3),
    "M": (1, 3, 5, 6, 7),
    "N": (1, 2, 3, 6),
    "O": (1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 19),
    "P": (1, 2, 4, 5, 6, 7, 8),
}
NAMES = {
    "bot.content": ("load_content",),
    "bot.directory": ("StaffFile", "load_mapping"),
    "bot.domain.timing": ("welcome_windows",),
    "bot.fetching": ("fetch_text",),
    "bot.rosters": ("parse_lines", "parse_pattern", "read_feed"),
}


# Kinds with more rows than those that were reported.
WITH_MORE, MORE = "ABCDEFGHIJKLMNOP", 5


def ids_tried():
    """The first word of each row of the tables in this folder."""
    others = set(Path(__file__).parent.glob("test_*.py")) - {Path(__file__)}
    tests = [test for path in others for test in vars(import_module(f"tests.field.{path.stem}")).values()]
    marks = [mark for test in tests for mark in getattr(test, "pytestmark", ())]
    return [row.id.split()[0] for mark in marks if mark.name == "parametrize" for row in mark.args[1]]


def test_every_shape_is_tried_once():
    expected = [f"{kind}{number}" for kind, numbers in KINDS.items() for number in numbers]
    assert len(expected) == 66
    tried = ids_tried()
    assert sorted(tried) == sorted(set(tried))
    assert set(expected) <= set(tried)


@pytest.mark.parametrize("kind", WITH_MORE)
def test_a_kind_is_more_than_what_was_reported_of_it(kind):
    reported = {f"{kind}{number}" for number in KINDS[kind]}
    assert len([one for one in ids_tried() if one[0] == kind and one not in reported]) >= MORE


@pytest.mark.parametrize("module", NAMES)
def test_names_that_stay(module):
    """These shapes are also tried on other versions of Lamplight, from outside, through exactly these names.

    So whatever is renamed or moved behind them, they stay where they are.
    """
    for name in NAMES[module]:
        assert callable(getattr(import_module(module), name, None)), name
