"""What a module of listeners says of each word it answers behind a slash command."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from bot.handlers.guard import Listener


class Slash(StrEnum):
    MENTOR = "/mentor"
    MENTORING = "/mentoring"


@dataclass(frozen=True, slots=True)
class Command:
    """A word behind a slash command, as in `/mentor met`. A module's own stand in its COMMANDS.

    `does` says in the list of all words what this one is for, and `order` where it stands there. With
    `hides_text`, what is typed behind the word is a secret that no answer repeats.

    Raises ValueError if `word` is not a single one in lower case, or `does` says nothing.
    """

    slash: Slash
    word: str
    _: KW_ONLY
    does: str
    order: int
    listener: Listener
    hides_text: bool = False

    def __post_init__(self) -> None:
        if [self.word] != self.word.lower().split():
            raise ValueError(f"{self.slash} {self.word!r}: a command is one word in lower case")
        if not self.does.strip():
            raise ValueError(f"{self.slash} {self.word} doesn't say what it does")


def in_order(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Sort commands as the list of them is read.

    Raises ValueError if two of one slash command share a word, or a place in the list.
    """
    found = sorted(commands, key=lambda command: (command.slash, command.order))
    keys = Counter(f"{one.slash} {key}" for one in found for key in (one.word, f"order={one.order}"))
    if twice := [key for key, count in keys.items() if count > 1]:
        raise ValueError(f"two commands share {', '.join(twice)}")
    return tuple(found)
