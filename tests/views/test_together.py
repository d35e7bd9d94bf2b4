"""Several messages as one: an answer to one of them leaves the others as they are."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.blockkit import lint_message
from bot.views.delivery.together import fit_together, together, with_part_replaced
from bot.views.meetings.check_in import already_answered, check_in_question
from bot.views.message import Message
from bot.views.parts import words
from bot.views.room import LONGEST, MOST_BLOCKS
from tests.examples import examples

ANSWER = already_answered()


def asked(number):
    return check_in_question(others=(f"U{number}",), mentorship_id=f"M{number}", cycle=1)


def about(shown):
    return [number for number in range(20) if f"<@U{number}>" in str(shown["blocks"])]


def block_of(shown, number):
    """Where the buttons about this one stand."""
    [found] = [block for block in shown["blocks"] if f"M{number}:1" in str(block)]
    return found["block_id"]


def test_a_single_message_stays_as_it_is():
    assert together([asked(1)]) == asked(1).to_dict()
    assert with_part_replaced(asked(1).to_dict(), "x1", ANSWER) == ANSWER.to_dict()
    assert with_part_replaced({}, "", ANSWER) == ANSWER.to_dict()


@examples(30)
@given(st.integers(2, 12), st.data())
def test_each_answer_takes_the_place_of_its_own_question(count, data):
    shown = together([asked(number) for number in range(count)])
    left = list(range(count))
    assert lint_message(shown) == []
    for number in data.draw(st.permutations(left)):
        shown = with_part_replaced(shown, block_of(shown, number), ANSWER)
        left.remove(number)
        assert about(shown) == left
        assert lint_message(shown) == []
    assert str(shown["blocks"]).count(ANSWER.text) == count


def test_an_answer_can_be_taken_back():
    shown = together([asked(0), asked(1), asked(2)])
    answered = with_part_replaced(shown, block_of(shown, 1), ANSWER)
    [place] = [block["block_id"] for block in answered["blocks"] if ANSWER.text in str(block)]
    assert with_part_replaced(answered, place, asked(1)) == shown


def test_no_more_than_slack_takes():
    one = Message("One", [words("one")])
    many = [one] * (MOST_BLOCKS // 2)
    assert fit_together(many)
    assert not fit_together([*many, one, one])
    assert lint_message(together(many)) == []


@examples(20)
@given(st.lists(st.integers(1, 3000), min_size=2, max_size=12))
def test_messages_are_one_as_long_as_slack_takes_them_as_one(lengths):
    messages = [Message("One", [words("x" * length)]) for length in lengths]
    problems = lint_message(together(messages))
    assert fit_together(messages) == (problems == [])
    assert fit_together(messages) or sum(lengths) > LONGEST - 50 * len(lengths)
