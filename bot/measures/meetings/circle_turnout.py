"""Turnout: of circles with a host, the share of periods of four weeks in which three or more were at a talk.

The host taps whether three or more came, never who. A circle counts in each four weeks until it ends, unless
it is paused, or its host was away or on hold all the time; where the host tapped nothing it is a no. Circles
without a host are in no cell.
"""

from bot.domain.disclosure.kinds import TURNOUT
from bot.domain.measures.measures import CIRCLES, Measure
from bot.measures.periods import share_by_four_weeks

MEASURE = Measure("circle_turnout", CIRCLES, (TURNOUT,), share_by_four_weeks(TURNOUT))
