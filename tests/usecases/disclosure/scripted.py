"""A chance whose noise was drawn before: two worlds can be given the same, or the same but for one cell."""

import random
from collections.abc import Collection

from bot.domain.disclosure.noise import Seeded, draw


class Scripted:
    """Each value with a number in `shifted` is one less."""

    def __init__(self, seed: int, *, shifted: Collection[int] = ()) -> None:
        self._seeded, self._shifted, self.drawn = Seeded(random.Random(seed)), shifted, 0
        self._left: list[int] = []

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        if not self._left:
            noise = draw(self._seeded) - (self.drawn in self._shifted)
            self._left = [*[0] * max(noise, 0), 1, *[0] * max(-noise, 0), 1]
            self.drawn += 1
        return self._left.pop(0)
