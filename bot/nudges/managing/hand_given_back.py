"""Tells who knew that a manager had taken on their request that it is with all managers again.

By then another manager may have taken it.
"""

from bot.nudges.managing.hands import hand_kind, has_request, takes_part
from bot.views.managing.hands_taken import hand_given_back

KIND = hand_kind(
    "hand_given_back", still_true=takes_part, says=hand_given_back, fits=has_request(taken=False)
)
