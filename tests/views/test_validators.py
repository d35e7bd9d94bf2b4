"""With validators looked up once a class, a view is what slack_sdk makes of it, and checked the same."""

import json

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConfirmObject,
    HeaderBlock,
    Option,
    SectionBlock,
    StaticSelectElement,
)

from bot.views.message import Message
from bot.views.validators import remember_validators
from tests.views.variants import variants

# Nothing has been started yet when tests are collected.
SLACK_SDKS_OWN = JsonObject.validate_json
VARIANTS = variants()
LONG = "x" * 5000
SOUND = [Option(value="one", label="One")]
INVALID = {
    "block": SectionBlock(text=""),
    "block with two complaints": SectionBlock(text=LONG, block_id=LONG),
    "text": HeaderBlock(text=LONG),
    "element": ActionsBlock(elements=[ButtonElement(text=LONG, action_id="a")]),
    "option": ActionsBlock(
        elements=[StaticSelectElement(action_id="a", options=[Option(value=LONG, label="One")])]
    ),
    "question": ActionsBlock(
        elements=[
            StaticSelectElement(
                action_id="a", options=SOUND, confirm=ConfirmObject(title="Sure?", text="Yes?", confirm=LONG)
            )
        ]
    ),
}


@pytest.fixture
def either(monkeypatch):
    """Do something slack_sdk's own way, and then ours; what was there before comes back."""

    def outcomes(act):
        monkeypatch.setattr(JsonObject, "validate_json", SLACK_SDKS_OWN)
        own = act()
        remember_validators()
        return own, act()

    return outcomes


@pytest.mark.parametrize("name", VARIANTS)
def test_a_view_is_what_slack_sdk_makes_of_it(name, either):
    own, ours = either(lambda: json.dumps(VARIANTS[name].to_dict()))
    assert ours == own


@pytest.mark.parametrize("block", INVALID.values(), ids=INVALID)
def test_what_is_invalid_is_refused_with_the_same_words(block, either):
    own, ours = either(lambda: refusal(Message("Hello", [block])))
    assert ours == own


def refusal(view):
    with pytest.raises(SlackObjectFormationError) as refused:
        view.to_dict()
    return str(refused.value)


def test_validators_are_searched_for_once_a_class(either):
    searched = []

    class Section(SectionBlock):
        def __dir__(self):
            searched.append(self)
            return super().__dir__()

    own, ours = either(lambda: searches(searched, Section(text="Hello")))
    assert (own, ours) == (2, 0)


def searches(searched, block):
    searched.clear()
    Message("Hello", [block, block]).to_dict()
    return len(searched)
