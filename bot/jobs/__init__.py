"""What happens without anybody's click: the ticks."""

from bot.jobs.directory_feed import ReadDirectoryFeed
from bot.jobs.exports import TakeBackLists
from bot.jobs.feedback import KeepWaves
from bot.jobs.freezing import FreezeNumbers
from bot.jobs.homes import KeepHomesFresh, ShowHomesAgain
from bot.jobs.installation import LookAtInstallations
from bot.jobs.people import LookUpPeople
from bot.jobs.rosters import RefreshRosters
from bot.jobs.ticks import keep_house, tick, tick_in_time

__all__ = [
    "FreezeNumbers",
    "KeepHomesFresh",
    "KeepWaves",
    "LookAtInstallations",
    "LookUpPeople",
    "ReadDirectoryFeed",
    "RefreshRosters",
    "ShowHomesAgain",
    "TakeBackLists",
    "keep_house",
    "tick",
    "tick_in_time",
]
