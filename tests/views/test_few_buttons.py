"""A message is decided on a phone, between two patients: three buttons, and everything else in one menu.

The answers to a question of a wave, in one row, are one control: whoever taps one has read the scale and
nothing else. A manager's list on a Monday has a button beside each of its lines, and is read line by line.
"""

import pytest

from bot.delivery.kind import Audience
from bot.nudges import all_kinds
from bot.sandbox.elements import options_of, walk
from bot.views.digest.monday_list import MOST_LINES
from bot.views.ids import MORE, PLACE, Action
from bot.views.parts import MOST_VISIBLE
from tests.nudges.situations import situation_for
from tests.views.variants import is_message, variants

VARIANTS = {name: view for name, view in variants().items() if is_message(view)}
KINDS = all_kinds()
# These end something, or lead to what does: red, behind a form or a question that asks.
ENDS = {Action.END, Action.LEAVE_PROGRAM, Action.TIME_CANCEL}
# No more than ten, and nought.
LONGEST_SCALE = 11
NOTHING_TO_ANSWER = "nothing to answer"


def elements(message):
    return list(walk(message.to_dict()["blocks"]))


def visible(message):
    return [one for one in elements(message) if one.kind == "button"]


def menus(message):
    return [one for one in elements(message) if one.kind == "overflow"]


def scale(message):
    """Buttons that stand in a row, each with its place in it."""
    return [one for one in visible(message) if PLACE in one.action_id]


def lines(message):
    """Buttons beside the lines of a manager's list."""
    return [one for one in visible(message) if one.action_id == Action.MATTER]


def is_few(message):
    controls = len(visible(message)) - len(scale(message)) + bool(scale(message)) - len(lines(message))
    return controls <= MOST_VISIBLE and len(menus(message)) <= 1


@pytest.mark.parametrize("name", VARIANTS)
def test_a_message_shows_three_buttons_at_most_and_one_menu(name):
    assert is_few(VARIANTS[name])


@pytest.mark.parametrize("name", VARIANTS)
def test_a_list_has_one_button_for_each_line_and_few_lines(name):
    found = lines(VARIANTS[name])
    assert len({id(one.block) for one in found}) == len(found) <= MOST_LINES


@pytest.mark.parametrize("name", VARIANTS)
def test_only_answers_to_one_question_of_a_wave_are_a_scale_and_stand_in_one_row(name):
    found = scale(VARIANTS[name])
    assert len(found) <= LONGEST_SCALE
    assert {one.action_id.partition(PLACE)[0] for one in found} <= {Action.WAVE_ANSWER}
    assert len({id(one.block) for one in found}) <= 1
    assert len({one.element["value"].rpartition(":")[2] for one in found}) <= 1


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_so_does_whatever_is_sent_with_not_now_beside_its_answers(content, kind):
    assert is_few(kind.say(situation_for(content, kind)))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_question_is_put_off_in_one_way(content, kind):
    found = elements(kind.say(situation_for(content, kind)))
    labels = [one.element["text"]["text"] for one in found if one.kind == "button"]
    labels += [
        option["text"]["text"]
        for one in found
        if one.kind == "overflow"
        for option in options_of(one.element)
    ]
    assert labels.count("Not now") == kind.may_be_put_off


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_needs_no_answer_has_no_row_of_answers(content, kind):
    """A guide to read may stand there, what the end is marked with, and a menu with what can be changed."""
    message = kind.say(situation_for(content, kind))
    if NOTHING_TO_ANSWER in str(message.to_dict()).lower() and kind.audience is Audience.PERSON:
        assert not kind.may_be_put_off
        assert {one.action_id for one in elements(message)} <= {
            Action.GUIDE,
            Action.GOALS,
            Action.THANKS,
            Action.CERTIFICATE,
            MORE,
        }


@pytest.mark.parametrize("name", VARIANTS)
def test_what_ends_something_is_red_where_it_can_be_seen(name):
    ending = [one.element for one in visible(VARIANTS[name]) if one.action_id in ENDS]
    assert all(one.get("style") == "danger" for one in ending)
