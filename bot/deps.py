"""What a listener, a job or a page is given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.background import Background
from bot.clock import Clock
from bot.content import Content
from bot.delivery.sender import Sender
from bot.paper import Press
from bot.rosters.links import Feeds
from bot.slack.gateway import SlackGateway
from bot.slack.homes import OpenHomes, StaleHomes
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Deps:
    """`new_id` makes the opaque ids that leave the process; `feeds` reads rosters that are links, and `press`
    sets papers.

    `guests_may_join` says whether Slack's guests may take part; `stale_homes` are to be shown again,
    `open_homes` may stand before somebody now.
    """

    db: Database
    clock: Clock
    content: Content
    slack: SlackGateway
    sender: Sender
    background: Background
    new_id: Callable[[], str]
    feeds: Feeds
    press: Press = field(default_factory=Press)
    guests_may_join: bool = False
    stale_homes: StaleHomes = field(default_factory=StaleHomes)
    open_homes: OpenHomes = field(default_factory=OpenHomes)
