"""What may be asked about a mentorship, and how long after something else was said about it.

Whoever has just ticked times to meet is not asked if they met, and whoever has just been asked about a
silence is not checked in with: both would tell them that nobody listens.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

# Two questions that contradict each other come at least this far apart, whoever of a mentorship gets them.
APART = timedelta(days=3)


class Asks(StrEnum):
    """What a message asks about a mentorship. Any two of these contradict each other."""

    WHEN_TO_MEET = "when to meet"
    IF_THEY_MET = "if they met"
    ABOUT_SILENCE = "about a silence"


def may_ask_from(asks: Asks, said: Mapping[Asks, datetime]) -> datetime | None:
    """Work out from when on this may be asked, after what was `said` last. None: whenever it is welcome."""
    return max((when + APART for what, when in said.items() if what is not asks), default=None)
