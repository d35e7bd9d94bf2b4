"""How many examples a law is tried on: some of them at every commit, all of them by `make laws`."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

CI, FULL = "ci", "full"
FEWEST = 5

# The same examples each time, so that no commit is red by luck; the full ones are drawn anew at every run.
settings.register_profile(CI, max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile(FULL, max_examples=100, deadline=None, print_blob=True)


def examples(full: int, *, every_commit: int | None = None, **more: Any) -> settings:
    """Try as many as this in the full profile, and `every_commit` or the profile's part of it in another.

    Decorates a law.
    """
    profile = settings.get_profile(settings.get_current_profile_name())
    part = full * profile.max_examples // 100
    fewer = part if every_commit is None else min(part, every_commit)
    return settings(max_examples=max(FEWEST, part if part >= full else fewer), **more)


def some(cases: Iterable[Any], every_commit: int) -> list[Any]:
    """Parametrize over all of these; those after so many are left to `make laws`."""
    return [
        case if number < every_commit else pytest.param(case, marks=pytest.mark.laws)
        for number, case in enumerate(cases)
    ]
