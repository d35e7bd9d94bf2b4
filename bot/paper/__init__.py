"""Papers that people keep: set by typst in a child process, as PDFs that a screen reader can read."""

from bot.paper.paper import Paper, PaperKind, Picture, Section
from bot.paper.press import CannotBeWritten, Press

__all__ = ["CannotBeWritten", "Paper", "PaperKind", "Picture", "Press", "Section"]
