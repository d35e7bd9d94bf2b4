"""When people work, rest and leave reads the same on every page a manager can open: it is on none of them."""

import asyncio
import json
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.availability import Shift, ShiftKind
from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.managing.requests import Request, Topic
from bot.domain.matching.choices import MatchedBy
from bot.domain.measures.targets import REPORT, at_least
from bot.domain.programs.states import ProgramState
from bot.domain.staff_numbers import Claim
from bot.sandbox.elements import walk
from bot.views.ids import MORE, Action
from bot.views.refs import FoldedRef
from tests.handlers.tour.undelivered import fail
from tests.situations.closed_waves import add_closed_waves
from tests.situations.silent_pairs import add_quiet_pairs
from tests.town import small_town

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NAMES = ("Nia", "Omar", "Ida", "Jon", "Fay", "May")
# What shows something and changes nothing.
SHOWS = {
    Action.SET_ASIDE,
    Action.ASK_MENTEES,
    Action.SEVERAL,
    Action.ADD_PAIR,
    Action.ANNOUNCE,
    Action.APPLICATIONS,
    Action.COVER,
    Action.DRY_RUN,
    Action.GET_IN_TOUCH,
    Action.HANDS,
    Action.HOLDS,
    Action.INVITE,
    Action.MATCH,
    Action.MATCH_SETTINGS,
    Action.MENTORSHIP,
    Action.NEEDING_SUPPORT,
    Action.NEEDING_SUPPORT_PAGE,
    Action.PAUSE_FOR_THEM,
    Action.END_KINDLY,
    Action.WITHOUT_MATCH,
    Action.WITHOUT_MATCH_PAGE,
    Action.NEW_COHORT,
    Action.NOMINATE,
    Action.PAGE,
    Action.PEOPLE,
    Action.PEOPLE_PAGE,
    Action.PROGRAM_EDIT,
    Action.PROGRAM_HISTORY,
    Action.PROGRAM_PAGE,
    Action.PUBLISH_LATER,
    Action.RECRUIT,
    Action.SENDS,
    Action.SIGNPOSTS,
    Action.STAFF_NUMBERS,
    Action.CIRCLES,
    Action.CIRCLE_START,
    Action.LEADING,
    Action.SUMMARY,
    Action.SUMMARY_SCHEDULE,
    Action.SWAP,
    Action.SWAP_WITH,
    Action.UNDELIVERED,
    Action.UNDELIVERED_PAGE,
    Action.WEIGHTS,
    Action.CHANGE,
    Action.EXPORTS,
    Action.FINDINGS,
    Action.LIST_ASK,
    Action.NEXT_VERSION,
    Action.RETROSPECTIVE,
    Action.LEDGER,
    Action.ORGANISATION,
    Action.REACH,
    Action.READERS,
    Action.ROLE_NEW,
    Action.ROLES,
    Action.REVIEW,
    Action.REVIEW_HOLD,
    Action.RESULTS,
    Action.RESULTS_PAGE,
    Action.COUNTS,
    Action.HR_RESULT,
}
# What changes something, leaves the bot, or is about the manager alone.
DOES = {
    Action.ACCESS_LOG,
    Action.DASHBOARD,
    Action.DASHBOARD_LINK,
    Action.REACH_BY,
    Action.APPLICATION_ACCEPT,
    Action.APPLICATION_DECLINE,
    Action.APPROVE,
    Action.ANNOUNCE_FOR,
    Action.BEGIN_CLOSING,
    Action.CALL_OFF,
    Action.CARD,
    Action.CIRCLE_INVITE,
    Action.CLOSE_SIGNUP,
    Action.LEAD_NO,
    Action.COMMAND,
    Action.DROP,
    Action.EXPORT_FILE,
    Action.GUIDE,
    Action.HAND_BACK,
    Action.HAND_DONE,
    Action.HAND_TAKE,
    Action.JOIN,
    Action.LOCK,
    Action.MATCH_AGAIN,
    Action.OFFER_MATCH,
    Action.PEOPLE_SHOW,
    Action.PRIVACY,
    Action.PROGRAM_EXPORT,
    Action.PROGRAM_NEW,
    Action.REVIEW_PDF,
    Action.SEND_AGAIN,
    Action.SENDS_HOLD,
    Action.SUMMARY_CHANNEL,
    Action.SUPPORT_BACK,
    Action.SUPPORT_TAKE,
    Action.STAFF_NUMBER_CONFIRM,
    Action.STAFF_NUMBER_REFUSE,
    Action.SUMMARY_CANCEL,
    Action.SUMMARY_POST,
    Action.UNDROP,
    Action.UNLOCK,
    Action.WEIGHT,
    Action.WHERE_TO_TURN,
    Action.WEIGHTS_USUAL,
}
DEEPEST = 4
# One that HR works out, so that its form is there.
TARGETS = {"retention_linked": REPORT, "pairs_active:3_months": at_least(70)}


async def set_up(town):
    manager = town.person("Mona Manager", is_admin=True)
    program_id = await town.new_program(manager)
    for name in ("Nia", "Ida", "Fay"):
        await town.join(town.person(name))
    for name in ("Omar", "Jon", "May"):
        await town.join(town.person(name), role="mentor", wanted=(), offered=("leadership",), capacity="1")
    await _change_plan(town, program_id, by_approval=True, matched_by=MatchedBy.BY_HAND, targets=TARGETS)
    await town.join(town.person("Ann"))
    await _change_plan(town, program_id, by_approval=False, matched_by=MatchedBy.BY_HAND)
    for mentee, mentor in (("Ida", "Jon"), ("Fay", "May")):
        await _pair_by_hand(town, manager, mentee, mentor)
    await _all_the_rest(town, program_id)
    await _let_it_run(town, program_id)
    return manager, program_id


