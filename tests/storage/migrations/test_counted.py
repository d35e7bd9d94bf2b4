"""Who joined before is hoped to be matched three weeks after that, or after sign-up; mentors are not."""

from sqlalchemy import text

from bot.storage import schema
from tests.databases import Databases, opened
from tests.storage.migrations.test_migrations import as_it_is

PROGRAM = (
    "INSERT INTO program (workspace_id, id, template_id, name, state, starts_on, every_weeks, minutes, "
    "channel_id, created_by, signposts, intake, signup_ends_on, plan, version) "
    "VALUES ('T1', '{id}', 'onboarding', 'New here', 'running', '2026-03-02', 4, 45, 'C1', 'UMIA', '{{}}', "
    "'cohort', {ends}, '{{}}', 1)"
)
PLACE = (
    "INSERT INTO enrolment (workspace_id, program_id, user_id, role, capacity, topics_offered, "
    "topics_wanted, charter_version, charter_accepted_at, state, on_hold) "
    "VALUES ('T1', '{program}', '{user}', '{role}', 0, '[]', '[]', '1', '{at}', 'active', false)"
)
BEFORE = (
    "INSERT INTO workspace (id, name, signposts, sites) VALUES ('T1', 'General', '{}', '[]')",
    *(
        f"INSERT INTO person (workspace_id, user_id, tz, long_recovery) VALUES ('T1', '{one}', 'UTC', false)"
        for one in ("UADA", "UBEN", "UCAT")
    ),
    PROGRAM.format(id="P1", ends="'2026-02-23'"),
    PROGRAM.format(id="P2", ends="NULL"),
    PLACE.format(program="P1", user="UADA", role="mentee", at="2026-02-10 09:30:00"),
    PLACE.format(program="P1", user="UBEN", role="mentee", at="2026-02-25 23:30:00"),
    PLACE.format(program="P1", user="UCAT", role="mentor", at="2026-02-10 09:30:00"),
    PLACE.format(program="P2", user="UADA", role="peer", at="2026-02-10 09:30:00"),
)


async def test_who_joined_before_has_the_day_they_would_have_had(databases: Databases, kind: str) -> None:
    async with databases.address(kind, bare=True) as url, opened(url) as db:
        await schema.upgrade(db._engine, "0029")
        async with db._engine.begin() as connection:
            for statement in BEFORE:
                await connection.run_sync(as_it_is(statement))
        await db.migrate()
        async with db._engine.connect() as connection:
            kept = await connection.execute(
                text("SELECT program_id, user_id, match_by FROM enrolment ORDER BY program_id, user_id")
            )
            assert [(*row[:2], str(row[2])) for row in kept.all()] == [
                ("P1", "UADA", "2026-03-16"),
                ("P1", "UBEN", "2026-03-18"),
                ("P1", "UCAT", "None"),
                ("P2", "UADA", "2026-03-03"),
            ]
        await schema.downgrade(db._engine, "0029")
