"""A planned post: while the program takes people, once confirmed, and by somebody who manages it then."""

from dataclasses import replace

import pytest

from bot.domain.programs.states import ProgramState
from bot.nudges.recruiting.announcement import KIND
from tests.nudges.situations import announced
from tests.people import DAY, MIA, MONDAY, OMAR, PROGRAM, TODAY, WEEK


@pytest.mark.parametrize(
    "changes",
    [
        {"confirmed": False},
        {"program": replace(PROGRAM, state=ProgramState.CLOSED)},
        {"program": replace(PROGRAM, state=ProgramState.CLOSING)},
        {"program": replace(PROGRAM, signup_ends_on=TODAY - DAY)},
        {"now": MONDAY + 30 * WEEK},
        {"program": replace(PROGRAM, managers=(OMAR,)), "by": MIA},
        {"by": ""},
    ],
)
def test_it_is_posted_while_there_is_something_to_join(content, changes):
    assert KIND.still_true(announced(content))
    assert not KIND.still_true(announced(content, **changes))


def test_the_post_says_what_was_typed_and_mentions_nobody(content):
    said = KIND.says(announced(content, text="Ask <@UMIA> & come")).to_dict()
    assert said["blocks"][0]["text"]["text"] == "Ask &lt;@UMIA&gt; &amp; come"
