"""Tells who asked for help that a manager has taken it on; by then it may be given back or done."""

from bot.nudges.managing.hands import hand_kind, has_request, takes_part
from bot.views.managing.hands_taken import hand_taken

KIND = hand_kind("hand_taken", still_true=takes_part, says=hand_taken, fits=has_request(taken=True))
