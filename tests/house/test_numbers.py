"""No number about people reaches a page but as a figure: held over the syntax tree of whatever shows one.

A type alone is got around by an f-string. So in `bot/views` nothing is typed as a number, and nothing is
counted, that is not listed here with the reason why it says nothing of people. See docs/disclosure.md.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VIEWS = ROOT / "bot" / "views"
# They lay out pixels, and read references that buttons carry; the figures themselves stay figures there.
NOT_PAGES = ("charts/", "refs.py")
NUMBERS = frozenset({"int", "float", "Counter", "complex", "Decimal"})
COUNTS = frozenset({"len", "sum", "Counter"})
SAYS_NUMBERS = ("usecases", "handlers", "nudges", "planning", "facts", "matching", "jobs")

# What a number is called that is one of a place, a plan, or the reader's own.
NAMES: Mapping[str, str] = {
    "page": "where in a list of pages",
    "pages": "how many pages a list has",
    "cycle": "which turn of the reader's own mentorship",
    "message_id": "an id",
    "most": "how many rows a page has room for",
    "most_mentees": "a limit of the plan",
    "at_most": "a limit of a form",
    "weeks": "a rhythm of the plan, or of the reader's own",
    "every_weeks": "a rhythm of the plan, or of the reader's own",
    "minutes": "a length of the plan",
    "usual_weeks": "a rhythm of the plan",
    "length_weeks": "a length of the plan",
    "days": "a time of the plan",
    "budget": "messages a week, from the rules",
    "current": "a choice of the plan",
    "usual": "choices of the plan",
    "percent": "a choice of the plan",
    "value": "a value of the plan",
    "say": "words for a choice of the plan",
    "own": "a weight of the plan",
    "weights": "weights of the plan",
    "score": "how well two suit each other, beside their names",
    "people": "how many the reader meets, themself included",
    "others": "how many the reader's own mentorship has besides them",
    "mentorships": "the reader's own",
}
# Fields and arguments besides: where, and why.
TYPED: Mapping[str, str] = {
    "programs/managed.py ManagedProgram.left_to_fill": "signposts of the plan that are empty",
    "matching/publishing.py DryRun.matches": "those whose people are named on its pages",
    "matching/settings.py Totals.matched": "of those who are named in the review; shown through named()",
    "matching/settings.py Totals.lowest": "a score",
    "matching/settings.py Totals.middle": "a score",
    "matching/settings.py WeightsCompared.waiting": "who is named in the review; shown through named()",
    "matching/settings.py WeightsCompared.changed": "the first of them are named; shown through named()",
    "delivery/undelivered.py UndeliveredPage.count": "messages that its pages list",
    "delivery/undelivered.py how_many.count": "messages that its pages list; shown through named()",
    "recruiting/applications.py _how_many.count": "who is named below; shown through named()",
    "managing/needing_support.py NeedingSupportPage.count": "pairs that its pages name",
    "managing/needing_support.py _how_many.count": "pairs that its pages name; shown through named()",
    "managing/mentorship_list.py MentorshipList.counts": "who is named on its pages; shown through named()",
    "managing/people_list.py PeopleList.counts": "who is named by the filters of this list; through named()",
    "goals/forms.py _of_five.ends": "how much a goal matters to its mentee, or how far along it is",
    "goals/forms.py _of_five.chosen": "how much a goal matters to its mentee, or how far along it is",
    "goals/goals.py dots.number": "how far along a goal of this mentorship is",
    "care/load.py load_said.offered": "the reader's own places",
    "care/load.py _did.offered": "the reader's own places",
    "home/places.py Places.offered": "the reader's own places",
    "home/places.py Places.taken": "the reader's own places",
    "rosters/rosters.py RosterPage.counts": "days of the reader's own roster",
    "rosters/rosters.py RosterPage.unclear": "days of the reader's own roster",
    "rosters/rosters.py RosterPage.undated": "lines of the reader's own roster",
    "feedback/asking.py _value.number": "which answer of a scale a button stands for",
    "feedback/inviting.py wave_todo.number": "the question that comes next for the reader",
    "feedback/inviting.py wave_todo.of": "how many questions the reader is asked",
    "exports/tables.py Column.width": "a column of a file",
    "room.py no_room_for.more": "rows of a list that has no room for them",
}
# Where something is counted and the count goes into words, and why.
COUNTED: Mapping[str, str] = {
    "parts.py some": "names of a list that is too long",
    "exports/tables.py _lines": "characters",
    "room.py characters": "characters",
    "room.py as_many_as_fit": "rows of a list that has no room for them",
    "home/home.py _mine": "the reader's own",
    "home/mine.py my_mentorships": "the reader's own",
    "joining/briefing.py briefing_page": "pages",
    "privacy/privacy.py looks_page": "pages",
    "directory/staff_numbers.py numbers_page": "who is named as soon as these have an answer",
    "managing/people_list.py people_list": "pages",
    "measures/targets.py targets_in_words": "measures of a program",
    "matching/sentences.py _how_many": "names of these pages; shown through named()",
    "matching/pairs.py more_left_over": "names of these pages; shown through named()",
    "matching/proposals.py _page": "pages",
    "meetings/times.py _listed": "the reader's own mentorship",
    "meetings/times.py times_form": "the reader's own mentorship",
    "mentorships/introduction.py _why": "the reader's own mentorship",
    "privacy/downloading.py _place": "where a row of the reader's own data stands",
    "privacy/downloading.py _table_of": "rows of the reader's own data",
    "privacy/privacy.py _looked": "looks at the reader",
    "programs/files.py program_history": "versions of the plan",
    "programs/hospital.py _told": "signposts and sites of the hospital",
    "recruiting/applications.py applications_page": "names of this page; shown through named()",
    "recruiting/inviting.py invitable_page": "people who take no part yet; shown through named()",
    "rosters/code_table.py code_table": "pages",
    "rosters/codes.py code_changed": "changes to the reader's own roster",
    "rosters/codes.py some_codes": "shift codes of the reader's own roster",
}
# Who counts names that stand on the very page, or pages.
NAMED: Mapping[str, str] = {
    "views/matching/sentences.py publishing_sends": "the people of the matches that are listed",
    "views/matching/sentences.py _how_many": "people of the matches that are listed, and those without one",
    "views/managing/mentorship_page.py _writes": "the people of the mentorship that it names",
    "views/managing/mentorship_page.py what_ending_does": "the people of the mentorship that it names",
    "views/matching/pairs.py these": "the matches that are listed",
    "views/matching/proposals.py _folded": "the matches that are listed, a tap further",
    "views/matching/sentences.py said_once": "the matches that are listed",
    "views/matching/pairs.py more_left_over": "who is without a match: named a page further",
    "views/matching/publishing.py how_many": "the matches that are listed",
    "views/matching/settings.py compared_in_words": "who is named in the review",
    "views/matching/settings.py _examples": "who is named in the review",
    "views/recruiting/inviting.py invitable_page": "people of the staff directory, who take no part yet",
    "views/recruiting/applications.py applications_page": "who is named as soon as these have an answer",
    "views/recruiting/applications.py _how_many": "who is named below",
    "views/directory/staff_numbers.py numbers_page": "who is named as soon as these have an answer",
    "views/delivery/undelivered.py how_many": "the messages that are listed",
    "views/managing/needing_support.py _how_many": "the pairs that are listed",
    "views/managing/people_list.py _filter": "the people who are listed",
    "web/mentorships/listing.py _choices": "the mentorships that are listed",
    "usecases/matching/approving.py approve_matches": "the matches that were listed and approved",
    "usecases/matching/approving.py approve_some": "the matches that were ticked and approved",
    "handlers/matching/asking_mentees.py on_mentees_asked": "mentees whom the review named",
    "web/matching/sending.py on_asked": "mentees whom the review named",
    "usecases/matching/proposals.py read_review": "mentees whom the review names",
}
# Pictures are drawn as well.
DRAWINGS = ("views/charts/frame.py", "views/charts/week.py")
MAKERS: Mapping[str, frozenset[str]] = {
    "Figure": frozenset({"domain/disclosure/figures.py"}),
    "Cell": frozenset({"domain/disclosure/cells.py", "storage/disclosure/cells.py"}),
    # The last of them of nobody: invented, for a page of the demo.
    "noisy": frozenset(
        {"usecases/disclosure/freezing.py", "usecases/feedback/freezing.py", "web/face/gallery.py"}
    ),
    "rounded": frozenset(
        {"usecases/disclosure/freezing.py", "domain/recruiting/cover_cells.py", "domain/oversight/reach.py"}
    ),
    "draw": frozenset({"domain/disclosure/cells.py", *DRAWINGS}),
}
# Words that hold a number, outside of views, and why.
SAID: Mapping[str, str] = {
    "usecases/programs/sharing.py": "programs, on a command line",
}


def trees(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def pages() -> list[tuple[str, ast.Module]]:
    return [(name, tree) for name, tree in trees(VIEWS) if not name.startswith(NOT_PAGES)]


def is_number(annotation: ast.expr | None) -> bool:
    if annotation is None:
        return False
    return any(isinstance(one, ast.Name) and one.id in NUMBERS for one in ast.walk(annotation))


def typed_as_numbers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Class or function, and the field or argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and is_number(field.annotation):
                    yield node.name, ast.unparse(field.target)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            yield from ((node.name, one.arg) for one in given if is_number(one.annotation))


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Outermost functions and methods by name; what stands outside of them is called by nothing."""
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        for one in inner:
            yield getattr(one, "name", ""), one


