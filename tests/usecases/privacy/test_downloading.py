"""A copy of everything: whatever names the person is in it, and nothing that is somebody else's."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sqlmodel import SQLModel

from bot.domain.acts import Act
from bot.domain.people import Installation, Person
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.privacy.personal_data import PEOPLELESS, SECRETS
from bot.usecases.privacy.downloading import make_copy, require_first_use
from tests.people import EVE, MIA, MONDAY, NIA, OMAR, PROGRAM, WS, enrolment, move_in
from tests.situations.everywhere import LINK, move_in_everywhere, rows_naming

TOKEN = "xoxb-very-secret"
HOSTILE = "<script>alert(1)</script>\"'&"
# Other people's private wishes about this person are theirs; everything else is in the copy.
NOT_TOLD = {
    "exclusion": lambda row: row["other_id"] == NIA,
    "suggestion": lambda row: row["mentor_id"] == NIA,
}


@pytest.fixture
async def everywhere(db: Database) -> Database:
    await move_in_everywhere(db)
    async with db.transaction() as repos:
        await repos.installations.save(Installation(WS, bot_user_id="UBOT", bot_id="B1", bot_token=TOKEN))
    return db


async def copied(db, content, user_id=NIA):
    files = await make_copy(db, act=Act(WS, user_id, MONDAY), content=content)
    page, data = (files[f"lamplight-my-data-2026-03-02.{kind}"].decode() for kind in ("html", "json"))
    return page, json.loads(data)["kept"]


async def test_every_row_that_names_the_person_is_in_the_copy(everywhere, content):
    _, kept = await copied(everywhere, content)
    missing = {
        table: [
            row
            for row in rows
            if _without_secrets(table, row) not in kept.get(table, []) and not _is_not_told(table, row)
        ]
        for table, rows in (await rows_naming(everywhere, NIA)).items()
    }
    assert {table: rows for table, rows in missing.items() if rows} == {}
    assert kept["cycle"]
    assert {row["id"] for row in kept["mentorship"]} == {"M1", "M2", "M3", "M4"}


def _without_secrets(table, row):
    return {name: value for name, value in row.items() if name not in SECRETS.get(table, ())}


def _is_not_told(table, row):
    return table in NOT_TOLD and NOT_TOLD[table](row)


async def test_what_others_asked_in_private_is_not_in_it(everywhere, content):
    page, kept = await copied(everywhere, content)
    assert [(row["user_id"], row["other_id"]) for row in kept["exclusion"]] == [(NIA, EVE)]
    assert [(row["user_id"], row["mentor_id"]) for row in kept["suggestion"]] == [(NIA, OMAR)]
    assert [row["user_id"] for row in kept["enrolment"]] == [NIA]


async def test_with_whom_one_was_only_suggested_is_not_in_it(everywhere, content):
    _, kept = await copied(everywhere, content)
    assert {row["user_id"] for row in kept["mentorship_member"] if row["mentorship_id"] == "M3"} == {NIA}
    assert {row["user_id"] for row in kept["mentorship_member"] if row["mentorship_id"] == "M1"} == {
        NIA,
        OMAR,
    }


async def test_no_token_is_in_anybodys_copy(everywhere, content):
    for user_id in (NIA, "UBOT"):
        page, kept = await copied(everywhere, content, user_id)
        assert TOKEN not in page + str(kept)
        assert "installation" not in kept


async def test_the_link_to_a_roster_is_in_nobodys_copy(everywhere, content):
    page, kept = await copied(everywhere, content)
    [roster] = kept["roster_source"]
    assert roster["kind"] == "feed"
    assert "link" not in roster
    assert LINK not in page + str(kept)


def test_what_a_column_calls_a_secret_is_one():
    """Whoever adds a column that nobody may read says so in SECRETS; these names give one away."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.c:
            if any(sign in column.name for sign in ("token", "secret", "link", "url", "feed")):
                assert column.name in SECRETS.get(table.name, ()), f"{table.name}.{column.name}"


def test_every_table_is_looked_through_or_excused():
    known = {table.name for table in SQLModel.metadata.sorted_tables}
    assert set(PEOPLELESS) <= known
    assert all(reason for reason in PEOPLELESS.values())


async def test_somebody_unknown_gets_an_empty_copy_that_says_so(everywhere, content):
    page, kept = await copied(everywhere, content, "UNOBODY")
    assert kept == {}
    assert "Nothing is kept about you" in page


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.said = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said.append(data)


async def test_the_page_says_what_is_kept_in_words(everywhere, content):
    page, _ = await copied(everywhere, content)
    said = Page(page).said
    assert content.topics["leadership"] in said
    assert PROGRAM.name in said
    assert "Your places in programs" in said


async def test_the_page_needs_nothing_else_and_can_be_read_aloud(everywhere, content):
    page, _ = await copied(everywhere, content)
    tags = Page(page).tags
    assert ("html", {"lang": "en"}) in tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "img", "link", "iframe", "a", "form"})
    assert all(attrs.get("scope") == "row" for tag, attrs in tags if tag == "th")
    assert sum(tag == "caption" for tag, _ in tags) == sum(tag == "table" for tag, _ in tags)


async def test_a_hostile_site_and_program_are_only_text(db, content):
    await move_in(db, replace(PROGRAM, name=HOSTILE), Person(WS, NIA, site=HOSTILE), enrolment(NIA))
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, name=HOSTILE))
    page, kept = await copied(db, content)
    found = Page(page)
    assert "script" not in {tag for tag, _ in found.tags}
    assert found.said.count(HOSTILE) == 2
    assert kept["person"][0]["site"] == HOSTILE


async def test_one_page_gives_one_copy(db):
    await require_first_use(db, workspace_id=WS, view_id="V1", now=MONDAY)
    with pytest.raises(NotNow, match="on its way already"):
        await require_first_use(db, workspace_id=WS, view_id="V1", now=MONDAY)
    await require_first_use(db, workspace_id=WS, view_id="V2", now=MONDAY)


async def test_what_they_answered_is_in_their_copy_and_in_no_other(everywhere, content):
    page, kept = await copied(everywhere, content)
    [answered] = kept["answers"]
    assert answered["answers"] == {"I have someone.": "Yes"}
    assert "What you answered" in page
    assert "I have someone." in page
    for other in (OMAR, EVE, MIA):
        page, kept = await copied(everywhere, content, other)
        assert "answers" not in kept
        assert "I have someone." not in page
