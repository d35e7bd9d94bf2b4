"""Coaching talks: of the pairs whose planned time is over, the share that had five talks of six, or all six.

Each pair counts once, in the four weeks in which its planned time ends, pauses and holds or not; before that
it is too early to tell. Who ended before with fewer is a no. An average would say what a single pair did.
"""

from bot.domain.disclosure.kinds import FIVE_TALKS
from bot.domain.measures.measures import Measure, Shape
from bot.measures.periods import share_by_four_weeks

MEASURE = Measure(
    "sessions_completed", frozenset({Shape.COACHING}), (FIVE_TALKS,), share_by_four_weeks(FIVE_TALKS)
)
