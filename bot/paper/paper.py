"""What stands on a paper: words and rows of words, none of them ever read as markup."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# A word without a gap breaks after so many letters where a line is full.
LONGEST_WORD = 16
MAY_BREAK = "\u200b"
# Scripts write with these between letters; what else is invisible could turn a line around.
JOINERS = ("\u200c", "\u200d")


class PaperKind(StrEnum):
    """How a paper is set: each kind has its part of the template."""

    CERTIFICATE = "certificate"
    HOURS = "hours"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and all that it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a review: paragraphs, points of a list, a table, a picture; whatever there is of them.

    With `is_apart` it begins a page of its own.
    """

    title: str
    says: Sequence[str] = ()
    points: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    picture: Picture | None = None
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A page or more. `says` and `notes` are paragraphs; a table has a `head` and rows of as many words.

    The first two columns of a table are wide, the others hold numbers. `total` is its last row, in bold.
    A review has `sections`, and no `name`.
    """

    kind: PaperKind
    title: str
    says: Sequence[str]
    notes: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    total: Sequence[str] = ()
    name: str = ""
    sections: Sequence[Section] = ()


def settable(text: str) -> str:
    """The same text without what nobody sees, and with places where a long word may break."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(_seen(sign) for sign in composed)
    words = (word.strip("".join(JOINERS)) for word in seen.split())
    return " ".join(_breakable(word) for word in words if word)


def _seen(sign: str) -> str:
    match unicodedata.category(sign):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf" | "Cs":
            return sign if sign in JOINERS else ""
    return sign


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return MAY_BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
