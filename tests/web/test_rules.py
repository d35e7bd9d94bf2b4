"""Every route of the dashboard, by every role, with ids of every other program and workspace."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain.oversight.roles import OversightRole
from bot.domain.signing_in.standing import ReadsAs, Standing
from bot.usecases.signing_in import visiting
from bot.web.guard import BROKEN, FORM_KEY, NOT_FOR_YOU, NOT_SIGNED_IN, SENT_FROM_ELSEWHERE, form_key
from bot.web.routes import all_routes
from tests.handlers.book import Book
from tests.web.furnished import furnish
from tests.web.rules import EVERYWHERE, IN_MINE, NOT_HERE, OPEN, filled, router_of, ways
from tests.web.visiting import ROLES, Visitor

REFUSED = (401, 403, 404)
# Where the use case lets in whom the rule doesn't, each with what it shows them.
WIDER: Mapping[str, str] = {
    "/": "what the guard found",
    "/out": "ends one's own session",
    "/face": "no program at all",
    "/face/form": "no program at all",
    "/programs/{program}/waves": "what people in the program are shown in Slack as well",
    "/programs/{program}/log": "nothing but one's own looks, and to privacy officers all of them",
    "/log": "nothing but one's own looks, and to privacy officers all of them",
    "/roles": "who has a role, as in Slack",
    "/search": "one's own people, of whom they have none",
}
BY_THE_GUARD = (NOT_SIGNED_IN, NOT_FOR_YOU, SENT_FROM_ELSEWHERE)


@pytest.fixture
async def house(house):
    await furnish(house)
    return house


@pytest.fixture
async def book(house):
    return await Book.of(house.town)


def test_every_role_there_is_stands_in_the_table():
    assert {*ReadsAs} == frozenset().union(*IN_MINE.values(), *EVERYWHERE.values())


async def test_the_router_has_nothing_without_a_rule(house):
    with_rule = {(one.method, one.path) for one in all_routes()}
    found = {(method, path) for method, path in router_of(house.deps)}
    assert found - with_rule - {*OPEN} == set(), (
        "give it a Route, or say in tests/web/rules.py why it is open"
    )
    assert {*OPEN} - found == set()
    assert with_rule - found == set()


def test_nobody_is_let_in_by_a_rule_that_is_empty():
    assert [one.path for one in all_routes() if not one.open_to] == []


async def test_whoever_is_not_meant_is_refused_with_a_sentence_and_changes_nothing(house, book):
    visitors = {role: await house.sign_in(role) for role in ROLES}
    before, wrong = book.rows(), []
    for way in ways(house):
        if way.may or way.whose.startswith("mine but"):
            continue
        page = await _ask(visitors[way.role], way.route.method, way.path)
        if page.status not in REFUSED or not _says_what_to_do(page):
            wrong.append((str(way), page.status))
    assert not wrong, _lines(wrong)
    # Whoever has no role is signed out.
    assert _but(book.rows(), "dashboard_session") == _but(before, "dashboard_session")


async def test_what_is_not_of_this_program_is_refused_to_its_own_manager(house, book):
    """A mentorship of another program, a wave of another workspace, below a program of one's own."""
    mona = await house.sign_in("manager")
    before, wrong = book.rows(), []
    for way in ways(house):
        if way.role == "manager" and way.whose.startswith("mine but"):
            page = await _ask(mona, way.route.method, way.path)
            wrong += [] if page.status in REFUSED else [(str(way), page.status)]
    assert not wrong, _lines(wrong)
    assert _without_looks(book.rows()) == _without_looks(before)


async def test_whoever_is_meant_is_let_in(house):
    visitors = {role: await house.sign_in(role) for role in ROLES}
    asked, wrong = defaultdict(set), []
    for way in ways(house):
        if way.may and way.route.method == "GET":
            page = await visitors[way.role].get(way.path)
            asked[way.route.path].add(way.role)
            status = NOT_HERE.get(way.route.path, (200, ""))[0]
            wrong += [] if page.status == status else [(str(way), page.status, page.words[-200:])]
    assert not wrong, _lines(wrong)
    assert asked.keys() == {one.path for one in all_routes() if one.method == "GET"}


async def test_no_deed_breaks_on_an_empty_form(house):
    """Refused, done or said what is wrong: never an error of ours. One after the other, each by who may."""
    wrong = []
    for way in ways(house):
        if way.may and way.route.method == "POST":
            page = await (await house.sign_in(way.role)).post(way.path)
            if page.status >= 500 or any(one in page.words for one in BY_THE_GUARD):
                wrong.append((str(way), page.status, page.words[-200:]))
    assert not wrong, _lines(wrong)


