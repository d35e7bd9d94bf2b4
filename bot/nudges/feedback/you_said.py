"""Tells people what was changed because of what they said, once after each wave."""

from bot.nudges.feedback.after_a_wave import note_kind
from bot.planning.findings import YOU_SAID
from bot.views.feedback.notes import you_said

KIND = note_kind(YOU_SAID, says=you_said, title="You said, we changed")
