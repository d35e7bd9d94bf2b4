"""No manager reads a list of names without a line in the access log: the code leaves no other way."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import bot.views
from bot.domain.privacy.named import NamesPeople

ROOT = Path(bot.__file__).parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in ROOT.rglob("*.py")
}
NOTED, LOG = "noted", "usecases/privacy/looking.py"
NAMES = {"mention", "mentions"}
Functions = (ast.FunctionDef, ast.AsyncFunctionDef)
# Views that name people, and none of them to a manager who looks after them.
TO_WHOM = {
    "exports/messages.py": "which manager asks for a list, never who is on it",
    "feedback/asking.py": "with whom the reader is matched",
    "goals/": "with whom the reader is matched",
    "ending/ended.py": "with whom the reader was matched",
    "ending/thanks.py": "with whom the reader was matched",
    "home/home.py": "with whom the reader is matched",
    "home/mine.py": "with whom the reader is matched",
    "joining/leaving.py": "with whom the reader is matched",
    "journey/": "with whom the reader is matched",
    "managing/hands_taken.py": "which manager has taken a request, never who asked",
    "care/leads.py": "which mentor asked the reader, who is their lead; and to managers which lead signed",
    "care/advice.py": "which lead a mentor's request goes to",
    "care/load.py": "with whom the reader is matched",
    "matching/choosing.py": "the mentors a mentee is shown",
    "matching/mentor_answers.py": "the mentee a mentor is asked about",
    "meetings/": "with whom the reader is matched",
    "mentorships/": "with whom the reader is matched",
    "oversight/access_log.py": "which manager looked, and who has a role; never who was on a list",
    "oversight/home.py": "who has a role",
    "oversight/roles.py": "who has a role",
    "privacy/privacy.py": "who looked, and what managers see of the reader",
    "programs/files.py": "which manager changed the plan",
    "programs/hospital.py": "which admin changed what every program shows",
}


def pages():
    """Every page that names people to a manager."""
    found, waiting = set(), [NamesPeople]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found |= {kind.__name__ for kind in kinds}
        waiting += kinds
    return found


@pytest.fixture(autouse=True, scope="module")
def _all_views():
    """They are known as subclasses once they are there."""
    for module in pkgutil.walk_packages(bot.views.__path__, f"{bot.views.__name__}."):
        importlib.import_module(module.name)


def name_of(call):
    return ast.unparse(call.func).split(".")[-1]


def calls_in(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def made_outside_of_noted(tree, kinds):
    """Calls that make such a page and are no argument of `noted`."""
    handed = {id(given) for call in calls_in(tree) if name_of(call) == NOTED for given in call.args}
    return [ast.unparse(call) for call in calls_in(tree) if name_of(call) in kinds and id(call) not in handed]


def test_there_are_pages_to_ask_about():
    assert {"PeopleList", "Review", "DryRun", "Applications", "NeedingSupport"} <= pages()


def test_a_page_with_names_is_made_only_in_what_is_handed_to_the_log():
    kinds = pages()
    found = {
        path: made
        for path, tree in SOURCES.items()
        if not path.startswith("views/") and (made := made_outside_of_noted(tree, kinds))
    }
    assert found == {}


def test_the_log_takes_looks_from_one_place():
    """What somebody decided about one person is kept with `about`, and is no look at a list."""
    adds = [
        path
        for path, tree in SOURCES.items()
        for call in calls_in(tree)
        if ast.unparse(call.func).endswith("access_log.add")
        and not any(keyword.arg == "about" for keyword in call.keywords)
    ]
    assert adds == [LOG]


def names_used(node):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def is_given_a_page(function, functions, kinds):
    """Or is reached, within its module, only from functions that are."""
    if names_used(function.args) & kinds:
        return True
    callers = [one for one in functions if one is not function and function.name in names_used(one)]
    return bool(callers) and all(is_given_a_page(one, functions, kinds) for one in callers)


def name_somebody_without_a_page(tree, kinds):
    functions = [node for node in ast.walk(tree) if isinstance(node, Functions)]
    namers = [one for one in functions if NAMES & {name_of(call) for call in calls_in(one)}]
    return [one.name for one in namers if not is_given_a_page(one, functions, kinds)]


def is_for_others(path):
    """Not to a manager who looks after them."""
    return any(path.removeprefix("views/").startswith(place) for place in TO_WHOM)


def test_a_view_names_people_to_a_manager_only_from_such_a_page():
    kinds = pages()
    found = {
        path: lost
        for path, tree in SOURCES.items()
        if path.startswith("views/") and path != "views/parts.py" and not is_for_others(path)
        if (lost := name_somebody_without_a_page(tree, kinds))
    }
    assert found == {}
