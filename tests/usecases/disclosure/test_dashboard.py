"""Every page of the dashboard is read by the laws, or names people to those who manage them."""

from dataclasses import replace

import pytest

from bot.domain.signing_in.standing import MANAGERS, ReadsAs
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.web.routes import all_routes
from tests.databases import SQLITE
from tests.figures import NoNoise
from tests.people import MONDAY, PROGRAM, TODAY, WS, move_in
from tests.usecases.disclosure.dashboard import CHAMPION, PAPERS, WHO, browsing, is_read_by

PAGES = [one for one in all_routes() if one.method == "GET"]
WITHOUT_NUMBERS = MANAGERS | {ReadsAs.PRIVACY_OFFICER}
NOTHING_THERE = "There's no such page"


def test_a_page_that_no_law_reads_is_open_to_nobody_but_managers_and_privacy_officers():
    pages = [one for one in PAGES if one.path not in PAPERS]
    unread = [one for one in pages if not any(is_read_by(one, who) for who in WHO)]
    assert [one.path for one in unread if not one.open_to <= WITHOUT_NUMBERS] == []


@pytest.mark.parametrize("who", WHO)
async def test_whoever_reads_totals_reads_every_page_that_is_in_their_menu(databases, content, who):
    async with databases.open(SQLITE) as db:
        await move_in(db, replace(PROGRAM, champion=CHAMPION))
        async with browsing(db, content) as browser:
            found = await browser.read(who, TODAY)
    theirs = {one.path.replace("{program}", "P1") for one in PAGES if one.tab and is_read_by(one, who)}
    assert theirs <= found.keys()
    assert [page for page in theirs if NOTHING_THERE in found[page]] == []


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        (ReadsAs.READER, ["/programs/P1/reach?by=site", "/programs/P1/ledger.csv", "/export.xlsx"]),
        (ReadsAs.CHAMPION, ["/programs/P1/reach", "/programs/P1/export.csv"]),
        (ReadsAs.OWNER, ["/organisation", "/organisation.xlsx", "/programs/P1/results.csv"]),
        (ReadsAs.MANAGER, ["/programs/P1/waves.csv", "/programs/P1/ledger"]),
    ],
)
async def test_pages_filters_and_files_are_found_by_following_links(databases, content, who, pages):
    async with databases.open(SQLITE) as db:
        await move_in(db, replace(PROGRAM, champion=CHAMPION))
        await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=MONDAY)
        async with browsing(db, content) as browser:
            found = await browser.read(who, TODAY)
    assert {*pages} <= found.keys()
    assert "/organisation" not in found or who is ReadsAs.OWNER
