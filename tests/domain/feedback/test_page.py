"""The page about feedback says what is asked, from how many it is shown, and how often an interval holds."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.content import load_content
from bot.domain.disclosure.figures import ENOUGH_ANSWERED
from bot.domain.disclosure.kinds import ANSWERED, CHOSEN
from bot.domain.disclosure.noise import OF_A_CHOICE
from bot.views.feedback.words import WAVES
from tests.domain.disclosure.test_shares import coverage

PAGE = Path(__file__).parents[3] / "docs" / "feedback.md"
WHOM = {"mentee": "mentees", "mentor": "mentors", "both": "everyone", "circle": "people in circles"}
SOME = "one of the program's own"


def items() -> Iterator[str]:
    yield "| wave | of | question |"
    yield "|---|---|---|"
    for item in load_content().surveys.items:
        about = item.text.format(confidence_item=f"({SOME})") if item.repeat_for else item.text
        yield f"| {WAVES[item.wave].lower()} | {WHOM[item.role]} | `{about}` |"


def shown() -> Iterator[str]:
    yield "| a number | is shown if |"
    yield "|---|---|"
    for of, kind in (("of a question", ANSWERED), ("of one option of several", CHOSEN)):
        asked = f"{int(kind.shown_from)} or more were asked it"
        yield f"| {of} | {asked}, and about {ENOUGH_ANSWERED} or more answered |"


def in_percent(asked: int, **about) -> str:
    average, least, most = (round(100 * one) for one in coverage(asked, **about))
    return f"{average} % | {least} to {most} %"


def held() -> Iterator[str]:
    yield "| asked | holds the truth | from the worst share to the best |"
    yield "|---|---|---|"
    for asked in (10, 20, 50):
        yield f"| {asked} | {in_percent(asked)} |"
    for asked in (30, 50):
        yield f"| {asked}, one option of several | {in_percent(asked, ratio=OF_A_CHOICE)} |"


PARTS = {"items": items, "shown": shown, "coverage": held}


def with_parts(page: str) -> str:
    for part, rows in PARTS.items():
        before, begins, rest = page.partition(f"<!-- {part} -->\n")
        _, ends, after = rest.partition(f"<!-- /{part} -->\n")
        assert begins
        assert ends
        page = f"{before}{begins}{''.join(f'{row}{chr(10)}' for row in rows())}{ends}{after}"
    return page


def test_the_page_says_what_is_asked_and_how_sure_a_number_is():
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(with_parts(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    assert with_parts(page) == page
