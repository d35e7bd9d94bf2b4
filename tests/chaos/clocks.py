"""One fast clock for several processes: each works it out from the machine's own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.clock import system_clock


@dataclass(frozen=True, slots=True)
class FastClock:
    """It showed `start` when the machine's showed `began` (a timestamp), and runs `speed` times as fast."""

    start: datetime
    began: float
    speed: float

    def __call__(self) -> datetime:
        return self.start + timedelta(seconds=(system_clock().timestamp() - self.began) * self.speed)

    def to_json(self) -> list[float]:
        return [self.start.timestamp(), self.began, self.speed]

    @classmethod
    def from_json(cls, given: list[float]) -> "FastClock":
        start, began, speed = given
        return cls(datetime.fromtimestamp(start, UTC), began, speed)


@dataclass(slots=True)
class Hands:
    """Stands still at `start` until it is given a clock to follow."""

    start: datetime
    follows: FastClock = field(init=False)

    def __post_init__(self) -> None:
        self.follows = self.still

    @property
    def still(self) -> FastClock:
        return FastClock(self.start, began=0, speed=0)

    def __call__(self) -> datetime:
        return self.follows()
