"""Taking answers: each is committed before it is acknowledged, and read by nobody."""

from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.feedback.items import Question
from bot.domain.feedback.waves import WaveKind
from bot.storage.database import Database


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
    """Open the wave where they stopped: the first question without an answer. Raises NotNow when it is closed."""
    raise NotImplementedError


async def answer(db: Database, *, act: Act, ref: WaveRef, key: str, said: int) -> Step:
    """Keep the answer and give what comes after this question; a second tap on the same changes nothing.

    Raises NotNow when the wave is closed, or the person is not asked in it (any more).
    """
    raise NotImplementedError


async def skip(db: Database, *, act: Act, ref: WaveRef, key: str, rather_not: bool = False) -> Step:
    """Go on without an answer; one that stood there is taken back."""
    raise NotImplementedError


async def go_back(db: Database, *, act: Act, ref: WaveRef, key: str) -> Step:
    """Show the question before this one again."""
    raise NotImplementedError
