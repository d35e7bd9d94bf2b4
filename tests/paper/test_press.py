"""Papers as they leave the press: tagged, literal, and never in anybody's way."""

from datetime import timedelta

import pytest

from bot.confined.pool import Limits
from bot.errors import NotNow
from bot.paper import CannotBeWritten, Paper, PaperKind, Press
from bot.paper.child import FONTS
from bot.paper.paper import settable
from tests.paper.reading import letters_of, pages, tags_of, words_of

CERTIFICATE = Paper(
    PaperKind.CERTIFICATE,
    title="Certificate of mentoring",
    says=["was a mentor in Nurse leadership at St Brigid's."],
    notes=["Made by Lamplight. It isn't a grade."],
)
HOURS = Paper(
    PaperKind.HOURS,
    title="Mentoring hours",
    says=["As noted by the people themselves."],
    notes=["Self-reported."],
    head=["Program", "Period", "Talks", "Minutes each", "Total"],
    rows=[["Nurse leadership", "Mon 5 Jan to Fri 26 Jun 2026", "7", "45", "5 h 15 min"]],
    total=["All programs", "", "7", "", "5 h 15 min"],
)
MARKUP = r"#panic() $x^2$ <script>alert(1)</script> \ *b* _i_ `c` @ref [x] // /* -- ~ #include \u{41}"
LATIN = "Zażółć Ñandú Đặng Øyvind O'Brien-Müller"


@pytest.fixture
async def press():
    made = Press()
    yield made
    made.close()


@pytest.mark.parametrize("paper", [CERTIFICATE, HOURS], ids=lambda paper: paper.kind.value)
async def test_a_paper_says_its_title_and_language_and_is_tagged_for_a_screen_reader(press, paper):
    pdf = await press.set(paper, names=["Ann Lee"])
    root = pages(pdf).trailer["/Root"]
    assert pages(pdf).metadata.title == paper.title
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert tags_of(pdf)[:3] == ["Document", "H1", "P"]
    assert "Ann Lee" in words_of(pdf)


async def test_a_table_has_cells_that_are_read_with_their_headings(press):
    tags = tags_of(await press.set(HOURS, names=["Ann Lee"]))
    assert (tags.count("TH"), tags.count("TD"), tags.count("TR")) == (5, 10, 3)


async def test_every_letter_is_in_the_paper_itself(press):
    """Nothing is asked of the reader's machine, and the font is the one that ships."""
    pdf = await press.set(CERTIFICATE, names=["Ann Lee"])
    fonts = [one.get_object() for one in pages(pdf).pages[0]["/Resources"]["/Font"].values()]
    assert all("Inter" in str(one["/BaseFont"]) for one in fonts)
    assert all("/FontFile3" in one["/DescendantFonts"][0]["/FontDescriptor"] for one in fonts)
    assert sorted(one.name for one in FONTS.glob("*.otf")) == ["Inter-Regular.otf", "Inter-SemiBold.otf"]


@pytest.mark.parametrize("name", [MARKUP, LATIN, "Αλέξης Ιβάν Иван", "x" * 300, "Ann " * 75])
async def test_what_somebody_typed_stands_there_as_it_is(press, name):
    hours = Paper(**{**_fields(HOURS), "rows": [[name, name, "7", "45", "5 h"]]})
    for paper, times in ((CERTIFICATE, 1), (hours, 3)):
        said = letters_of(words_of(await press.set(paper, names=[name])))
        assert said.count(letters_of(name)) == times


@pytest.mark.parametrize("name", ["שלום עולם", "محمد علي"])
async def test_a_name_from_right_to_left_is_written(press, name):
    said = words_of(await press.set(CERTIFICATE, names=[name]))
    assert set(name.split()) <= set(said.split())


@pytest.mark.parametrize("name", ["王小明", "Ann 😀", "\U000e0041\u0378x"])
async def test_letters_that_no_font_has_are_refused_in_words(press, name):
    with pytest.raises(CannotBeWritten, match="no letters for"):
        await press.set(CERTIFICATE, names=[name])


async def test_of_several_names_the_first_that_can_be_written_is(press):
    assert "Ann Lee" in words_of(await press.set(CERTIFICATE, names=["", "Ann 😀", "Ann Lee", "A. Lee"]))


async def test_nobody_without_a_name_gets_a_paper(press):
    with pytest.raises(CannotBeWritten, match="no name"):
        await press.set(CERTIFICATE, names=["", "\u200d \u202e"])


def test_what_nobody_sees_is_left_out():
    assert settable(" Ann\u202e\x07\n\u2066 Lee\u200b\ufeff ") == "Ann Lee"


async def test_a_paper_that_takes_too_long_is_refused_and_the_next_one_is_set():
    press = Press(limits=Limits(cpu_seconds=1, within=timedelta(seconds=20)))
    try:
        with pytest.raises(NotNow):
            await press.set(CERTIFICATE, names=["many words " * 200_000])
        assert await press.set(CERTIFICATE, names=["Ann Lee"])
    finally:
        press.close()


def _fields(paper):
    return {name: getattr(paper, name) for name in paper.__dataclass_fields__}
