"""The process in which answers are opened and counted, piece by piece: it keeps nothing of any."""

import json
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.confined.child import serve
from bot.domain.feedback.answers import Answers
from bot.domain.feedback.counting import Counts, Said, count
from bot.domain.feedback.items import AskedItem
from bot.domain.joining.enrolments import Role
from bot.errors import UserFacingError
from bot.storage.feedback.sealing import Seal


@dataclass(frozen=True, slots=True)
class Sealed:
    """The rows of one person; what is in them is None where there is no row."""

    role: Role
    is_early: bool
    row_key: str
    answers: bytes | None
    key_before: str = ""
    before: bytes | None = None


def main() -> None:
    """Answer until the pool ends it."""
    serve(answer)


def question(seal: Seal, wave: str, items: Sequence[AskedItem], people: Sequence[Sealed]) -> bytes:
    """Write what a child is asked: how much these people come to."""
    return pickle.dumps((seal, wave, items, people))


def answer(asked: bytes) -> bytes:
    """Count them. What can't be opened counts as nothing said; how many rows those are is told."""
    seal, wave, items, people = pickle.loads(asked)
    reader = _Reader(seal)
    counts = count(wave, items, map(reader.said, people))
    records = [[*key, counts.yeses[key], could] for key, could in counts.could.items()]
    return json.dumps({"records": records, "unreadable": reader.unreadable}).encode()


def counts_of(answered: bytes) -> tuple[Counts, int]:
    """Read what a child has answered, and how many rows it could not open."""
    found = json.loads(answered)
    counts = Counts(
        Counter({(kind, group): yeses for kind, group, yeses, _ in found["records"]}),
        Counter({(kind, group): could for kind, group, _, could in found["records"]}),
    )
    return counts, found["unreadable"]


class _Reader:
    def __init__(self, seal: Seal) -> None:
        self._seal = seal
        self.unreadable = 0

    def said(self, one: Sealed) -> Said:
        before = self._opened(one.key_before, one.before) if one.before else None
        return Said(one.role, one.is_early, self._opened(one.row_key, one.answers), before)

    def _opened(self, row_key: str, sealed: bytes | None) -> Answers:
        try:
            return self._seal.open(row_key, sealed) if sealed else {}
        except UserFacingError:
            self.unreadable += 1
            return {}
