"""Staff files that fill the memory or keep whoever reads them at work: what makes one of each shape."""

import io
import zipfile

from tests.field.staff_files import lines, person

ONE = person("E1")
MARK = b"\xef\xbb\xbf"


def of(cells, times):
    """A file whose second row has these, so many times, behind somebody who is read."""
    return lambda: lines(ONE, *[cells] * times)


def number_in(cell, times=25):
    return of(f'"{cell}",,N,,,,A', times)


def zipped():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("staff.csv", lines(ONE))
    return packed.getvalue()


HOSTILE = {
    "a line of 100 MB": lambda: b"x" * 100_000_000,
    "noughts": lambda: b"\0" * 20_000_000,
    "noughts in lines": of("\0" * 1000, 5_000),
    "a million columns": lambda: ",".join(map(str, range(1_000_000))) + "\n1\n",
    "rows of many cells": of("," * 190_000 + "x", 60),
    "rows of many empty cells": of("," * 190_000, 60),
    "a quotation mark that stays open": lambda: lines(ONE, 'E2,"' + "x\n" * 5_000_000),
    "a row that does not end": lambda: lines(ONE, "E2," + '"\n",' * 3_000_000),
    "quotation marks in each other": of("E9," + '"' * 100_000 + ",N,,,,A", 60),
    "quotation marks alone": of('""' * 90_000, 60),
    "a cell as long as cells may be": number_in("y" * 130_000),
    "dashes": of(("-" * 9_000 + ",") * 20, 60),
    "stars and a total": of("*" * 120_000 + "total", 60),
    "digits": number_in("1" * 130_000),
    "thousands": number_in("1" + ",000" * 30_000),
    "apostrophes": number_in("'" * 130_000),
    "a formula": number_in('=""' * 40_000),
    "signs of an address": of("E9," + "@" * 130_000 + ",N,,,,A", 25),
    "many addresses": of("E9," + "a@b.example " * 10_000 + ",N,,,,A", 25),
    "marks above a letter": of("E9," + "a\u0315\u0300" * 99 + ",N,,,,A", 5_000),
    "one character for many": of("E9," + "\ufdfa" * 290 + ",N,,,,A", 5_000),
    "from right to left": of("\u202eE9\u202c,\u2067a@h.example,N,,,,A", 5_000),
    "other alphabets' digits": of("E٩,,N,,١/٢/٢٠٢٠,,A", 5_000),
    "pictures": of("🌙,👩‍⚕️@h.example,N,,,,A", 5_000),
    "a code of its own in each row": lambda: lines(*(f"E{n},,X{n},,,,A" for n in range(50_000))),
    "a day of its own in each row": lambda: lines(*(f"E{n},,N,,{n}/1/{n},,A" for n in range(50_000))),
    "somebody again and again": of(ONE, 50_000),
    "empty rows": of("", 1_000_000),
    "rows of delimiters": of(",,,,,,", 1_000_000),
    "too many lines": of("", 2_100_000),
    "the header again and again": of("No,Mail,Grp,Boss,Start,End,St", 20_000),
    "returns alone": lambda: lines(ONE, *[",,,,,,"] * 50_000).replace("\n", "\r"),
    "UTF-16": lambda: lines(ONE).encode("utf-16"),
    "no UTF-8": lambda: lines(ONE).encode() + b"\xff\xfe\xed\xa0\x80" * 100_000,
    "bytes": lambda: bytes(range(256)) * 50_000,
    "marks in front": lambda: MARK * 1_000_000 + lines(ONE).encode(),
    "a folder of files": zipped,
    "an old spreadsheet": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 100_000,
    "a web page": lambda: b"<html>" + b"x" * 1_000_000,
    "nothing": lambda: b"",
    "blanks": lambda: b" \n" * 1_000_000,
}
