"""The staff directory: the hospital's records, and who of them is whom in Slack."""

from bot.usecases.directory.importing import import_directory

__all__ = ["import_directory"]
