"""Joining is short: taps and words are counted on the way of somebody whom the directory knows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.directory import DirectoryEntry, KnownBy
from bot.views.ids import Action

MOST_TAPS = 8
MOST_SECONDS = 60
WORDS_A_MINUTE = 240
SUMMARY_SECONDS = 40


@dataclass
class Way:
    """Somebody's way through the form. A menu takes two taps: it opens, and something in it is chosen."""

    taps: int = 0
    read: list[str] = field(default_factory=list)

    def sees(self, view) -> None:
        self.read += texts_of([view.title, view.blocks, view.submit, view.close])

    @property
    def seconds(self) -> float:
        return sum(len(text.split()) for text in self.read) / WORDS_A_MINUTE * 60


def texts_of(part) -> Iterator[str]:
    """What stands on a page. What a menu holds is looked through once it opens, and not read."""
    if isinstance(part, list):
        for one in part:
            yield from texts_of(one)
    if not isinstance(part, dict):
        return
    if part.get("type") in ("plain_text", "mrkdwn"):
        # A drawing of the week says what the words beside it say.
        yield "" if "```" in part["text"] else part["text"]
        return
    for key, inner in part.items():
        if key not in ("options", "confirm", "placeholder", "state"):
            yield from texts_of(inner)


async def test_somebody_of_the_directory_joins_in_a_minute(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    nia = town.person("Nia Nurse")
    await in_directory(town, nia)
    way = Way()
    await town.do(nia.open_home())
    way.taps += 1
    await town.do(nia.click(nia.home, Action.JOIN))
    way.sees(nia.modal)
    way.taps += 1
    await town.do(nia.submit())
    way.sees(nia.modal)
    way.taps += 2
    await nia.choose(nia.modal, "topics_wanted", ["leadership"])
    way.taps += 2
    await town.do(nia.choose(nia.modal, Action.JOIN_PRESET, "nights_12"))
    way.read += [text for text in texts_of(nia.modal.blocks) if "hear from Lamplight" in text]
    way.taps += 1
    await town.do(nia.submit())
    way.sees(nia.modal)
    way.taps += 1
    await town.do(nia.submit())
    assert nia.modal.title["text"] == "You're in"
    assert await town.enrolment(nia)
    assert way.taps <= MOST_TAPS
    assert way.seconds <= MOST_SECONDS


def test_the_charter_in_short_is_read_in_less_than_a_minute_and_says_nothing_of_its_own(content):
    words = [word.strip(".,:;*()") for word in " ".join(content.charter.summary).lower().split()]
    whole = {word.strip(".,:;*()") for word in " ".join(content.charter.sections).lower().split()}
    assert len(words) / WORDS_A_MINUTE * 60 <= SUMMARY_SECONDS
    assert set(words) - whole == set()


async def in_directory(town, nia):
    entry = DirectoryEntry(
        town.workspace_id,
        "4711",
        profession="nurse",
        department="theatres",
        specialty="anaesthesia",
        career_stage="established",
        user_id=nia.person.id,
        known_by=KnownBy.EMAIL,
    )
    async with town.deps.db.transaction() as repos:
        await repos.directory_imports.save_changed([(entry, 0)], number=1)
