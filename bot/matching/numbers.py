"""Kinds of number that matching works with: arrays, and the minutes that every pair shares."""

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.integer]


@runtime_checkable
class Minutes(Protocol):
    """Minutes in one meeting cycle, mentees x mentors; NaN where unknown."""

    def block(self, rows: slice) -> Floats: ...

    def of(self, rows: Ints, columns: Ints) -> Floats:
        """One pair each."""
        ...

    def take(self, rows: Ints, columns: Ints) -> "Minutes":
        """The same for fewer people, or in another order."""
        ...
