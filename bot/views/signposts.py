"""Where people turn: a signpost is said with its name, on a line of its own and inside a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.content import Lines, Signpost
from bot.content.loading.fields import BLANK
from bot.views.parts import escape

NOT_FILLED_IN = "not filled in here yet"


@dataclass(frozen=True, slots=True)
class Signposts:
    """All there are, by id, and the hospital's own words for those it has `filled` in."""

    known: Mapping[str, Signpost]
    filled: Mapping[str, str]

    def said(self, text: str) -> str:
        """Fill a text's blanks, in mrkdwn: "*Crisis line:* 0800 ..." where a blank is all there is, and "the
        crisis line (0800 ...)" in a sentence. One that nobody has filled in says so.
        """
        if alone := BLANK.fullmatch(text):
            return self._line(alone[1])
        filled = BLANK.sub(lambda blank: self._inside(blank[1]), text)
        return filled[:1].upper() + filled[1:]

    def no_emergency(self, lines: Lines) -> str:
        """Say that this is no place for emergencies, and where to turn instead, as far as that is known."""
        named = BLANK.findall(lines.not_emergency)
        is_known = any(self.filled.get(key, "").strip() for key in named)
        return self.said(lines.not_emergency) if is_known else lines.no_numbers_yet

    def lines(self) -> list[str]:
        """Those that are filled in, one a line."""
        return [self._line(key) for key in self.known if self.filled.get(key, "").strip()]

    def _line(self, key: str) -> str:
        return f"*{self.known[key].label}:* {self._where(key)}"

    def _inside(self, key: str) -> str:
        return f"{self.known[key].in_sentence} ({self._where(key)})"

    def _where(self, key: str) -> str:
        """Without its name, which somebody may have typed in front: it is said once."""
        typed = self.filled.get(key, "").strip().rstrip(".")
        name = re.match(rf"{re.escape(self.known[key].label)}\b[\s,:;.]*", typed, re.IGNORECASE)
        return escape((name and typed[name.end() :]) or typed) or NOT_FILLED_IN
