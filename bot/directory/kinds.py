"""What a file is, before anything in it is read; what is no list of people is refused."""

from pathlib import Path
from typing import BinaryIO

from bot.directory.problems import UnusableFile

LONGEST_LINE = 200_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
ENDS = (b"\n", b"\r")

EMPTY = "{name} is empty. Nothing was changed."
IS_PAGE = "{name} is a web page, not a CSV file. Often that is a sign-in page. Nothing was changed."
IS_SPREADSHEET = "{name} is a spreadsheet. Save it as CSV first. Nothing was changed."
NO_LINES = (
    "{name} has a line of more than 200,000 characters near line {line}. That isn't a list of people. "
    "Nothing was changed."
)


def codec_of(path: Path, *, encoding: str, name: str) -> str:
    """The mapping's encoding, or UTF-8 where the file begins with its mark. Raises UnusableFile."""
    with path.open("rb") as raw:
        first = raw.read(512)
        beginning = first.removeprefix(BYTE_ORDER_MARK).lstrip()
        if not beginning:
            raise UnusableFile(EMPTY.format(name=name))
        if beginning.startswith(SPREADSHEETS):
            raise UnusableFile(IS_SPREADSHEET.format(name=name))
        if beginning.startswith(b"<"):
            raise UnusableFile(IS_PAGE.format(name=name))
        raw.seek(0)
        _refuse_endless_lines(raw, name)
    return "utf-8-sig" if encoding == "utf-8" or first.startswith(BYTE_ORDER_MARK) else encoding


def _refuse_endless_lines(raw: BinaryIO, name: str) -> None:
    """A line is read whole, so its length is looked at beforehand."""
    line, without_end = 1, 0
    while piece := raw.read(LONGEST_LINE // 2):
        ends = max(map(piece.count, ENDS))
        without_end = 0 if ends else without_end + 1
        if without_end > 2:
            raise UnusableFile(NO_LINES.format(name=name, line=line))
        line += ends
