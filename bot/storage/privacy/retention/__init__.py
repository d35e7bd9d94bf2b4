"""Retention: one table says what is kept, what for and until when, and drives the job that deletes it."""

from bot.storage.privacy.retention import feedback, house, participants, programs
from bot.storage.privacy.retention.clocks import CLOCKS
from bot.storage.privacy.retention.rule import Rule
from bot.storage.privacy.retention.sweep import Sweep

__all__ = ["CLOCKS", "RULES", "Rule", "Sweep"]

# In this order: who stood in a mentorship is looked up by their place, what goes with the last of somebody's
# places goes before it, and a person goes last.
RULES: tuple[Rule, ...] = (*programs.RULES, *feedback.RULES, *participants.RULES, *house.RULES)
