"""What is told while a workspace is being made, before anybody may use it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Chapter:
    """Something that happens on the way, from the moment `at` on; `so_far` is what it has come to."""

    at: datetime
    title: str
    so_far: str = ""


class Opening:
    """`done` of the whole goes from 0 to 1 and never back; the last of `chapters` is what happens now.

    `trouble` is a sentence once it is clear that the workspace will not open.
    """

    def __init__(self, now: Callable[[], datetime], changed: Callable[[str], None]) -> None:
        self._now, self._changed = now, changed
        self._before, self._share = 0.0, 0.0
        self.done = 0.0
        self.chapters: list[Chapter] = []
        self.trouble = ""
        self.on_chapter: Callable[[Chapter], None] | None = None

    def begin(self, title: str, *, share: float) -> None:
        """Go on to the next chapter, which takes this share of the whole."""
        self.finish()
        self._before, self._share = self._before + self._share, share
        self.chapters.append(Chapter(self._now(), title))
        self._changed("opening")

    def reach(self, part: float, so_far: str) -> None:
        """Say how much of the present chapter is done, from 0 to 1, and what it has come to."""
        self.chapters[-1] = replace(self.chapters[-1], so_far=so_far)
        self.done = max(self.done, min(self._before + self._share * part, 1.0))
        self._changed("opening")

    def finish(self) -> None:
        """Leave the present chapter behind."""
        self.done = max(self.done, min(self._before + self._share, 1.0))
        if self.chapters and self.on_chapter:
            self.on_chapter(self.chapters[-1])

    def fail(self, sentence: str) -> None:
        self.trouble = sentence
        self._changed("opening")
