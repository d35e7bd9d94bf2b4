"""What a cell says, once the marks that spreadsheets, databases and mail programs leave in it are undone."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from bot.directory.words import EMPTY, FOOTERS

# Of what is longer nothing is read anyway.
LONGEST = 300
MOST_CELLS = 1000
# Of dashes from one side of a report to the other.
LONGEST_RULE = 10_000
MOST_QUOTES = 3
INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
AROUND = f" \t\r\n\u00a0\u202f{INVISIBLE}"
AS_FORMULA = re.compile(r'=\s*(?:T\(|TEXT\(|CONCATENATE\()?"(.*?)"\)?', re.IGNORECASE | re.DOTALL)
AS_DECIMAL = re.compile(r"(\d+)[.,]0{1,2}")
IN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([,.'’\u00a0\u202f\u2009 ])\d{3})(?:\1\d{3})*(?:[.,]0{1,2})?")
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
NOT_DIGITS = re.compile(r"\D")
FOOTER = re.compile(r"[\W_]*(?:" + "|".join(FOOTERS) + ")", re.IGNORECASE)
PLAIN_ADDRESS = re.compile(r"[^\s<>:;,|\"'()\[\]@]+@[^\s<>:;,|\"'()\[\]@]+[^\s<>:;,|\"'()\[\]@.]").fullmatch
ADDRESS = re.compile(r"[^\s<>:;,|\"()\[\]@]+@[^\s<>:;,|\"()\[\]@]+")


def is_marked(text: str) -> bool:
    """Whether `plain` may have something to undo in it."""
    return not text.isascii() or '"' in text or "'" in text or "=" in text


def plain(cell: str) -> str:
    """Accents in one character, nothing invisible around it, and no quotation marks to keep it as text."""
    if len(cell) > LONGEST:
        return cell
    text = normalize("NFC", cell).strip(AROUND)
    if found := AS_FORMULA.fullmatch(text):
        text = found[1].strip(AROUND)
    elif text.startswith("=") and text[1:].isalnum():
        text = text[1:]
    for _ in range(MOST_QUOTES):
        if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
            text = text[1:-1].strip(AROUND)
    return text.removeprefix("'")


def is_empty(text: str) -> bool:
    """Whether it is nothing, or a word for nothing."""
    return not text or text.casefold() in EMPTY


def is_shortened(number: str) -> bool:
    """Whether a spreadsheet has left out digits of it, as in 1.23E+05: no one can say which."""
    return SHORTENED.fullmatch(number) is not None


def number_of(text: str) -> str:
    """Without what a spreadsheet adds to a whole number: 1,234 and 1234.0 are 1234."""
    if found := AS_DECIMAL.fullmatch(text):
        return found[1]
    if found := IN_THOUSANDS.fullmatch(text):
        whole = re.sub(r"[.,]0{1,2}$", "", text)
        return NOT_DIGITS.sub("", whole)
    return text


def addresses_in(cell: str) -> list[str]:
    """The different email addresses, without names, `mailto:` and what stands between them."""
    if PLAIN_ADDRESS(cell):
        return [cell]
    found = (one.strip("'.") for one in ADDRESS.findall(cell))
    return list({one.casefold(): one for one in found if PLAIN_ADDRESS(one.replace("'", ""))}.values())


def is_footer(cells: Sequence[str]) -> bool:
    """Whether a row is about the file: a total, a count, the end of a report. Such rows hold few words."""
    if len(cells) > MOST_CELLS:
        return False
    filled = [text for cell in cells if (text := cell.strip(AROUND))]
    return (
        bool(filled) and FOOTER.match(filled[0][:LONGEST]) is not None and all(map(_is_of_footer, filled[1:]))
    )


def _is_of_footer(text: str) -> bool:
    return not any(map(str.isalpha, text)) or FOOTER.match(text[:LONGEST]) is not None


def is_line(cells: Sequence[str]) -> bool:
    """Whether nothing is in it but blanks and the dashes of a line."""
    text = "".join(cells)
    return len(text) <= LONGEST_RULE and not any(map(str.isalnum, text))
