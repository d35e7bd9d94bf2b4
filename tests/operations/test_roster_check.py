"""`lamplight roster check`: each shape, each doubt, each refusal; and the examples of docs/rosters.md."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UserFacingError
from bot.operations.roster_check import Request, check
from bot.rosters.links import LARGEST
from tests.operations.command_line import lamplight

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = Path(__file__).parents[2] / "docs" / "rosters.md"
EXAMPLE = re.compile(r"^```(calendar|paste|pattern)( \w+)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
LONDON = "Europe/London"


def calendar(*entries):
    listed = [f"BEGIN:VEVENT\nUID:{number}\n{one}\nEND:VEVENT" for number, one in enumerate(entries)]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//T//T", *listed, "END:VCALENDAR", ""])


NIGHT = "DTSTART:20260304T193000Z\nDTEND:20260305T080000Z\nSUMMARY:Night"


async def checked(tmp_path, text, *, name="rota.txt", zone=LONDON, since="", country=""):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return await check(Request(str(file), zone, since, country), now=NOW)


CLEAR = {
    "calendar": (calendar(NIGHT), "Wed  4 Mar  night 19:30-08:00", "This was read as a calendar."),
    "paste": ("3 Mar night 20:00-08:00\n5 Mar off\n", "Tue  3 Mar  night 20:00-08:00", "lines of a rota"),
    "usual hours": ("3 Mar night", "night 19:00-07:30  (usual hours)", "from Tuesday 3 March 2026"),
    "month first": (
        "3/14/2026 night\n3/15/2026 off",
        "Sat 14 Mar  night",
        "the month was taken to come first",
    ),
    "pattern": ("2 days, 2 nights, 4 off from 3 March", "Thu  5 Mar  night", "from 2026-03-03, a Tuesday."),
}


@pytest.mark.parametrize("shape", CLEAR)
async def test_what_is_understood_is_shown_day_by_day(tmp_path, shape):
    text, day, told = CLEAR[shape]
    found = await checked(tmp_path, text)
    said = "\n".join(found.lines)
    assert found.is_clear, said
    assert day in said
    assert told in said


DOUBTFUL = {
    "code": ("3 Mar N", "N  usually night in United Kingdom: night 19:00-07:30"),
    "strange code": ("3 Mar QQ", "QQ  not among the usual codes of United Kingdom"),
    "unclear": (
        calendar(NIGHT, "DTSTART;VALUE=DATE:20260310\nSUMMARY:See you there soon"),
        "Not clear: 1 entry.",
    ),
    "undated": (
        calendar(NIGHT, "DTSTART:sometime\nSUMMARY:Night"),
        "Without a date we can read: 1 entry.",
    ),
    "zone": (
        calendar(
            NIGHT, "DTSTART;TZID=Nowhere:20260310T080000\nDTEND;TZID=Nowhere:20260310T160000\nSUMMARY:Day"
        ),
        "Time zones we don't know: Nowhere.",
    ),
}


@pytest.mark.parametrize("doubt", DOUBTFUL)
async def test_each_doubt_is_said(tmp_path, doubt):
    text, told = DOUBTFUL[doubt]
    found = await checked(tmp_path, text)
    assert told in "\n".join(found.lines)
    assert not found.is_clear


async def test_usual_codes_are_those_of_the_country_that_is_named(tmp_path):
    anywhere = "\n".join((await checked(tmp_path, "3 Mar N", zone="UTC")).lines)
    assert "What they usually mean: --country, with one of au, ca, gb" in anywhere
    there = "\n".join((await checked(tmp_path, "3 Mar N", zone="UTC", country="IE")).lines)
    assert "N  usually night in Ireland: night 19:30-08:00" in there


REFUSED = {
    "nothing": (b"", {}, "Write one day per line"),
    "a piece": (b"3 Mar perhaps so", {}, "Line 1 has"),
    "a pattern": (b"2 days, 2 somethings from 3 March", {}, "somethings"),
    "binary": (b"\x89PNG\0\0\xff", {}, "isn't text"),
    "zeros": (b"3 Mar night\0", {}, "isn't text"),
    "large": (b"x" * (LARGEST + 1), {}, "is too large: up to 5 MB"),
    "no calendar": (b"<html>", {"name": "rota.ICS"}, "isn't a calendar"),
    "cut off": (calendar(NIGHT)[:90].encode(), {"name": "rota.ics"}, "ends in the middle"),
    "empty calendar": (calendar().encode(), {}, "has no shifts in the coming six weeks"),
    "over": (b"1 Feb night", {}, "All of these days are over"),
    "zone": (b"3 Mar night", {"zone": "Europe/Nowhere"}, "The time zone Europe/Nowhere isn't known"),
    "date": (b"3 Mar night", {"since": "tomorrow"}, "tomorrow isn't a date"),
    "far date": (b"3 Mar night", {"since": "9999-12-31"}, "9999-12-31 isn't a date"),
    "country": (b"3 Mar night", {"country": "xx"}, "no usual codes for xx. There are some for: au"),
}


@pytest.mark.parametrize("why", REFUSED)
async def test_each_refusal_is_a_sentence(tmp_path, why):
    text, given, told = REFUSED[why]
    with pytest.raises(UserFacingError, match=re.escape(told)):
        await checked(tmp_path, text, **given)


async def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with pytest.raises(UserFacingError, match="There is no file"):
        await check(Request(str(tmp_path / "gone.ics")), now=NOW)
    with pytest.raises(UserFacingError, match="is a folder"):
        await check(Request(str(tmp_path)), now=NOW)


@pytest.mark.parametrize(
    ("typed", "code"), [("3 Mar night", 0), ("3 Mar N", 3), ("3 Mar perhaps \x1b[31m so", 2)]
)
def test_the_command_needs_no_settings_and_says_how_it_went(tmp_path, typed, code):
    given = ("roster", "check", "-", "--from", "2026-03-01", "--country", "gb")
    done = lamplight(*given, folder=tmp_path, answer=typed)
    assert done.returncode == code, done.stderr
    assert bool(done.stdout) is (code != 2)
    assert bool(done.stderr) is (code == 2)
    assert "\x1b" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("shape", "how", "text"), EXAMPLES, ids=[text[:30] for _, _, text in EXAMPLES])
async def test_examples_of_the_page_are_read_as_it_says(tmp_path, shape, how, text):
    if how.strip() == "refused":
        with pytest.raises(UserFacingError):
            await checked(tmp_path, text)
        return
    found = await checked(tmp_path, text)
    kinds = {"calendar": "a calendar", "paste": "lines of a rota", "pattern": "a pattern"}
    assert found.lines[0].startswith(f"This was read as {kinds[shape]}")
    assert found.is_clear is (how.strip() != "doubtful"), found.lines


def test_the_page_has_examples_of_each_shape():
    assert {shape for shape, _, _ in EXAMPLES} == {"calendar", "paste", "pattern"}
