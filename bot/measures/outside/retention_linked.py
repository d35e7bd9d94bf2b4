"""Staying, against comparable staff: of the people who took part, the share still here. HR works it out.

A manager types the percent, that of comparable staff, of how many people, and as of which day; of fewer than
ten nothing is taken. Nothing is ever said of one person.
"""

from bot.domain.measures.measures import ANY_SHAPE, Measure

MEASURE = Measure("retention_linked", ANY_SHAPE)
