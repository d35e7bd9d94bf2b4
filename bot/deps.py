"""What a listener, a job or a page is given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.background import Background
from bot.clock import Clock, system_clock
from bot.content import Content
from bot.delivery.sender import Sender
from bot.paper import Press
from bot.rosters.links import Feeds
from bot.site import Site
from bot.slack.gateway import SlackGateway
from bot.slack.homes import OpenHomes, StaleHomes
from bot.slack.people.names import Names
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Deps:
    """`new_id` makes the opaque ids that leave the process; `feeds` reads rosters that are links, and `press`
    sets papers.

    `guests_may_join` says whether Slack's guests may take part; `stale_homes` are to be shown again,
    `open_homes` may stand before somebody now. `site` is where the dashboard is found, `names` what people
    are called there; `wall` is the machine's own clock, which sessions go by.
    """

    db: Database
    clock: Clock
    content: Content
    slack: SlackGateway
    sender: Sender
    background: Background
    new_id: Callable[[], str]
    feeds: Feeds
    names: Names
    site: Site = field(default_factory=Site)
    wall: Clock = system_clock
    press: Press = field(default_factory=Press)
    guests_may_join: bool = False
    stale_homes: StaleHomes = field(default_factory=StaleHomes)
    open_homes: OpenHomes = field(default_factory=OpenHomes)
