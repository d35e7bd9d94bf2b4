"""Findings in words: no share without what it may lie between."""

from collections.abc import Mapping

from bot.domain.disclosure.figures import Figure, WhyNot
from bot.domain.feedback.findings import Choice, Finding, Says, Turnout
from bot.domain.feedback.items import AskedItem, Scale
from bot.domain.feedback.waves import WaveKind
from bot.views.parts import escape

WAVES: Mapping[WaveKind, str] = {
    WaveKind.BASELINE: "At the start",
    WaveKind.PULSE: "After the first talk",
    WaveKind.MID: "Half way",
    WaveKind.END: "At the end",
}
ROLES: Mapping[str, str] = {
    "mentee": "mentees",
    "mentor": "mentors",
    "both": "people who are both",
    "circle": "people in circles",
    "peer": "people in circles",
    "host": "hosts",
}
WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.FEW_ASKED: "Too few people were asked",
    WhyNot.FEW_ANSWERED: "Too few people answered",
}
GOALS = "Their own goals"
AGREE = {
    Scale.AGREE5: "agree",
    Scale.CONF5: "say quite or very",
    Scale.ZERO_TO_TEN: "say 9 or 10 of 10",
}


def turnout_in_words(one: Turnout) -> str:
    who = ROLES.get(one.role, one.role)
    if not one.answered.is_shown:
        return f"{capital(one.asked.text)} {who} were asked."
    return f"{capital(one.asked.text)} {who} were asked, and {one.answered.text} answered."


def finding_in_words(one: Finding) -> str:
    """A bullet: what it is about, and the share with what it may lie between."""
    is_both = one.says is Says.MORE_CONFIDENT and one.of is not None and one.of.is_shown
    of = f"Of {one.of} who answered both times, " if is_both else ""
    earlier = f" At the start: {one.earlier}." if one.earlier and one.earlier.is_shown else ""
    told = f"{of}{one.share} {told_of(one)}{likely(one.share)}.{earlier}"
    return f"*{escape(heading_of(one))}*\n{capital(told)}"


def heading_of(one: Finding) -> str:
    return about(one.item) if one.item else GOALS


def told_of(one: Finding) -> str:
    """What those who are counted in it did or said."""
    if one.item is None:
        return "of mentees moved on with a goal of their own"
    if one.says is Says.MORE_CONFIDENT:
        return "are more confident than at the start"
    return says_yes(one.item)


def option_in_words(option: str, share: Figure) -> str:
    return f"{escape(option)}: {share}{likely(share)}"


def says_yes(item: AskedItem) -> str:
    """What somebody who is counted said."""
    if item.scale in AGREE:
        return AGREE[item.scale]
    return f"say {' or '.join(f'“{escape(item.options[one])}”' for one in item.yes)}"


def about(item: AskedItem) -> str:
    """What a question about confidence is about, without the question before it."""
    return item.text.rpartition("? ")[2] or item.text


def untold_in_words(one: Finding | Choice) -> str:
    if isinstance(one, Choice):
        return escape(one.item.text)
    return escape(heading_of(one))


def likely(share: Figure) -> str:
    return f" (likely {share.likely})" if share.likely else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