async def test_a_use_case_refuses_whom_the_guard_would_let_through(house, book, monkeypatch):
    """As if the rules of all routes were wrong: everybody is everything, in every workspace's programs."""
    async with house.deps.db.reading() as repos:
        foreign = [await repos.programs.get("T0000002", house.theirs["program"])]
    monkeypatch.setattr(visiting, "Standing", _everything_to(foreign))
    visitors = {role: await house.sign_in(role) for role in ROLES}
    before, wrong = book.rows(), []
    for way in ways(house):
        if way.may or way.route.path in WIDER:
            continue
        page = await _ask(visitors[way.role], way.route.method, way.path)
        if page.status < 400 or page.status >= 500:
            wrong.append((str(way), page.status))
    assert not wrong, _lines(wrong)
    assert _without_looks(book.rows()) == _without_looks(before)


def _everything_to(foreign):
    class Trusted(Standing):
        def __init__(self, user_id, programs, roles, *, is_admin):
            programs = {**programs, **{one.id: one for one in foreign}}
            super().__init__(user_id, programs, roles, is_admin=is_admin)

        def in_program(self, program):
            return frozenset(ReadsAs)

        def anywhere(self):
            return frozenset(ReadsAs)

    return Trusted


async def test_a_form_that_was_not_sent_from_its_own_page_changes_nothing(house, book):
    mona, twice, owner = [await house.sign_in(one) for one in ("manager", "manager", "owner")]
    site, key = house.deps.site, form_key(mona.secret)
    # Each with the right key behind the question mark, where it doesn't count.
    forged = {
        "no key": ({}, {}),
        "an empty key": ({FORM_KEY: ""}, {}),
        "a key of another session": ({FORM_KEY: form_key(twice.secret)}, {}),
        "a key of somebody else": ({FORM_KEY: form_key(owner.secret)}, {}),
        "a key that is no key": ({FORM_KEY: "é\x00"}, {}),
        "another origin": ({FORM_KEY: key}, {"Origin": "https://evil.example"}),
        "no origin to tell": ({FORM_KEY: key}, {"Origin": "null"}),
        "our host at another port": ({FORM_KEY: key}, {"Origin": f"{site.origin}1"}),
        "a browser that says cross-site": ({FORM_KEY: key}, {"Sec-Fetch-Site": "cross-site"}),
        "a neighbour's page": ({FORM_KEY: key}, {"Sec-Fetch-Site": "same-site"}),
    }
    before, wrong = book.rows(), []
    for route in all_routes():
        if route.method != "POST":
            continue
        for how, (fields, headers) in forged.items():
            path = filled(route.path, house.ids) + f"?{FORM_KEY}={key}"
            page = await mona.ask("POST", path, fields=fields, headers=headers)
            wrong += [] if page.status == 403 and _says_what_to_do(page) else [(route.path, how, page.status)]
    assert not wrong, _lines(wrong)
    assert book.rows() == before


@pytest.mark.parametrize("secret", ["", "x", "../..", "é", "0" * 5000])
async def test_without_a_session_there_is_only_the_way_in(house, book, secret):
    before, wrong = book.rows(), []
    for route in all_routes():
        page = await _ask(Visitor(house, secret=secret), route.method, filled(route.path, house.ids))
        wrong += [] if page.status == 401 and "from Slack" in page.words else [(route.path, page.status)]
    assert not wrong, _lines(wrong)
    assert book.rows() == before


@pytest.mark.parametrize("role", ["manager", "champion", "reader", "owner", "officer", "other_manager"])
async def test_a_role_that_is_taken_away_while_a_form_is_open_counts_at_once(house, book, role):
    visitor = await house.sign_in(role)
    assert (await visitor.get("/")).status == 200
    await _take(house, role)
    before, wrong = book.rows(), []
    for route in all_routes():
        ids = house.others if role == "other_manager" else house.ids
        page = await _ask(visitor, route.method, filled(route.path, house.ids | ids))
        wrong += [] if page.status in REFUSED else [(route.path, page.status)]
    assert not wrong, _lines(wrong)
    # Whoever has no role left is signed out.
    assert _but(book.rows(), "dashboard_session") == _but(before, "dashboard_session")


async def _take(house, role):
    """Owners keep an owner among them: until one is named, admins are."""
    async with house.deps.db.transaction() as repos:
        for ids in (house.ids, house.others):
            program = await repos.programs.get(house.town.workspace_id, ids["program"])
            taken = replace(program, managers=("UNEW",), champion=None)
            if role in ("manager", "other_manager", "champion"):
                await repos.programs.save(taken)
        for held in (await repos.roles.list_held(house.town.workspace_id)).held:
            if held.user_id == house.id_of(role):
                await repos.roles.take(held)
                if held.role is OversightRole.OWNER:
                    await repos.roles.add_first(replace(held, user_id="UNEW"))


def _lines(wrong):
    return "\n".join(str(one) for one in wrong)


async def _ask(visitor, method, path):
    return await (visitor.get(path) if method == "GET" else visitor.post(path))


def _says_what_to_do(page):
    return page.text.startswith("<!doctype html>") and BROKEN not in page.words and page.words.count(".") >= 2


def _but(rows, *tables):
    return {table: found for table, found in rows.items() if table not in tables}


def _without_looks(rows):
    """A look that was refused may be noted before it is."""
    return _but(rows, "access_event")
