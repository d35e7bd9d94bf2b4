"""Sentences that are put together of words from lists read as if someone had written them."""

import json
import re

import pytest

from tests.views.variants import variants

HELP_WITH = re.compile(r"(?:asked for help with|Ask about) (the match|\w+)(?= on |,|\")")


@pytest.fixture(scope="module")
def texts():
    """Each view by name, as Slack is sent it."""
    return {name: json.dumps(view.to_dict(), ensure_ascii=False) for name, view in variants().items()}


def test_help_is_with_timing_with_the_match_or_with_access(texts):
    said = {name: found for name, text in texts.items() if (found := HELP_WITH.findall(text))}
    assert {"hands_list", "people_list", "hand_choose", "hand_asked"} <= set(said)
    assert {one for found in said.values() for one in found} == {"timing", "the match", "access"}


def test_an_answer_to_the_check_in_is_true_of_every_rhythm(texts):
    assert [name for name, text in texts.items() if 'this month"' in text] == []


def test_a_mentors_card_says_how_they_like_to_talk_in_whole_sentences(texts):
    card = texts["choosing_cards"]
    assert "Likes" not in card
    assert "“When someone gives me their view, I like them to be direct. Before we talk, " in card
    assert " When I am unsure, it helps to be challenged. " in card
    assert "To meet: in person" in card
