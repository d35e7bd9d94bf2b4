"""What somebody has said in a wave so far, and where that leaves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.feedback.items import AskedItem, Question
from bot.errors import NotNow

NO_SUCH_QUESTION = "This question isn't asked any more. Home has the ones that are."
NO_SUCH_ANSWER = "That isn't one of the answers to this question. Tap one of those below it."

# By the key of a question, the number of the answer; None where somebody went on without one.
Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of one person in a wave, in order, with what they have said."""

    items: Sequence[AskedItem]
    answers: Answers

    @property
    def is_finished(self) -> bool:
        return all(one.key in self.answers for one in self.items)

    def first_open(self) -> Question | None:
        """The first question that is neither answered nor passed over."""
        return self._question(self._open_from(0))

    def after(self, key: str) -> Question | None:
        """The next open question behind this one, or else before it."""
        behind = self._open_from(self._place(key) + 1)
        return self._question(self._open_from(0) if behind is None else behind)

    def before(self, key: str) -> Question | None:
        """The question before this one, or the first; without a key, the last."""
        place = self._place(key) if key else len(self.items)
        return self._question(max(place - 1, 0))

    def with_answer(self, key: str, said: int | None) -> "Sheet":
        """Raises NotNow for what isn't asked, and for what isn't an answer to it."""
        item = self.items[self._place(key)]
        if said is not None and not 0 <= said < len(item.options):
            raise NotNow(NO_SUCH_ANSWER)
        return Sheet(self.items, {**self.answers, key: None if said == item.acts else said})

    def _place(self, key: str) -> int:
        found = next((place for place, one in enumerate(self.items) if one.key == key), None)
        if found is None:
            raise NotNow(NO_SUCH_QUESTION)
        return found

    def _open_from(self, first: int) -> int | None:
        places = range(first, len(self.items))
        return next((place for place in places if self.items[place].key not in self.answers), None)

    def _question(self, place: int | None) -> Question | None:
        if place is None or place >= len(self.items):
            return None
        item = self.items[place]
        return Question(item, place + 1, len(self.items), self.answers.get(item.key))
