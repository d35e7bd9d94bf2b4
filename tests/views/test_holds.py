"""A choice of the form for a hold is a place again."""

import pytest

from bot.domain.managing.holds import Where
from bot.views.managing.holds import where_of


@pytest.mark.parametrize(
    ("choice", "where"),
    [
        ("everybody", (Where.EVERYBODY, "")),
        ("site:Main: East", (Where.SITE, "Main: East")),
        ("department:icu", (Where.DEPARTMENT, "icu")),
        ("everybody:x", None),
        ("site:", None),
        ("site", None),
        ("ward:7", None),
        ("", None),
    ],
)
def test_a_choice_that_is_none_of_ours_is_nothing(choice, where):
    assert where_of(choice) == where
