"""The parent's side: a few children that answer questions, killed and replaced when one takes too much."""

import asyncio
import os
import socket
import sys
from dataclasses import dataclass
from datetime import timedelta
from subprocess import DEVNULL, Popen

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
    """The most an answer may take: seconds of the processor, and of the clock where others use it as well."""

    cpu_seconds: int
    within: timedelta


class Pool:
    """A few children that run `main` of a module, which calls `serve`; each starts when first needed."""

    def __init__(self, module: str, *, count: int = 2, memory_bytes: int = MEMORY) -> None:
        self._module, self._memory = module, memory_bytes
        self._room = asyncio.Semaphore(count)
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()

    async def ask(self, question: bytes, limits: Limits) -> bytes:
        """Wait for a free child, ask it, and return its answer.

        The limits begin with the answering; cancelling ends the work. Raises OverLimits.
        """
        async with self._room:
            child = await self._next()
            try:
                answer = await child.ask(question, limits)
            except BaseException:
                self._end(child)
                raise
            self._idle.append(child)
            return answer

    def close(self) -> None:
        """End the children, whatever they are at. Idempotent."""
        self._idle.clear()
        for child in tuple(self._all):
            self._end(child)

    async def _next(self) -> "_Child":
        while self._idle:
            child = self._idle.pop()
            if child.is_alive:
                return child
            self._end(child)
        return await self._start()

    async def _start(self) -> "_Child":
        here, there = socket.socketpair()
        with there:
            answers, questions = await asyncio.open_connection(sock=here)
            child = _Child(_started(self._module, self._memory, there), answers, questions)
        self._all.add(child)
        try:
            await child.ready()
        except BaseException:
            self._end(child)
            raise
        return child

    def _end(self, child: "_Child") -> None:
        child.end()
        self._all.discard(child)


def _started(module: str, memory_bytes: int, line: socket.socket) -> Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C in a terminal does not reach it.

    Not by asyncio, which may lose the end of a process that is killed (3.11).
    """
    start = START.format(path=[os.path.abspath(folder) for folder in sys.path], module=module)
    return Popen(
        [sys.executable, "-P", "-c", start, str(os.getpid()), str(memory_bytes)],
        stdin=line.fileno(),
        stdout=DEVNULL,
        cwd="/",
        env={},
        start_new_session=True,
    )


class _Child:
    def __init__(
        self, process: Popen[bytes], answers: asyncio.StreamReader, questions: asyncio.StreamWriter
    ) -> None:
        self._process, self._answers, self._questions = process, answers, questions

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    async def ready(self) -> None:
        try:
            async with asyncio.timeout(STARTS_WITHIN.total_seconds()):
                await self._answer()
        except (TimeoutError, EOFError, ConnectionError):
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

    def end(self) -> None:
        """Kill the process: nothing it is at survives this signal. Idempotent."""
        self._process.kill()
        self._process.wait()
        self._questions.transport.abort()
