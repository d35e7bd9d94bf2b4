"""What the Block Kit linter says about messages and views."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.blockkit import lint_message, lint_privacy, lint_view


def plain(text="Words"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="Words"):
    return {"type": "mrkdwn", "text": text}


def option(value="a", **extra):
    return {"text": plain(), "value": value, **extra}


def options(count):
    return [option(str(number)) for number in range(count)]


def button(text="Go", **extra):
    return {"type": "button", "text": plain(text), **extra}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def section(text="Words", **extra):
    return {"type": "section", "text": mrkdwn(text), **extra}


def select(**extra):
    return {"type": "static_select", "options": options(3), **extra}


def asking(element=None, **extra):
    return {"type": "input", "label": plain(), "element": element or {"type": "plain_text_input"}, **extra}


def modal(*blocks, **extra):
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **extra}


def home(*blocks):
    return {"type": "home", "blocks": list(blocks)}


def message(*blocks, text="You have news."):
    return {"text": text, "blocks": list(blocks)}


GROUPS = [{"label": plain(), "options": options(2)}]
CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A lamp"}
TABLE: dict[str, Any] = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}

POINTS = [{"label": "5 Jan", "value": 9}, {"label": "12 Jan", "value": 0.5}]
AXIS = {"categories": ["5 Jan", "12 Jan"], "x_label": "Week of"}
PLOT: dict[str, Any] = {"type": "bar", "series": [{"name": "Meetings", "data": POINTS}], "axis_config": AXIS}
CHART: dict[str, Any] = {"type": "data_visualization", "title": "Meetings", "chart": PLOT}
PIE = CHART | {"chart": {"type": "pie", "segments": POINTS}}
NO_MATTER = 10**6

FINE_IN_MESSAGES = {
    "every kind of block": message(
        {"type": "header", "text": plain()},
        section("x" * 3000, block_id="one"),
        {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
        {"type": "divider"},
        IMAGE,
        {"type": "context", "elements": [mrkdwn(), plain(), IMAGE]},
        {"type": "markdown", "text": "x" * 12_000},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        TABLE,
        CHART,
        PIE,
    ),
    "buttons of every sort": message(
        actions(
            button(action_id="a", value="x" * 2000, style="primary", confirm=CONFIRM),
            button(":wave:", accessibility_label="Wave"),
            button("x" * 75),
            {"type": "overflow", "options": options(5)},
            select(initial_option=option("1")),
        )
    ),
    "the same action in two blocks": message(
        actions(button(action_id="program.open", value="1")),
        actions(button(action_id="program.open", value="2")),
    ),
    "text alone": {"text": "You have news."},
    "fifty blocks": message(*[{"type": "divider"}] * 50),
}


@pytest.mark.parametrize("payload", FINE_IN_MESSAGES.values(), ids=FINE_IN_MESSAGES)
def test_a_message_within_every_limit_has_no_problem(payload):
    assert lint_message(payload, longest=NO_MATTER) == []


def test_a_message_has_a_length_in_all():
    most = message(*[section("x" * 2900)] * 3)
    assert lint_message(most) == []
    (problem,) = lint_message(message(*[section("x" * 2900)] * 4))
    assert "characters in all, at most 9000" in problem


FINE_VIEWS = {
    "modal": modal(
        asking(block_id="a", hint=plain(), optional=True),
        asking(select(initial_option=option("2"), placeholder=plain("x" * 150))),
        asking({"type": "radio_buttons", "options": [option("1", description=mrkdwn())]}),
        asking({"type": "checkboxes", "options": options(10), "initial_options": options(2)}),
        asking({"type": "static_select", "option_groups": GROUPS, "initial_option": option("1")}),
        asking({"type": "multi_users_select", "max_selected_items": 3}),
        asking({"type": "datepicker", "initial_date": "2026-01-31"}),
        asking({"type": "email_text_input"}),
        private_metadata="x" * 3000,
    ),
    "modal without a question": {"type": "modal", "title": plain("x" * 24), "blocks": [section()]},
    "home of a hundred blocks": home(*[section()] * 100),
}


@pytest.mark.parametrize("view", FINE_VIEWS.values(), ids=FINE_VIEWS)
def test_a_view_within_every_limit_has_no_problem(view):
    assert lint_view(view) == []


def str_only(case):
    return case if isinstance(case, str) else "-"


BAD_MESSAGES = [
    ({"blocks": []}, "/text: is required"),
    (message(section(), text=""), "/text: is required"),
    (message(text="x" * 4001), "/text: 4001 characters, at most 4000"),
    (message(*[{"type": "divider"}] * 51), "/blocks: 51 items, must be 0 to 50"),
    (message("words"), "/blocks/0/type: None is not a known block of a message"),
    (message({"type": "carousel"}), "/blocks/0/type: 'carousel' is not a known block of a message"),
    (message(asking()), "/blocks/0/type: 'input' is not a known block of a message"),
    (message(section("x" * 3001)), "/blocks/0/text/text: 3001 characters, at most 3000"),
    (message({"type": "section"}), "/blocks/0: a section needs text or fields"),
    (message({"type": "section", "fields": [plain("x" * 2001)]}), "/blocks/0/fields/0/text: 2001 characters"),
    (message({"type": "section", "fields": [plain()] * 11}), "/blocks/0/fields: 11 items, must be 1 to 10"),
    (message(section(" ")), "/blocks/0/text/text: must not be empty"),
    (message(section(colour="red")), "/blocks/0/colour: is not known here"),
    (
        message({"type": "header", "text": plain("x" * 151)}),
        "/blocks/0/text/text: 151 characters, at most 150",
    ),
    (
        message({"type": "header", "text": mrkdwn()}),
        "/blocks/0/text/type: 'mrkdwn' is not a known plain text",
    ),
    (message({"type": "header"}), "/blocks/0/text: is required"),
    (message(IMAGE | {"alt_text": ""}), "/blocks/0/alt_text: must not be empty"),
    (message(IMAGE | {"alt_text": "x" * 2001}), "/blocks/0/alt_text: 2001 characters, at most 2000"),
    (
        message({"type": "image", "alt_text": "A"}),
        "/blocks/0: needs either image_url or slack_file, not neither",
    ),
    (message(section(accessory=IMAGE | {"alt_text": ""})), "/blocks/0/accessory/alt_text: must not be empty"),
    (
        message(section(), section(block_id="a"), section(block_id="a")),
        "/blocks/2/block_id: 'a' is used twice",
    ),
    (message(section(block_id="x" * 256)), "/blocks/0/block_id: 256 characters, at most 255"),
    (message(actions()), "/blocks/0/elements: 0 items, must be 1 to 25"),
    (message(actions(*[button()] * 26)), "/blocks/0/elements: 26 items, must be 1 to 25"),
    (message(actions(button("x" * 82))), "/blocks/0/elements/0/text/text: 82 characters, at most 75"),
    (message(actions(button(value="x" * 2001))), "/blocks/0/elements/0/value: 2001 characters, at most 2000"),
    (message(actions(button(style="loud"))), "/blocks/0/elements/0/style: must be one of primary, danger"),
    (message(actions(button(":wave:"))), "/blocks/0/elements/0: a button without words needs an access"),
    (message(actions(button("👍"))), "/blocks/0/elements/0: a button without words needs an access"),
    (message(actions(button() | {"text": mrkdwn()})), "/blocks/0/elements/0/text/type: 'mrkdwn' is not"),
    (message(actions({"type": "plain_text_input"})), "/blocks/0/elements/0/type: 'plain_text_input' is not"),
    (message(actions({"type": "dial"})), "/blocks/0/elements/0/type: 'dial' is not a known element"),
    (
        message(actions(button(action_id="a"), button(action_id="a"))),
        "/blocks/0/elements/1/action_id: 'a' is used twice",
    ),
    (
        message(actions(button(confirm=CONFIRM | {"title": plain("x" * 101)}))),
        "/confirm/title/text: 101 characters",
    ),
    (
        message(actions(button(confirm=CONFIRM | {"text": plain("x" * 301)}))),
        "/confirm/text/text: 301 characters",
    ),
    (
        message(actions(button(confirm=CONFIRM | {"deny": plain("x" * 31)}))),
        "/confirm/deny/text: 31 characters",
    ),
    (
        message(actions(button(confirm={key: CONFIRM[key] for key in ("title", "confirm", "deny")}))),
        "/confirm/text: is required",
    ),
    (message(actions({"type": "overflow", "options": options(6)})), "/options: 6 items, must be 1 to 5"),
    (
        message({"type": "context", "elements": [mrkdwn()] * 11}),
        "/blocks/0/elements: 11 items, must be 1 to 10",
    ),
    (message({"type": "context", "elements": [button()]}), "/blocks/0/elements/0/type: 'button' is not"),
    (message(*[{"type": "markdown", "text": "x" * 7000}] * 2), "/blocks: 14000 characters of markdown"),
    (message(CHART, PIE, CHART), "/blocks: 3 charts, at most 2"),
    (message(CHART | {"title": "x" * 51}), "/blocks/0/title: 51 characters, at most 50"),
    (message(CHART | {"chart": PLOT | {"axis_config": {"categories": ["5 Jan"]}}}), "are not the categories"),
    (message(CHART | {"chart": PLOT | {"series": PLOT["series"] * 2}}), "'Meetings' is used twice"),
    (message(CHART | {"chart": {"type": "donut"}}), "'donut' is not a known chart"),
    (message(TABLE, TABLE), "/blocks: 2 tables, at most 1"),
    (message(TABLE | {"rows": TABLE["rows"] * 101}), "/blocks/0/rows: 101 items, must be 1 to 100"),
    (message(TABLE | {"rows": [TABLE["rows"][0] * 21]}), "/blocks/0/rows/0: 21 items, must be 1 to 20"),
]

BAD_VIEWS = [
    ({"type": "page", "blocks": []}, "/type: 'page' is not a known view"),
    ({"type": "modal", "blocks": []}, "/title: is required"),
    (modal(title=plain("x" * 25)), "/title/text: 25 characters, at most 24"),
    (modal(submit=plain("x" * 25)), "/submit/text: 25 characters, at most 24"),
    (modal(title=mrkdwn()), "/title/type: 'mrkdwn' is not a known plain text"),
    (
        {"type": "modal", "title": plain(), "blocks": [asking()]},
        "/submit: is required in a modal with an input",
    ),
    (modal(private_metadata="x" * 3001), "/private_metadata: 3001 characters, at most 3000"),
    (modal(callback_id="x" * 256), "/callback_id: 256 characters, at most 255"),
    (modal(*[section()] * 101), "/blocks: 101 items, must be 0 to 100"),
    (modal(*[section("x" * 2900)] * 90), ": the view is 26"),
    (modal({"type": "markdown", "text": "a"}), "/blocks/0/type: 'markdown' is not a known block of a view"),
    (home({"type": "markdown", "text": "a"}), "/blocks/0/type: 'markdown' is not a known block of a view"),
    (home(asking({"type": "file_input"})), "/blocks/0: file_input works in modals only"),
    (home(section()) | {"title": plain()}, "/title: is not known here"),
    (modal(asking(block_id="a"), asking(block_id="a")), "/blocks/1/block_id: 'a' is used twice"),
    (modal({"type": "input", "label": plain()}), "/blocks/0/element: is required"),
    (modal(asking(button())), "/blocks/0/element/type: 'button' is not a known element of an input block"),
    (modal(asking(label=plain("x" * 2001))), "/blocks/0/label/text: 2001 characters, at most 2000"),
    (modal(asking(hint=mrkdwn())), "/blocks/0/hint/type: 'mrkdwn' is not a known plain text"),
    (modal(asking(select(placeholder=plain("x" * 151)))), "/placeholder/text: 151 characters, at most 150"),
    (modal(asking(select(options=[]))), "/blocks/0/element/options: 0 items, must be 1 to 100"),
    (modal(asking(select(options=options(101)))), "/blocks/0/element/options: 101 items, must be 1 to 100"),
    (
        modal(asking(select(option_groups=GROUPS))),
        "/blocks/0/element: needs either options or option_groups, not both",
    ),
    (modal(asking({"type": "static_select"})), "needs either options or option_groups, not neither"),
    (modal(asking(select(options=[option("x" * 151)]))), "/options/0/value: 151 characters, at most 150"),
    (
        modal(asking(select(options=[option(description=plain("x" * 76))]))),
        "/description/text: 76 characters",
    ),
    (modal(asking(select(options=[option(text=plain("x" * 76))]))), "/text/text: 76 characters, at most 75"),
    (modal(asking(select(options=[option(text=mrkdwn())]))), "/options/0/text/type: 'mrkdwn' is not"),
    (modal(asking(select(options=[option(), option()]))), "/options/1/value: 'a' is used twice"),
    (
        modal(asking(select(initial_option=option("z")))),
        "/blocks/0/element/initial_option: is not one of the options",
    ),
    (
        modal(asking({"type": "checkboxes", "options": options(2), "initial_options": options(3)})),
        "/initial_options/2: is not one of the options",
    ),
    (modal(asking({"type": "checkboxes", "options": options(11)})), "/options: 11 items, must be 1 to 10"),
    (modal(asking({"type": "radio_buttons", "options": options(11)})), "/options: 11 items, must be 1 to 10"),
    (modal(asking({"type": "plain_text_input", "max_length": 3001})), "/max_length: must be a whole number"),
    (
        modal(asking({"type": "plain_text_input", "min_length": 9, "max_length": 5})),
        "/min_length: 9 is more than max_length, 5",
    ),
    (modal(asking({"type": "number_input"})), "/blocks/0/element/is_decimal_allowed: is required"),
    (
        modal(asking({"type": "datepicker", "initial_date": "31.1.2026"})),
        "/initial_date: must look like 2026-01-31",
    ),
    (modal(asking({"type": "file_input"}, dispatch_action=True)), "/dispatch_action: is not possible"),
]


@pytest.mark.parametrize(("payload", "expected"), BAD_MESSAGES, ids=str_only)
def test_a_message_slack_refuses_gets_one_sentence_with_the_place(payload, expected):
    (problem,) = lint_message(payload, longest=NO_MATTER)

    assert expected in problem


@pytest.mark.parametrize(("view", "expected"), BAD_VIEWS, ids=str_only)
def test_a_view_slack_refuses_gets_one_sentence_with_the_place(view, expected):
    (problem,) = lint_view(view)

    assert expected in problem


def test_every_problem_is_told_not_only_the_first():
    problems = lint_message(message(section("x" * 3001), actions(button(":wave:")), text=""))

    assert [problem.split(":")[0] for problem in problems] == [
        "/text",
        "/blocks/0/text/text",
        "/blocks/1/elements/0",
    ]


def test_a_mention_in_the_lock_screen_text_is_a_privacy_problem():
    assert lint_privacy(message(section("Meet <@U1>"), text="<@U1> is your mentor")) == [
        "/text: mentions <@U1>, and a lock screen would show the name"
    ]


def test_a_mention_in_a_block_is_no_privacy_problem():
    assert lint_privacy(message(section("Meet <@U1>"))) == []


JUNK: list[Any] = [None, 7, "", "words", [], {}, [{}], {"type": "section"}, {"options": 3}, [None, "x"]]
GOOD = [*FINE_IN_MESSAGES.values(), *FINE_VIEWS.values()]


def places(value, path=()):
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from places(item, (*path, key))


@given(st.data())
def test_no_malformed_payload_makes_the_linter_fail(data):
    """Any part of a good payload replaced by junk is reported, or harmless, but never an exception."""
    payload = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    *parents, last = data.draw(st.sampled_from([path for path in places(payload) if path]))
    holder = payload
    for key in parents:
        holder = holder[key]
    holder[last] = data.draw(st.sampled_from(JUNK))

    assert all(isinstance(problem, str) for problem in [*lint_message(payload), *lint_view(payload)])
