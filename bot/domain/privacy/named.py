"""Pages that name people to a manager: none is read without its line in the access log."""

from abc import ABC, abstractmethod
from collections.abc import Collection


class NamesPeople(ABC):
    """Base of every page that names people to a manager.

    A use case makes one only in what it hands to `noted`, and a view names nobody to a manager but from one:
    `tests/house/test_named_lists.py` reads both in the code.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def whom(self) -> Collection[str]:
        """Everybody it names."""
