"""The press: has papers set by a child process, within limits, so that no paper keeps anybody waiting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.confined.pool import Limits, OverLimits, Pool
from bot.errors import NotNow, UserFacingError
from bot.paper.child import SET, question
from bot.paper.paper import Paper, settable

LIMITS = Limits(cpu_seconds=5, within=timedelta(seconds=10))
# The library is 80 MB, and is mapped twice while it loads.
MEMORY = 512 * 1024 * 1024
NO_LETTERS = (
    "We can't write this paper yet: we have no letters for “{letters}”, which is in your name in Slack or in "
    "the name of the program. Add your full name in other letters to your Slack profile, then try again."
)
NO_NAME = "We found no name in your Slack profile to write on this paper. Add one, then try again."
NO_LETTERS_HERE = (
    "We can't write this as a PDF yet: we have no letters for “{letters}”, which someone typed into the "
    "program's plan or name. You can read all of it here in Slack."
)
TOO_LONG = "This paper took too long to make. Try again in a minute."


class CannotBeWritten(UserFacingError):
    """No font of ours has some letters of a paper."""

    def __init__(self, letters: str, *, is_personal: bool = True) -> None:
        if is_personal and not letters:
            super().__init__(NO_NAME)
        else:
            super().__init__((NO_LETTERS if is_personal else NO_LETTERS_HERE).format(letters=letters))


class Press:
    """One child, which starts with the first paper."""

    def __init__(self, *, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._children = Pool("bot.paper.child", count=1, memory_bytes=MEMORY)

    async def set(self, paper: Paper, *, names: Iterable[str]) -> bytes:
        """Set a paper for a person with the first of their names that we have letters for, as a PDF.

        Raises UserFacingError: CannotBeWritten if there is none.
        """
        unknown = ""
        for name in filter(settable, names):
            answer = await self._ask(replace(paper, name=name))
            if answer[:1] == SET:
                return answer[1:]
            unknown = unknown or answer[1:].decode()
        raise CannotBeWritten(unknown)

    async def set_for_nobody(self, paper: Paper) -> bytes:
        """Set a paper that is about no person, as a PDF. Raises UserFacingError: CannotBeWritten too."""
        answer = await self._ask(paper)
        if answer[:1] != SET:
            raise CannotBeWritten(answer[1:].decode(), is_personal=False)
        return answer[1:]

    async def _ask(self, paper: Paper) -> bytes:
        try:
            return await self._children.ask(question(paper), self._limits)
        except OverLimits:
            raise NotNow(TOO_LONG) from None

    def close(self) -> None:
        """End the child. Idempotent."""
        self._children.close()
