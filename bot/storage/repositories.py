"""All repositories of one transaction."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.access_log import AccessLog
from bot.storage.announcements import Announcements
from bot.storage.briefings import Briefings
from bot.storage.cycles import Cycles
from bot.storage.directory import Directory
from bot.storage.directory_imports import DirectoryImports
from bot.storage.encryption import Cipher
from bot.storage.enrolments import Enrolments
from bot.storage.events import SeenEvents
from bot.storage.exclusions import Exclusions
from bot.storage.forgetting import Forgetting
from bot.storage.holds import Holds
from bot.storage.installations import Installations
from bot.storage.kept import KeptRows
from bot.storage.meetings import Meetings
from bot.storage.mentorships import Mentorships
from bot.storage.nominations import Nominations
from bot.storage.outbox import Outbox
from bot.storage.people import People
from bot.storage.preferences import Preferences
from bot.storage.program_versions import ProgramVersions
from bot.storage.programs import Programs
from bot.storage.prompts import Prompts
from bot.storage.proposals import Proposals
from bot.storage.requests import Requests
from bot.storage.rosters import Rosters
from bot.storage.sends import Sends
from bot.storage.shifts import Shifts
from bot.storage.staff_claims import StaffClaims
from bot.storage.standings import Standings
from bot.storage.suggestions import Suggestions
from bot.storage.totals import Totals
from bot.storage.undelivered import Undelivered
from bot.storage.workspaces import Workspaces


class Repositories:
    """One repository per noun, all on the same connection."""

    def __init__(self, connection: AsyncConnection, *, cipher: Cipher) -> None:
        self.installations = Installations(connection, cipher=cipher)
        self.workspaces = Workspaces(connection)
        self.people = People(connection)
        self.preferences = Preferences(connection)
        self.briefings = Briefings(connection)
        self.shifts = Shifts(connection)
        self.rosters = Rosters(connection, cipher=cipher)
        self.programs = Programs(connection)
        self.program_versions = ProgramVersions(connection)
        self.enrolments = Enrolments(connection)
        self.exclusions = Exclusions(connection)
        self.nominations = Nominations(connection)
        self.suggestions = Suggestions(connection)
        self.requests = Requests(connection)
        self.holds = Holds(connection)
        self.proposals = Proposals(connection)
        self.announcements = Announcements(connection)
        self.mentorships = Mentorships(connection)
        self.cycles = Cycles(connection)
        self.meetings = Meetings(connection)
        self.standings = Standings(connection)
        self.outbox = Outbox(connection)
        self.sends = Sends(connection)
        self.prompts = Prompts(connection)
        self.undelivered = Undelivered(connection)
        self.directory = Directory(connection)
        self.directory_imports = DirectoryImports(connection)
        self.staff_claims = StaffClaims(connection)
        self.events = SeenEvents(connection)
        self.access_log = AccessLog(connection)
        self.forgetting = Forgetting(connection)
        self.kept = KeptRows(connection)
        self.totals = Totals(connection)
