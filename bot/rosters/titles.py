"""What a title says of its shift; afterwards the title is forgotten."""

import re

from bot.domain.rosters import LONGEST_CODE, Codes, Meaning, RosterWords, Work
from bot.rosters.evidence import evidence

# A code is short and has no space in it; of longer titles the first word may be one.
SHORT = re.compile(rf"[^\s,;:<>&]{{1,{LONGEST_CODE}}}")
FIRST = re.compile(r"([^\s,;:()\[\]<>&-]{1,4})(?=$|[\s,;:(\[-])")


def work_named(title: str, words: RosterWords) -> Work | None:
    """The kind of work, or of none, that its words say."""
    return evidence(title, words).work


def code_in(title: str) -> str | None:
    """The title itself when it is short enough to be a code, or its first word when that looks like one."""
    title = title.strip()
    if SHORT.fullmatch(title):
        return title.upper()
    first = FIRST.match(title)
    if first and first[1] == first[1].upper() and not first[1].isdecimal():
        return first[1]
    return None


def explained(title: str, codes: Codes) -> Meaning | None:
    """What the organisation's code table says of it."""
    code = code_in(title)
    return codes.get(code) if code else None
