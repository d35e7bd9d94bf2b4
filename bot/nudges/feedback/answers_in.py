"""Tells those who were asked at the end that the answers are counted, once."""

from bot.nudges.feedback.after_a_wave import note_kind
from bot.planning.findings import ANSWERS_IN
from bot.views.feedback.notes import answers_in

KIND = note_kind(ANSWERS_IN, says=answers_in, title="The answers are in")
