"""The files in which numbers leave."""

from enum import StrEnum
from typing import Final

AND: Final = "|"


class FileKind(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


def parts_of(group: str) -> list[tuple[str, str]]:
    """What the group of a cell is about, part by part: "stage:senior|shift:nights"."""
    parts = (part.partition(":") for part in group.split(AND))
    return [(about, value) for about, _, value in parts]
