"""A review as a PDF: the same as its page, with its chart in words, and nobody named."""

from dataclasses import replace

import pytest

from bot.content import load_content
from bot.paper import CannotBeWritten, Press
from bot.views.review.paper import HOW_SURE, review_paper
from bot.views.review.words import BLURRED, NOTHING_SHOWN
from tests.paper.reading import letters_of, pages, tags_of, words_of
from tests.situations.reviews import full, of_nine, results, review, version, with_objectives
from tests.views.variants import PROGRAM

CONTENT = load_content()
HERE = with_objectives(PROGRAM, "Lead a shift", "Know whom to call")
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"


@pytest.fixture
async def press():
    made = Press()
    yield made
    made.close()


def paper(pack):
    return review_paper(pack, content=CONTENT, hospital="St Brigid's")


async def test_it_is_tagged_and_says_how_sure_its_numbers_are(press):
    pdf = await press.set_for_nobody(paper(full(HERE, held=review(HERE))))
    tags, said = tags_of(pdf), words_of(pdf)
    assert tags[:3] == ["Document", "H1", "P"]
    assert (tags.count("TH"), tags.count("Figure")) == (5, 3)
    assert b"pdfuaid" in pages(pdf).trailer["/Root"]["/Metadata"].get_data()
    assert len(pages(pdf).pages) == 4
    for one in ("Change something. Length: right.", "about 85 %", "70 to 95 %", "at least 70 %", "Reached"):
        assert one in said
    assert HOW_SURE in words_of(pdf)
    assert all(letters_of(one) in letters_of(said) for one in BLURRED)


async def test_the_chart_is_there_in_words_for_who_cannot_see_it(press):
    found = await press.set_for_nobody(paper(full(HERE)))
    meetings, *others = alts(pages(found).trailer["/Root"]["/StructTreeRoot"])
    assert meetings.startswith("Bar chart: Meetings a week.")
    assert "27 Jul about 15" in meetings
    assert [alt.partition(".")[0] for alt in others] == [
        "Bar chart: Who takes part, by site",
        "Line chart: First meeting within 21 days of introduction",
    ]


def alts(element):
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        return [one for inner in found for one in alts(inner)]
    if not hasattr(found, "get"):
        return []
    own = [str(found["/Alt"])] if "/Alt" in found else []
    return own + (alts(found["/K"]) if "/K" in found else [])


async def test_a_small_program_reads_that_nothing_may_be_shown(press):
    pdf = await press.set_for_nobody(paper(of_nine(HERE)))
    said = words_of(pdf)
    assert NOTHING_SHOWN in said
    assert "Not decided yet" in said
    assert "Figure" not in tags_of(pdf)
    assert len(pages(pdf).pages) == 2


async def test_long_texts_are_all_there_and_stand_as_they_are_typed(press):
    long = with_objectives(replace(PROGRAM, name=f"{LONG_WORD} <b>*x* $y$"), *[LONG_WORD * 3] * 8)
    pack = full(long, held=review(long, note="W" * 150), results=results() * 4, changes=[version(long)] * 20)
    said = letters_of(words_of(await press.set_for_nobody(paper(pack))))
    assert f"{LONG_WORD}<b>*x*$y$" in said
    assert said.count(LONG_WORD * 3) == 8
    assert "W" * 150 in said


async def test_nobody_is_named_in_it(press):
    """Who held a review and who saved a change stand in the history alone."""
    said = words_of(await press.set_for_nobody(paper(full(HERE, held=review(HERE, by="UMANAGER")))))
    assert not [one for one in ("UMANAGER", "<@") if one in said]


async def test_letters_that_no_font_has_are_refused_in_words(press):
    with pytest.raises(CannotBeWritten, match="“王”, which someone typed"):
        await press.set_for_nobody(paper(full(with_objectives(PROGRAM, "王"))))
