"""The files in which numbers leave."""

from enum import StrEnum


class FileKind(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
