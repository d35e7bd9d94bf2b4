"""What a rule of retention says, to those who run Lamplight and to the nightly job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.storage.privacy.retention.sweep import Sweep

ALL: tuple[str, ...] = ("*",)
# After a program's end or somebody's leaving; after a message has settled; after a decision.
LATER = timedelta(days=90)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A row of the table in docs/for_it.md: what is kept, what for, and until when.

    `columns` are those it is about, by table. `sweeps` delete it in time; without any it goes as `until` says
    with what somebody does. A sweep of clocks says of rows that their time begins.
    """

    key: str
    what: str
    why: str
    until: str
    columns: Mapping[str, tuple[str, ...]]
    sweeps: Sequence[Sweep] = ()