async def _change_plan(town, program_id, **plan):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, plan=replace(program.plan, **plan)))


async def _let_it_run(town, program_id):
    """What runs is reviewed, and its matches are still made."""
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, state=ProgramState.RUNNING))


async def _pair_by_hand(town, manager, mentee, mentor):
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", town.person(mentee).person.id)
    await manager.choose(manager.modal, "mentor", town.person(mentor).person.id)
    await town.do(manager.submit())
    await town.do(manager.submit())
    await manager.close(everything=True)


async def _all_the_rest(town, program_id):
    """A hand asked for, silent pairs, what was not delivered, a number that waits, and the records."""
    now, ws = town.sandbox.clock.now(), town.workspace_id
    nia, jon = (town.person(name).person.id for name in ("Nia", "Jon"))
    async with town.deps.db.transaction() as repos:
        await repos.requests.save(Request(ws, program_id, nia, Topic.TIMING, now.date()))
        await add_quiet_pairs(repos, workspace_id=ws, program_id=program_id, count=12, now=now)
        await add_closed_waves(repos, workspace_id=ws, program_id=program_id, now=now)
        await repos.staff_claims.save(Claim(ws, jon, "4711", now))
        await repos.directory_imports.save_changed([(one, 0) for one in entries(town)], number=1)
    await fail(town, program_id, count=2)


def entries(town, **dates):
    people = [(name, town.person(name).person.id) for name in NAMES if name != "Jon"]
    known: dict[str, Any] = {"profession": "nurse", "known_by": KnownBy.EMAIL}
    return [DirectoryEntry(town.workspace_id, name, user_id=who, **known, **dates) for name, who in people]


async def change_what_is_private(town):
    """They work nights next week, want quiet evenings, and the records know when their posts end."""
    now = town.sandbox.clock.now()
    today, start = now.date(), now.replace(hour=20, minute=0)
    nights = [Shift(start + n * DAY, start + n * DAY + 12 * HOUR, ShiftKind.NIGHT) for n in range(7)]
    dates = {"starts_on": today - 700 * DAY, "ends_on": today + 20 * DAY, "leave_from": today + 40 * DAY}
    async with town.deps.db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 0) for one in entries(town, **dates)], number=1)
        for name in NAMES:
            who = town.person(name).person.id
            person = await repos.people.get(town.workspace_id, who)
            said = {"quiet_from": time(18), "quiet_until": time(20), "nights_from": today}
            await repos.people.save(replace(person, nights_until=today + 6 * DAY, **said))
            await repos.shifts.replace(town.workspace_id, who, nights)


def taps(placed):
    """What a button does and carries; of a menu, each of its choices."""
    if placed.action_id != MORE:
        return [(placed.action_id, placed.element.get("value"))]
    folded = [FoldedRef.parse(one["value"]) for one in placed.element["options"]]
    return [(one.action, one.value) for one in folded]


# every page there is


def bare(blocks):
    """Without what the workspace itself makes up."""
    if isinstance(blocks, dict):
        return {key: bare(value) for key, value in blocks.items() if key != "block_id"}
    return [bare(one) for one in blocks] if isinstance(blocks, list) else blocks


class Crawl:
    """Opens from Home whatever shows something, and from there whatever does, by the shortest way."""

    def __init__(self, town, manager):
        self.town, self.manager = town, manager
        self.pages, self.unknown = {}, set()

    async def everything(self):
        ways: list[tuple[tuple[str, str], ...]] = [()]
        while ways:
            way = ways.pop(0)
            view = await self.go(way)
            if view is None:
                continue
            self.pages[" > ".join(one for one, _ in way)] = json.dumps(bare(view.blocks), sort_keys=True)
            ways += [(*way, step) for step in self.steps(view, way)] if len(way) < DEEPEST else []
        return self.pages

    def steps(self, view, way):
        """One button of each action: what lies behind its others is of the same kind."""
        found = dict(tap for one in walk(view.blocks) for tap in taps(one) if tap[0] in {*Action})
        self.unknown |= found.keys() - SHOWS - DOES
        known = {one.rpartition(" > ")[2] for one in self.pages} | {one for one, _ in way}
        return [(one, value) for one, value in found.items() if one in SHOWS and one not in known]

    async def go(self, way):
        await self.leave()
        await self.town.do(self.manager.open_home())
        view = self.manager.home
        for action, value in way:
            told = len(self.manager.messages(self.manager.note))
            await self.town.do(self.manager.click(view, action, value=value))
            said = self.manager.messages(self.manager.note)[told:]
            view = said[-1] if said else self.manager.modal
            if view is None:
                return None
        return view

    async def leave(self):
        if self.manager.modal:
            await self.manager.close(everything=True)


async def _crawled():
    async with small_town() as town:
        manager, _ = await set_up(town)
        before = Crawl(town, manager)
        await before.everything()
        await change_what_is_private(town)
        after = Crawl(town, manager)
        await after.everything()
    return before, after


@pytest.fixture(scope="module")
def crawled():
    return asyncio.run(_crawled())


def test_every_page_is_known_to_show_something_or_to_do_something(crawled):
    before, _ = crawled
    assert before.unknown == set()
    opened = {one.rpartition(" > ")[2] for one in before.pages}
    pages = {Action.NEEDING_SUPPORT_PAGE, Action.PEOPLE_PAGE, Action.UNDELIVERED_PAGE}
    assert SHOWS - opened <= {*pages, Action.WITHOUT_MATCH_PAGE}


def test_no_page_changes_with_anybodys_shifts_rest_or_dates_in_the_records(crawled):
    before, after = crawled
    changed = [way for way, page in before.pages.items() if after.pages.get(way) != page]
    assert (changed, before.pages.keys() ^ after.pages.keys()) == ([], set())
