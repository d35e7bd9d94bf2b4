"""Nobody is enrolled by somebody else: one place makes enrolments, and it is told who clicked."""

import ast
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parent
SOURCES = [path for path in ROOT.rglob("*.py") if "demo" not in path.parts]


def calls(name):
    """Every call of this name, with the file it stands in."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield path.relative_to(ROOT).as_posix(), node


def given(call, name):
    return next(ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == name)


def test_a_place_is_made_in_one_use_case_only():
    assert {path for path, _ in calls("Enrolment")} == {"usecases/joining/joining.py"}


def test_only_the_form_asks_for_it_and_for_whoever_sent_it():
    assert [(path, given(call, "act")) for path, call in calls("enrol")] == [
        ("handlers/joining/joining.py", "click.act")
    ]


def test_whoever_answers_those_who_asked_can_only_change_a_place_that_is_there():
    assert [(path, given(call, "act")) for path, call in calls("answer_application")] == [
        ("handlers/recruiting/applications.py", "click.act")
    ]