def calls(node: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in names:
            yield one


def without_words(node: ast.AST) -> set[ast.AST]:
    """The parts in which a count decides or finds something, and is no part of what is said."""
    found: set[ast.AST] = set()
    for one in ast.walk(node):
        quiet: list[ast.AST] = []
        if isinstance(one, ast.Compare | ast.Slice):
            quiet = [one]
        elif isinstance(one, ast.Subscript):
            quiet = [one.slice]
        elif (
            isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in ("named", "range")
        ):
            quiet = list(one.args)
        found.update(each for part in quiet for each in ast.walk(part))
    return found


def counted(tree: ast.Module) -> Iterator[str]:
    for name, function in functions(tree):
        quiet = without_words(function)
        if any(call not in quiet for call in calls(function, COUNTS)):
            yield name


def test_nothing_in_a_view_is_typed_as_a_number_about_people():
    found = [
        f"{where} {owner}.{name}"
        for where, tree in pages()
        for owner, name in typed_as_numbers(tree)
        if name not in NAMES and f"{where} {owner}.{name}" not in TYPED
    ]
    assert found == []


def test_nothing_in_a_view_is_counted_into_words():
    found = {f"{where} {name}" for where, tree in pages() for name in counted(tree)}
    assert found - COUNTED.keys() == set()


def test_who_counts_names_has_them_on_the_page():
    found = {
        f"{where} {name}"
        for where, tree in trees(ROOT / "bot")
        for name, function in functions(tree)
        if any(calls(function, frozenset({"named"}))) and not where.startswith("domain/")
    }
    assert found == NAMED.keys()


@pytest.mark.parametrize("maker", MAKERS)
def test_figures_and_cells_are_made_in_one_place(maker):
    found = {where for where, tree in trees(ROOT / "bot") if any(calls(tree, frozenset({maker})))}
    assert found <= MAKERS[maker]


def test_nor_is_a_count_put_into_words_before_it_reaches_a_view():
    found = {
        where
        for where, tree in trees(ROOT / "bot")
        if where.startswith(SAYS_NUMBERS)
        for words in ast.walk(tree)
        if isinstance(words, ast.FormattedValue) and any(calls(words, COUNTS))
    }
    assert found - SAID.keys() == set()


def test_no_list_of_exceptions_has_one_that_is_gone():
    typed = {f"{where} {owner}.{name}" for where, tree in pages() for owner, name in typed_as_numbers(tree)}
    names = {one.rpartition(".")[2] for one in typed}
    assert TYPED.keys() - typed == set()
    assert NAMES.keys() - names == set()
    assert COUNTED.keys() - {f"{where} {name}" for where, tree in pages() for name in counted(tree)} == set()
