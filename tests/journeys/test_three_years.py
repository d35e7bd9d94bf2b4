"""Three years in the demo's hospital: what is kept of whom, when their programs have long ended."""

from datetime import date, timedelta

from bot.demo.world import world
from tests.databases import KEY
from tests.everywhere import rows_naming
from tests.examples import left_to_laws
from tests.kept_until import OVER, QUARTER, Rows, Watcher, read_rows

YEARS = timedelta(days=3 * 365)
STEP = timedelta(days=7)
A_DAY = timedelta(days=1)
# By the table: messages, looks and the records have clocks of their own, a manager stays one, others may
# have named them.
OF_OTHER_RULES = {
    "outbox",
    "access_event",
    "directory_entry",
    "program",
    "program_manager",
    "program_version",
    "exclusion",
}


def places_over(rows: Rows, watcher: Watcher, today: date) -> dict[str, date]:
    """By person, when the last of their places ended; without those who have one, or a role."""
    return {user: day for (_, user), day in watcher.idle.items() if day + QUARTER < today - STEP}


@left_to_laws
async def test_three_years_leave_nobody_behind():
    known: dict[str, date] = {}
    async with world(seed=20, key=KEY, database_url="sqlite://") as made:
        db, clock = made.bot.deps.db, made.sandbox.clock
        watcher, end = Watcher(), clock.now() + YEARS
        while clock.now() < end:
            await made.timeline.advance(STEP)
            rows, now = await read_rows(db), clock.now()
            # The watcher comes once a week, and so sees an end up to a week after the job did.
            assert list(watcher.due(rows, now - A_DAY)) == [], f"on {now.date()}"
            watcher.look(rows, now.date())
            known |= places_over(rows, watcher, now.date())
        over = [one for one in rows["program"].values() if one["state"] in OVER]
        assert len(over) >= 4
        assert known
        for user_id in known:
            if (made.bot.workspace_id, user_id) not in rows["person"]:
                assert set(await rows_naming(db, f'"{user_id}"')) <= OF_OTHER_RULES
