"""Probation completed: of the people who took part, the share who completed it. HR works it out, not the bot.

A manager types the percent, of how many people, and as of which day; of fewer than ten nothing is taken.
"""

from bot.domain.measures.measures import ANY_SHAPE, Measure

MEASURE = Measure("probation_completion_group", ANY_SHAPE)
