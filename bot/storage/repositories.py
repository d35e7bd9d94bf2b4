"""All repositories of one transaction."""

from collections.abc import Callable
from typing import Generic, TypeVar

from bot.storage.allowances import Allowances
from bot.storage.care.advice import Advices
from bot.storage.care.leads import Leads
from bot.storage.care.loads import Loads
from bot.storage.delivery.outbox import Outbox
from bot.storage.delivery.sends import Sends
from bot.storage.delivery.undelivered import Undelivered
from bot.storage.directory.entries import Directory
from bot.storage.directory.imports import DirectoryImports
from bot.storage.directory.staff_claims import StaffClaims
from bot.storage.disclosure.cells import Cells
from bot.storage.disclosure.counting import Counting
from bot.storage.disclosure.periods import PeriodCounting
from bot.storage.encryption import Cipher
from bot.storage.ending.thanks import TheThanks
from bot.storage.ending.willing import TheWilling
from bot.storage.exports.named_exports import NamedExports
from bot.storage.feedback.answers import WaveAnswers
from bot.storage.feedback.sealing import Seals
from bot.storage.feedback.waves import Waves
from bot.storage.goals.goals import GoalLists
from bot.storage.installation.events import SeenEvents
from bot.storage.installation.installations import Installations
from bot.storage.joining.briefings import Briefings
from bot.storage.joining.enrolments import Enrolments
from bot.storage.joining.preferences import Preferences
from bot.storage.journey.prompts import Prompts
from bot.storage.managing.holds import Holds
from bot.storage.managing.listed import Listed
from bot.storage.managing.requests import Requests
from bot.storage.managing.schedules import Schedules
from bot.storage.managing.taken import SupportTaken
from bot.storage.managing.totals import Totals
from bot.storage.matching.exclusions import Exclusions
from bot.storage.matching.proposals import Proposals
from bot.storage.matching.suggestions import Suggestions
from bot.storage.measures.external import ExternalResults
from bot.storage.meetings.meetings import Meetings
from bot.storage.mentorships.cycles import Cycles
from bot.storage.mentorships.mentorships import Mentorships
from bot.storage.mentorships.status_rows import StatusBases
from bot.storage.mentorships.stopped_days import StoppedDays
from bot.storage.oversight.reach import Reach
from bot.storage.oversight.roles import Roles
from bot.storage.people import People
from bot.storage.privacy.access_log import AccessLog
from bot.storage.privacy.deletions import Deletions
from bot.storage.privacy.forgetting import Forgetting
from bot.storage.privacy.personal_data import PersonalDataRows
from bot.storage.privacy.retention.sweeping import Sweeping
from bot.storage.programs.hospital_versions import HospitalVersions
from bot.storage.programs.programs import Programs
from bot.storage.programs.versions import ProgramVersions
from bot.storage.recruiting.announcements import Announcements
from bot.storage.recruiting.nominations import Nominations
from bot.storage.repository import Asked, Repository
from bot.storage.review.reviews import Reviews
from bot.storage.rosters.codes import RosterCodes
from bot.storage.rosters.rosters import Rosters
from bot.storage.rosters.shifts import Shifts
from bot.storage.signing_in.sessions import DashboardSessions
from bot.storage.work import WaitingWork
from bot.storage.workspaces import Workspaces

R = TypeVar("R", bound=Repository)


class _Of(Generic[R]):
    """A repository, made when it is first asked for: a transaction uses three of all there are."""

    def __init__(self, kind: Callable[..., R], *given: str) -> None:
        self._kind, self._given = kind, given

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, repositories: "Repositories", owner: type) -> R:
        more = {name: getattr(repositories, name) for name in self._given}
        made = repositories.__dict__[self._name] = self._kind(repositories.connection, **more)
        return made


class Repositories:
    """One repository per noun, all on the same connection."""

    def __init__(
        self,
        connection: Asked,
        *,
        cipher: Cipher,
        deletions: Deletions | None = None,
        seals: Seals | None = None,
    ) -> None:
        self.connection, self.cipher = connection, cipher
        self.deletions = deletions or Deletions(None, cipher)
        self.seals = seals or Seals(cipher)

    installations = _Of(Installations, "cipher")
    workspaces = _Of(Workspaces)
    people = _Of(People)
    preferences = _Of(Preferences)
    briefings = _Of(Briefings)
    shifts = _Of(Shifts)
    rosters = _Of(Rosters, "cipher")
    roster_codes = _Of(RosterCodes)
    programs = _Of(Programs)
    program_versions = _Of(ProgramVersions)
    hospital_versions = _Of(HospitalVersions)
    allowances = _Of(Allowances)
    enrolments = _Of(Enrolments)
    exclusions = _Of(Exclusions)
    nominations = _Of(Nominations)
    suggestions = _Of(Suggestions)
    requests = _Of(Requests)
    support_taken = _Of(SupportTaken)
    holds = _Of(Holds)
    listed = _Of(Listed)
    schedules = _Of(Schedules)
    leads = _Of(Leads)
    advice = _Of(Advices)
    loads = _Of(Loads)
    proposals = _Of(Proposals)
    announcements = _Of(Announcements)
    mentorships = _Of(Mentorships)
    cycles = _Of(Cycles)
    stopped_days = _Of(StoppedDays)
    goals = _Of(GoalLists, "cipher")
    meetings = _Of(Meetings)
    thanks = _Of(TheThanks)
    willing = _Of(TheWilling)
    status_bases = _Of(StatusBases)
    outbox = _Of(Outbox)
    sends = _Of(Sends)
    prompts = _Of(Prompts)
    undelivered = _Of(Undelivered)
    directory = _Of(Directory)
    directory_imports = _Of(DirectoryImports)
    staff_claims = _Of(StaffClaims)
    events = _Of(SeenEvents)
    access_log = _Of(AccessLog)
    named_exports = _Of(NamedExports)
    roles = _Of(Roles)
    dashboard_sessions = _Of(DashboardSessions)
    reach = _Of(Reach)
    forgetting = _Of(Forgetting, "deletions")
    personal_data = _Of(PersonalDataRows)
    sweeping = _Of(Sweeping)
    totals = _Of(Totals)
    cells = _Of(Cells)
    counting = _Of(Counting)
    periods = _Of(PeriodCounting)
    external_results = _Of(ExternalResults)
    waves = _Of(Waves)
    reviews = _Of(Reviews)
    wave_answers = _Of(WaveAnswers, "cipher", "seals")
    work = _Of(WaitingWork)
