"""Calendars that say the same as a right one, less of it, or nothing that anybody could read."""

import re

from hypothesis import strategies as st

JUNK = 'Qz%;:,"\\=-/ \t0é🙂\u200f'
LETTERS = "Qz%x?"
TITLES = (
    "Royal Free Hospital: {}",
    "Maternity - {}",
    "{} (bank holiday)",
    "{} - ward holiday cover",
    "{} / Ward 4",
)
STRANGE = ('"Ward Time"', "Ward Time", "tzone://Ward/Four", "Europe", "")
SLIPS = {"DTSTART": "DTSTRT", "DTEND": "DTEN", "RRULE": "RULE", "DTSTART;": "DTSTART ;", "SUMMARY": "SUMARY"}


def lines_with(lines, *names):
    return [place for place, line in enumerate(lines) if line.startswith(names)]


@st.composite
def mutated(draw, text):
    """Between one and three changes that make no other right calendar of it."""
    lines = text.split("\r\n")
    for _ in range(draw(st.integers(1, 3))):
        change = draw(st.sampled_from(CHANGES))
        change(draw, lines)
    return draw(st.sampled_from(["\r\n", "\n", "\r"])).join(lines)


def _one_of(draw, lines, *names):
    places = lines_with(lines, *names)
    return draw(st.sampled_from(places)) if places else None


def _rewrites(*names):
    """Make a change of one line of those names out of what it becomes."""

    def decorate(rewrite):
        def change(draw, lines):
            place = _one_of(draw, lines, *names)
            if place is not None:
                lines[place : place + 1] = rewrite(draw, lines[place])

        return change

    return decorate


@_rewrites("DTEND:", "DTEND;TZID", "DTSTART", "UID", "SUMMARY", "EXDATE")
def without_it(draw, line):
    """A day without an end is one day, and a start without a rule one shift: nothing says it was more."""
    return []


@_rewrites("DTEND", "DTSTART", "RRULE", "EXDATE")
def with_a_letter_in_its_value(draw, line):
    name, _, value = line.rpartition(":")
    place = draw(st.integers(0, max(len(value) - 1, 0)))
    return [f"{name}:{value[:place]}{draw(st.sampled_from(LETTERS))}{value[place + 1 :]}"]


@_rewrites("DTEND", "DTSTART", "RRULE", "SUMMARY")
def with_a_slip_in_its_name(draw, line):
    slips = {name: slip for name, slip in SLIPS.items() if line.startswith(name)}
    name = draw(st.sampled_from(sorted(slips)))
    return [line.replace(name, slips[name], 1)]


@_rewrites("DTEND", "DTSTART")
def in_small_letters(draw, line):
    return [line.lower()]


@_rewrites("DTEND", "DTSTART")
def with_dashes_and_colons(draw, line):
    line = re.sub(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)", r"\1-\2-\3T\4:\5:\6", line)
    return [re.sub(r":(\d{4})(\d\d)(\d\d)$", r":\1-\2-\3", line)]


@_rewrites("DTEND", "DTSTART")
def in_a_strange_zone(draw, line):
    return [re.sub(r";TZID=[^:]*", f";TZID={draw(st.sampled_from(STRANGE))}", line)]


@_rewrites("SUMMARY")
def with_more_in_its_title(draw, line):
    return [f"SUMMARY:{draw(st.sampled_from(TITLES)).format(line.partition(':')[2])}"]


@_rewrites("RRULE")
def until_no_day(draw, line):
    return [
        re.sub(r"UNTIL=\w+", f"UNTIL={draw(st.sampled_from(['soon', '', '99999999', '2026-13-01']))}", line)
    ]


@_rewrites("RRULE")
def until_a_day(draw, line):
    return [re.sub(r"(UNTIL=\d{8})T\w+", r"\1", line)]


@_rewrites("DTEND", "DTSTART", "SUMMARY", "UID", "RRULE")
def folded(draw, line):
    place = draw(st.integers(1, max(len(line) - 1, 1)))
    return [line[:place], f" {line[place:]}"]


@_rewrites("DTSTART", "DTEND", "SUMMARY", "UID", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR")
def twice(draw, line):
    return [line, line]


@_rewrites("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR")
def without_a_mark(draw, line):
    return draw(st.sampled_from([[], [line.replace("V", "W")], [line.lower()]]))


@_rewrites("SUMMARY", "UID", "END:VEVENT")
def with_junk_before_it(draw, line):
    return [draw(st.text(JUNK, max_size=20)), line]


def under_one_uid(draw, lines):
    for place in lines_with(lines, "UID"):
        lines[place] = draw(st.just("UID:rota"))


def ends_when_it_begins(draw, lines):
    """Or in the morning of the same day."""
    place = _one_of(draw, lines, "DTEND:", "DTEND;TZID")
    if place is None or place == 0 or not lines[place - 1].startswith("DTSTART"):
        return
    day = re.search(r"\d{8}", lines[place - 1])
    if draw(st.booleans()) or day is None:
        lines[place] = lines[place - 1].replace("DTSTART", "DTEND", 1)
    else:
        lines[place] = re.sub(r"\d{8}(?!\d)", day[0], lines[place])


def cut_off(draw, lines):
    del lines[draw(st.integers(0, len(lines))) :]


CHANGES = [
    without_it,
    with_a_letter_in_its_value,
    with_a_slip_in_its_name,
    in_small_letters,
    with_dashes_and_colons,
    in_a_strange_zone,
    with_more_in_its_title,
    until_no_day,
    until_a_day,
    folded,
    twice,
    without_a_mark,
    with_junk_before_it,
    under_one_uid,
    ends_when_it_begins,
    cut_off,
]


@st.composite
def fuzzed(draw, texts):
    """Any of these texts, with pieces cut, put in, put twice, and turned round, wherever it hits."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 6))):
        starts = [found.start() for found in re.finditer(r"^|[:;T=]", text, re.MULTILINE)] or [0]
        at, length = draw(st.sampled_from(starts)) + draw(st.integers(0, 9)), draw(st.integers(0, 40))
        piece = text[at : at + length]
        put = draw(
            st.sampled_from(["", piece * 2, piece[::-1], piece.lower(), "\r\n", ":", ";TZID=", "T", "9" * 30])
            | st.text(JUNK, max_size=8)
            | st.sampled_from(PIECES)
        )
        text = text[:at] + put + text[at + length :]
    return text


PIECES = [
    "\r\nRRULE:FREQ=DAILY",
    "\r\nRRULE:FREQ=WEEKLY;UNTIL=20260318",
    "\r\nRRULE:FREQ=DAILY;COUNT=0",
    "\r\nRRULE:FREQ=YEARLY;BYDAY=5MO",
    "\r\nRDATE:20260318T190000,20260319",
    "\r\nRDATE;VALUE=PERIOD:20260318T190000/PT8H",
    "\r\nEXDATE:20260318",
    "\r\nDURATION:-P1W",
    "\r\nDURATION:PT8H",
    "\r\nRECURRENCE-ID:20260318T190000",
    "\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260318",
    "\r\nSEQUENCE:-1",
    "\r\nSTATUS:CANCELLED",
    "\r\nDTEND;VALUE=DATE:20260319",
    "\r\nDTSTART:00010101T000000Z",
    "\r\nDTEND:99991231T235959",
    "\r\nBEGIN:VTIMEZONE\r\nTZID:Ward\r\nEND:VTIMEZONE",
    "\r\nBEGIN:VEVENT\r\nEND:VEVENT",
]
