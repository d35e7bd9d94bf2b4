"""Targets as people type them: "70", "at least 70 %", "under 15", "50 to 90", "report".

Forms, program files and measures.yml speak this one language. What was written before targets were numbers
was any text; it is read as far as it can be, and what a number doesn't say is kept beside it as a note.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.measures.targets import REPORT, Comparison, Target, at_least, between, under

N: Final = r"(\d{1,3})(?: ?(?:%|percent))?"
WRITTEN: Final[Sequence[tuple[re.Pattern[str], Callable[..., Target]]]] = (
    (re.compile(rf"(?:at least|min(?:imum)?|>=|≥) ?{N}"), at_least),
    (re.compile(rf"{N} or more"), at_least),
    (re.compile(rf"(?:under|below|less than|<) ?{N}"), under),
    (re.compile(rf"(?:between )?{N} ?(?:to|and|-|–) ?{N}"), between),
    (re.compile(r"report(?: only)?"), lambda: REPORT),
)
BARE: Final = re.compile(N)
WHOLE: Final = 100
# Of texts from before targets were numbers.
TWO_PERCENTS: Final = re.compile(r"(\d{1,3}) ?% (?:and|to|/|,) ?(\d{1,3}) ?%")
BEGINS: Final = re.compile(r"(?:(at least|under|below|less than) )?(\d{1,3}) ?%")
# What those texts added to a number by themselves, and what they said where there was none.
SAYS_NO_MORE: Final = frozenset(
    {"", "agree", "a rise is a matching problem, not a people problem", "or more", "or less"}
)
ONLY_REPORTED: Final = ("report", "hr computes outside the bot")
# Their texts counted talks or people, where they had no percent sign.
COUNTED: Final = frozenset({"sessions_completed", "circle_turnout"})


def read_target(text: str, *, usual: Comparison = Comparison.AT_LEAST) -> Target | None:
    """Read what was typed; a bare number takes the `usual` comparison. None for what can't be read."""
    said = " ".join(text.split()).casefold().rstrip(".")
    if bare := BARE.fullmatch(said):
        number = int(bare[1])
        return _possible(under(number) if usual is Comparison.UNDER else at_least(number))
    for pattern, target in WRITTEN:
        if found := pattern.fullmatch(said):
            return _possible(target(*(int(each) for each in found.groups())))
    return None


def say_target(target: Target) -> str:
    """The text that reads as this target again: "at least 70 %", "50 to 90 %"."""
    if target.comparison is Comparison.REPORT:
        return "report"
    if target.comparison is Comparison.BETWEEN:
        return f"{target.low} to {target.high} %"
    return f"{target.comparison} {target.low if target.high is None else target.high} %"


def read_any_text(
    measure_id: str, text: str, *, parts: Sequence[str] = (), usual: Comparison = Comparison.AT_LEAST
) -> Mapping[str, Target]:
    """Read a text from before targets were numbers, by key: whatever it was, nothing of it is lost."""
    keys = [f"{measure_id}:{part}" for part in parts] or [measure_id]
    said = " ".join(text.split())
    both = TWO_PERCENTS.fullmatch(said)
    if both and len(keys) == len(both.groups()):
        read = [_possible(at_least(int(each))) for each in both.groups()]
        if all(read):
            return {key: one for key, one in zip(keys, read, strict=True) if one}
    counted = measure_id in COUNTED and "%" not in text
    if not counted and (target := read_target(text, usual=usual)):
        return dict.fromkeys(keys, target)
    if said.casefold().startswith(ONLY_REPORTED):
        return dict.fromkeys(keys, REPORT)
    return dict.fromkeys(keys, _begins_with_percent(said, usual) or replace(REPORT, note=said))


def _begins_with_percent(said: str, usual: Comparison) -> Target | None:
    """ "80 % agree" is a number; what else follows is kept beside it."""
    found = BEGINS.match(said.casefold())
    target = read_target(found[0], usual=usual) if found else None
    if found is None or target is None:
        return None
    rest = said[found.end() :].strip(" ;,.:").casefold()
    return target if rest in SAYS_NO_MORE else replace(target, note=said)


def _possible(target: Target) -> Target | None:
    """None for what no share can come to."""
    low, high = target.low, target.high
    if low is not None and high is not None:
        return target if low < high <= WHOLE else None
    if high is not None:
        return target if 0 < high <= WHOLE else None
    return target if (low or 0) <= WHOLE else None
