"""Over three years of the demo's hospital nobody is named for longer than the retention table says."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import SQLModel

from bot.demo.house import BEGINS_AT
from bot.demo.world import world
from tests.databases import KEY
from tests.examples import some
from tests.situations.three_years import DAY, YEARS, Size, Years
from tests.usecases.privacy.kept_until import QUARTER, read_rows
from tests.usecases.privacy.named_until import SWEPT, WATCHED, Judge, Ledger, named_in

# In the whole one its story is told before, with people who click by themselves.
SLIM = Size(people=20, join=8, begin_every=timedelta(weeks=13), jump=30 * DAY, acts=8, is_told=False)
WHOLE = Size(people=100, join=16, begin_every=timedelta(weeks=9), jump=7 * DAY, acts=10, is_told=True)
NAMING = {
    *("person", "enrolment", "preferences", "briefing", "mentorship_member", "outbox", "suggestion"),
    *("exclusion", "nomination", "request", "roster_source", "shift", "staff_claim", "left_over"),
    *("access_event", "directory_entry", "program", "program_manager"),
}

# What stays as long as its program, its workspace or the hospital does: the law asks nothing of these. Who is
# asked in a wave goes with its counting.
NEVER_SWEPT = {
    *("announcement", "cell", "forgotten", "hospital_version", "installation", "noted_deletion"),
    *("external_result", "lead_answer", "review", "sign_off", "oversight_role"),
    *("program", "program_manager", "program_version", "roster_code", "uninstalled", "workspace"),
    *("wave", "wave_place"),
    # Over within hours, by the machine's own clock.
    *("sign_in_link", "dashboard_session"),
}


def test_every_other_table_is_swept():
    assert set(SQLModel.metadata.tables) - SWEPT == NEVER_SWEPT


@pytest.mark.parametrize("size", some([SLIM, WHOLE], every_commit=1), ids=["slim", "whole"])
async def test_nobody_is_named_for_longer_than_the_table_says(databases, size):
    async with databases.address("sqlite") as url:
        begins = None if size.is_told else BEGINS_AT
        async with world(seed=1, key=KEY, database_url=url, at=begins) as made:
            years, ledger, named = await _live(made, size)
    assert len(ledger.ends) > 5
    assert set(years.happened) == {act.__name__ for act in years.acts}
    assert years.gone
    assert years.left
    assert set(named) >= NAMING


async def _live(made, size):
    made.timeline.acting, made.timeline.next_event = False, None
    years, ledger = Years(made, 1, size), Ledger()
    named: Counter[str] = Counter()
    last, looked = years.today + YEARS * DAY, years.today
    while years.today < last:
        ended = [on + QUARTER for on in ledger.ends.values()]
        due = [on for on in ended if on > years.today]
        await years.let_pass(min([years.today + size.jump, last, *due]))
        ledger.look(await read_rows(made.bot.deps.db, only=WATCHED), years.today)
        if years.today in ended or years.today >= looked + timedelta(weeks=4):
            looked = years.today
            named.update(await _require_nobody_beyond(years, ledger))
    return years, ledger, named


async def _require_nobody_beyond(years, ledger):
    """The names of tables that name somebody, one for each row."""
    rows, people = await read_rows(years.deps.db), years.everybody
    names = {person.name: who for who, (person, _) in people.items()}
    found = list(named_in(rows, people, years.typed | names))
    judge = Judge(ledger, rows, years.today)
    assert not [one for one in found if one.who & years.gone]
    assert not [one for one in found if judge.is_beyond(one)], years.today
    assert not list(named_in(rows, (), names))
    return [one.table for one in found]
