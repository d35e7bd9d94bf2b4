"""Whatever writes to several people says to how many, and asks."""

from functools import cache

import pytest

from bot.sandbox.elements import walk
from bot.views.ids import Action, Callback
from tests.views.variants import variants

BUTTONS = (
    Action.APPROVE,
    Action.INVITE_ASK,
    Action.ANNOUNCE_POST,
    Action.SUMMARY_POST,
    Action.BEGIN_CLOSING,
)
NOBODY_YET = "Today becomes its last day"  # of a program without mentorships
FORMS = (Callback.PUBLISH_LATER, Callback.NOMINATE_FORM, Callback.APPROVE_SOME, Callback.ASK_MENTEES)


@cache
def views():
    """By name, as Slack is sent them."""
    return {name: view.to_dict() for name, view in variants().items()}


@pytest.mark.parametrize("action", BUTTONS)
def test_a_button_that_writes_to_several_people_asks_with_their_number(action):
    found = [one for view in views().values() for one in walk(view["blocks"]) if one.action_id == action]
    assert found
    texts = [one.element["confirm"]["text"]["text"] for one in found]
    assert all("This writes to " in text or NOBODY_YET in text for text in texts)


@pytest.mark.parametrize("callback", FORMS)
def test_a_form_that_writes_to_several_people_says_so_above_its_button(callback):
    found = [view for view in views().values() if view.get("callback_id") == callback]
    assert found
    assert all("This writes to " in str(view["blocks"]) for view in found)


def asked(name, action):
    [element] = [one.element for one in walk(views()[name]["blocks"]) if one.action_id == action]
    return element["confirm"]["text"]["text"]


def test_approving_says_whom_it_writes_to_and_not_who_has_answered():
    assert asked("match_review_asked", Action.APPROVE) == (
        "This writes to 4 people, each when they are next off shift. People without a match hear that they "
        "keep their place. Mentees were asked who they'd like, last on Monday 2 March. Some may still be "
        "choosing: what they say after this doesn't count. Approve?"
    )
    assert "last on Monday 2 March" in str(views()["match_review_asked"]["blocks"][2:4])
    assert "answered" not in str(views()["match_review_asked"])


def test_where_mentors_are_asked_first_approving_says_so():
    assert asked("match_review_mentors_asked_first", Action.APPROVE) == (
        "This writes to 2 mentors, each when they are next off shift. After a yes, they and their mentees "
        "are introduced. Approve?"
    )


def test_closing_early_says_whom_it_thanks():
    assert asked("program_page_asked", Action.BEGIN_CLOSING).startswith(
        "This writes to everyone in its mentorships, each when they are next off shift, to thank them. Today "
    )
    assert "This writes to" not in asked("program_page_running", Action.BEGIN_CLOSING)


def test_nobody_is_promised_silence_by_a_page_that_can_write():
    said = [str(view["blocks"]) for view in views().values() if Action.ASK_MENTEES in str(view)]
    assert said
    assert not any("Nothing is sent" in one for one in said)


def test_who_thinks_again_goes_back_and_puts_nothing_off():
    elements = [one.element for view in views().values() for one in walk(view["blocks"])]
    denied = {one["confirm"]["deny"]["text"] for one in elements if "confirm" in one}
    assert denied == {"Go back", "Keep it"}
