"""A short storm of kills; `make chaos` is the long one."""

import pytest

from tests.chaos.killing import Plan, run
from tests.databases import BOTH, Databases


@pytest.mark.parametrize("kind", BOTH)
async def test_no_kill_loses_an_introduction_or_repeats_a_nudge(databases: Databases, kind: str) -> None:
    counts = await run(databases, Plan(kind, messages=60, kills=3))
    assert counts.broken == {}
    assert counts.amid
