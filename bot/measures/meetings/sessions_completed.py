"""Coaching talks: of the pairs whose 18 weeks are over, the share that had five talks of six, or all six.

A talk is a week in which they met. Each pair counts once, in the four weeks in which its time ends; before
that it is too early to tell. Who ended before with fewer is a no; who is paused then, or whose program ended
before, is left out. An average would say what a single pair did.
"""

from bot.domain.disclosure.kinds import FIVE_TALKS
from bot.domain.measures.measures import Measure, Shape
from bot.measures.periods import share_by_four_weeks

MEASURE = Measure(
    "sessions_completed", frozenset({Shape.COACHING}), (FIVE_TALKS,), share_by_four_weeks(FIVE_TALKS)
)
