"""A signpost is never said without its name, whoever writes the text it stands in."""

from pathlib import Path

import pytest

import bot.content
from bot.content import Content, load_content
from bot.content.loading.fields import blanks_in
from bot.views.signposts import NOT_FILLED_IN, Signposts
from tests.content.test_shipped import texts

LANGUAGES = sorted(path.parent.name for path in Path(bot.content.__file__).parent.glob("*/signposts.yml"))
CONTENTS = {language: load_content(language) for language in LANGUAGES}
FILLED = {
    language: {key: f"extension 4{place:03}" for place, key in enumerate(content.signposts)}
    for language, content in CONTENTS.items()
}


def texts_with_signposts(content: Content) -> list[str]:
    """Of everything that is written in one language, its programs included."""
    written = [text for name in Content.__dataclass_fields__ for text in texts(getattr(content, name))]
    return [text for text in written if set(blanks_in(text)) & set(content.signposts)]


EVERY_TEXT = [(language, text) for language in LANGUAGES for text in texts_with_signposts(CONTENTS[language])]


@pytest.mark.parametrize(("language", "text"), EVERY_TEXT)
def test_every_signpost_in_every_text_comes_with_its_name_once(language: str, text: str) -> None:
    content, filled = CONTENTS[language], FILLED[language]
    said = Signposts(content.signposts, filled).said(text)
    assert "{" not in said
    for key in blanks_in(text):
        post = content.signposts[key]
        named = (f"*{post.label}:* {filled[key]}", f"{post.in_sentence} ({filled[key]})")
        assert any(one.casefold() in said.casefold() for one in named)
        assert said.casefold().count(post.label.casefold()) <= 1


def test_there_are_texts_to_look_at() -> None:
    assert {key for _, text in EVERY_TEXT for key in blanks_in(text)} == set(CONTENTS["en"].signposts)


@pytest.mark.parametrize(
    ("typed", "alone", "inside"),
    [
        ("extension 4100", "*Occupational health:* extension 4100", "occupational health (extension 4100)"),
        ("Ms Ade, ext 5", "*Occupational health:* Ms Ade, ext 5", "occupational health (Ms Ade, ext 5)"),
        ("Occupational health, ext 5.", "*Occupational health:* ext 5", "occupational health (ext 5)"),
        ("occupational health: 5", "*Occupational health:* 5", "occupational health (5)"),
        (
            "Occupational healthcare, 5",
            "*Occupational health:* Occupational healthcare, 5",
            "occupational health (Occupational healthcare, 5)",
        ),
        (
            "Occupational Health",
            "*Occupational health:* Occupational Health",
            "occupational health (Occupational Health)",
        ),
        ("<!here>", "*Occupational health:* &lt;!here&gt;", "occupational health (&lt;!here&gt;)"),
        (" ", f"*Occupational health:* {NOT_FILLED_IN}", f"occupational health ({NOT_FILLED_IN})"),
    ],
)
def test_a_signpost_reads_well_alone_and_in_a_sentence(
    content: Content, typed: str, alone: str, inside: str
) -> None:
    signposts = Signposts(content.signposts, {"occupational_health": typed})
    assert signposts.said("{occupational_health}") == alone
    assert signposts.said("Speak to {occupational_health} today.") == f"Speak to {inside} today."


def test_a_sentence_that_begins_with_a_signpost_begins_with_a_capital(content: Content) -> None:
    signposts = Signposts(content.signposts, {"program_manager": "extension 5"})
    assert signposts.said("{program_manager} for advice") == "The program manager (extension 5) for advice"


def test_a_card_that_sends_people_to_another_names_it(content: Content) -> None:
    sends = {card.id for card in content.cards.values() if any(" card" in text for text in texts(card))}
    assert {card.id for card in content.cards.values() if card.see} == sends


def test_danger_comes_first_on_the_cards_for_a_crisis(content: Content) -> None:
    first = [card.id for card in content.cards.values() if card.danger_first]
    assert first == ["clinical_incident", "harassment", "suicide"]
