"""Reads the hospital's staff export as its mapping says: pure, and a piece at a time."""

from bot.directory.batches import Batch
from bot.directory.mapping import DirectoryMapping, load_mapping
from bot.directory.reading import StaffFile

__all__ = ["Batch", "DirectoryMapping", "StaffFile", "load_mapping"]
