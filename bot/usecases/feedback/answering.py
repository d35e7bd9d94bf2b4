"""Taking answers: each is committed before it is acknowledged, and read by nobody."""

from dataclasses import dataclass
from functools import partial

from bot.domain.acts import Act
from bot.domain.feedback.answers import Sheet
from bot.domain.feedback.items import AskedItem, Question, items_for
from bot.domain.feedback.waves import WaveKind
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.feedback.answers import AskedPerson
from bot.storage.repositories import Repositories

CLOSED = "These questions have closed. Thank you for thinking of it."
NOT_ASKED = "These questions aren't for you, or not any more. Home has those that are."


class WaveClosed(NotNow):
    """The wave takes no answers any more: where its question stood, a sentence says so."""


@dataclass(frozen=True, slots=True)
class WaveRef:
    """Which wave a button belongs to."""

    program_id: str
    intake: str
    kind: WaveKind


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody stands in a wave: the question that comes next, or None when they are through.

    `program_name` is for the words around it.
    """

    ref: WaveRef
    program_name: str
    question: Question | None


async def start(db: Database, *, act: Act, ref: WaveRef) -> Step:
    """Open the wave where they stopped: the first question without an answer.

    Raises WaveClosed when it is closed.
    """

    async def open_it(repos: Repositories) -> Step:
        asked, sheet = await _read(repos, act, ref, lock=True)
        await repos.wave_answers.mark(asked, is_finished=sheet.is_finished)
        return Step(ref, asked.program_name, sheet.first_open())

    return await db.in_one_trip(open_it)


async def answer(db: Database, *, act: Act, ref: WaveRef, key: str, said: int) -> Step:
    """Keep the answer and give what comes after this question; a second tap on the same changes nothing.

    Raises WaveClosed, and NotNow where the person is not asked in it (any more).
    """
    return await db.in_one_trip(partial(_keep, act=act, ref=ref, key=key, said=said))


async def skip(db: Database, *, act: Act, ref: WaveRef, key: str) -> Step:
    """Go on without an answer; one that stood there is taken back. Why is not kept."""
    return await db.in_one_trip(partial(_keep, act=act, ref=ref, key=key, said=None))


async def go_back(db: Database, *, act: Act, ref: WaveRef, key: str) -> Step:
    """Show the question before this one again; the last one where `key` is empty."""

    async def look(repos: Repositories) -> Step:
        asked, sheet = await _read(repos, act, ref)
        return Step(ref, asked.program_name, sheet.before(key))

    return await db.read_in_one_trip(look)


async def _keep(repos: Repositories, *, act: Act, ref: WaveRef, key: str, said: int | None) -> Step:
    """Two statements as a rule. It is written anew also where nothing changes, so that no tap says more."""
    asked, sheet = await _read(repos, act, ref, lock=True)
    changed = sheet.with_answer(key, said)
    await repos.wave_answers.write(asked, changed.answers)
    await repos.wave_answers.mark(asked, is_finished=changed.is_finished)
    return Step(ref, asked.program_name, changed.after(key))


async def _read(
    repos: Repositories, act: Act, ref: WaveRef, *, lock: bool = False
) -> tuple[AskedPerson, Sheet]:
    asked = await repos.wave_answers.find_asked(
        act.workspace_id, ref.program_id, intake=ref.intake, kind=ref.kind, user_id=act.by, lock=lock
    )
    if asked is None:
        found = await repos.waves.find(act.workspace_id, ref.program_id, intake=ref.intake, kind=ref.kind)
        raise WaveClosed(CLOSED) if found and found.frozen_on else NotNow(NOT_ASKED)
    if not asked.wave.is_open(act.now.date()):
        raise WaveClosed(CLOSED)
    if not asked.is_welcome:
        raise NotNow(NOT_ASKED)
    return asked, Sheet(items_of(asked), await repos.wave_answers.read(asked))


def items_of(asked: AskedPerson) -> list[AskedItem]:
    """List what somebody is asked, in order."""
    place = asked.place
    return items_for(asked.wave.items, place.role, is_circle=place.role.in_circles, is_early=place.is_early)
