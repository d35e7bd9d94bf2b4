"""What comes along with a paste: other letters' digits, blanks, dashes, quotation marks, bullets.

Our own: `unicodedata` knows the characters; nothing we have knows which of them are only decoration here.
"""

import re
import unicodedata

BLANK = frozenset('•◦▪●‣·∙⁃"“”„«»`')
LIKE = {
    "،": ",",
    "؛": ";",
    "│": "|",
    "┃": "|",
    "∕": "/",
    "⁄": "/",
    "’": "'",
    "‘": "'",
    "−": "-",
    "~": "-",
    "→": "-",
}
DATE_AND_TIME = re.compile(r"(?<=\d)T(?=\d\d:\d\d)")


class _Plain(dict[int, str]):
    """For `str.translate`: what is put for a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain_character(chr(code))
        return found


def plain(line: str, *, most: int) -> str:
    """Write a line with plain digits, blanks and dashes, keeping its tabs: they are the cells of a sheet.

    No more than the first so many characters, before and after: one may stand for a whole sentence.
    """
    line = line[:most]
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)[:most]
    line = DATE_AND_TIME.sub(" ", line.translate(PLAIN))
    return single_blanks(line)


def single_blanks(line: str) -> str:
    """With no more than one blank, and tabs kept.

    An expression that allows many tries a long gap again from each of its places.
    """
    return "\t".join(" ".join(cell.split()) for cell in line.split("\t"))


def _plain_character(one: str) -> str:
    if one in BLANK:
        return " "
    kind = unicodedata.category(one)
    if kind == "Nd":
        return str(unicodedata.decimal(one))
    if kind == "Pd":
        return "-"
    # Word's own bullets are characters of nobody's.
    if kind in ("Co", "Cc"):
        return one if one == "\t" else " "
    return "" if kind == "Cf" else LIKE.get(one, one)


PLAIN = _Plain()
