"""All repositories of one transaction."""

from bot.storage.delivery.outbox import Outbox
from bot.storage.delivery.sends import Sends
from bot.storage.delivery.undelivered import Undelivered
from bot.storage.directory.entries import Directory
from bot.storage.directory.imports import DirectoryImports
from bot.storage.directory.staff_claims import StaffClaims
from bot.storage.encryption import Cipher
from bot.storage.installation.events import SeenEvents
from bot.storage.installation.installations import Installations
from bot.storage.joining.briefings import Briefings
from bot.storage.joining.enrolments import Enrolments
from bot.storage.joining.preferences import Preferences
from bot.storage.journey.prompts import Prompts
from bot.storage.managing.holds import Holds
from bot.storage.managing.requests import Requests
from bot.storage.managing.totals import Totals
from bot.storage.matching.exclusions import Exclusions
from bot.storage.matching.proposals import Proposals
from bot.storage.matching.suggestions import Suggestions
from bot.storage.meetings.meetings import Meetings
from bot.storage.mentorships.cycles import Cycles
from bot.storage.mentorships.mentorships import Mentorships
from bot.storage.mentorships.status_rows import StatusBases
from bot.storage.people import People
from bot.storage.privacy.access_log import AccessLog
from bot.storage.privacy.forgetting import Forgetting
from bot.storage.privacy.personal_data import PersonalDataRows
from bot.storage.programs.programs import Programs
from bot.storage.programs.versions import ProgramVersions
from bot.storage.recruiting.announcements import Announcements
from bot.storage.recruiting.nominations import Nominations
from bot.storage.repository import Asked
from bot.storage.rosters.codes import RosterCodes
from bot.storage.rosters.rosters import Rosters
from bot.storage.rosters.shifts import Shifts
from bot.storage.work import WaitingWork
from bot.storage.workspaces import Workspaces


class Repositories:
    """One repository per noun, all on the same connection."""

    def __init__(self, connection: Asked, *, cipher: Cipher) -> None:
        self.installations = Installations(connection, cipher=cipher)
        self.workspaces = Workspaces(connection)
        self.people = People(connection)
        self.preferences = Preferences(connection)
        self.briefings = Briefings(connection)
        self.shifts = Shifts(connection)
        self.rosters = Rosters(connection, cipher=cipher)
        self.roster_codes = RosterCodes(connection)
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
        self.status_bases = StatusBases(connection)
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
        self.personal_data = PersonalDataRows(connection)
        self.totals = Totals(connection)
        self.work = WaitingWork(connection)
