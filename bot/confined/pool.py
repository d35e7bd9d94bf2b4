"""The parent's side: a few children that answer questions, killed and replaced when one takes too much."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from datetime import timedelta

from bot.confined.child import ANSWER, QUESTION

MEMORY = 256 * 1024 * 1024
LARGEST_ANSWER = 4 * 1024 * 1024
STARTS_WITHIN = timedelta(seconds=30)
# Nothing of the environment goes along: tokens and keys stand in it.
START = "import sys; sys.path[:] = {path!r}; from {module} import main; main()"


class OverLimits(Exception):
    """The work took more time or memory than it may, and was ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may take: seconds of the processor, and all in all where others use it as well."""

    cpu_seconds: int
    within: timedelta


class Pool:
    """Children that run `main` of a module, which calls `serve`. Each starts when it is first needed."""

    def __init__(self, module: str, *, count: int = 2, memory_bytes: int = MEMORY) -> None:
        self._module, self._memory = module, memory_bytes
        self._room = asyncio.Semaphore(count)
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()

    async def ask(self, question: bytes, limits: Limits) -> bytes:
        """Wait for a child, then for its answer. The limits begin with the answering; whoever is cancelled
        ends the work. Raises OverLimits.
        """
        async with self._room:
            child = await self._next()
            try:
                answer = await child.ask(question, limits)
            except BaseException:
                await self._end(child)
                raise
            self._idle.append(child)
            return answer

    async def close(self) -> None:
        """End the children, whatever they are at. Idempotent."""
        for child in self._all:
            child.kill()
        while self._idle:
            await self._end(self._idle.pop())
        await asyncio.gather(*(child.gone.wait() for child in self._all))

    async def _next(self) -> "_Child":
        while self._idle:
            child = self._idle.pop()
            if child.is_alive:
                return child
            await self._end(child)
        return await self._start()

    async def _start(self) -> "_Child":
        child = _Child(await self._process())
        self._all.add(child)
        try:
            await child.ready()
        except BaseException:
            await self._end(child)
            raise
        return child

    async def _process(self) -> Process:
        """In a session of its own, so that Ctrl-C in a terminal does not reach it."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-c",
            START.format(path=_path(), module=self._module),
            str(os.getpid()),
            str(self._memory),
            stdin=PIPE,
            stdout=PIPE,
            cwd="/",
            env={},
            start_new_session=True,
        )

    async def _end(self, child: "_Child") -> None:
        """By whoever has it: its answers are read in one place at a time."""
        child.kill()
        try:
            await child.ended()
        finally:
            child.gone.set()
            self._all.discard(child)


def _path() -> list[str]:
    """The child finds what its parent finds."""
    return [os.path.abspath(folder) for folder in sys.path]


class _Child:
    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._questions, self._answers = process, process.stdin, process.stdout
        self.gone = asyncio.Event()

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def ready(self) -> None:
        try:
            async with asyncio.timeout(STARTS_WITHIN.total_seconds()):
                await self._answer()
        except (TimeoutError, EOFError):
            raise RuntimeError("a child process did not start") from None

    async def ask(self, question: bytes, limits: Limits) -> bytes:
        try:
            async with asyncio.timeout(limits.within.total_seconds()):
                self._questions.write(QUESTION.pack(limits.cpu_seconds, len(question)) + question)
                await self._questions.drain()
                return await self._answer()
        except (TimeoutError, EOFError, ConnectionError):
            raise OverLimits from None

    async def _answer(self) -> bytes:
        (size,) = ANSWER.unpack(await self._answers.readexactly(ANSWER.size))
        if size > LARGEST_ANSWER:
            raise OverLimits
        return await self._answers.readexactly(size)

    def kill(self) -> None:
        if self.is_alive:
            self._process.kill()

    async def ended(self) -> None:
        """And its pipes are closed."""
        self._questions.close()
        while await self._answers.read(LARGEST_ANSWER):
            pass
        await self._process.wait()
