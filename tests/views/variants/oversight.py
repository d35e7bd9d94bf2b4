"""Who looks over programs: roles, the access log, all programs, who is reached, and the time it takes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.cells import rounded
from bot.domain.disclosure.figures import share_of, taking_part_together
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, MET, ON_TRACK
from bot.domain.measures.results import Result, Verdict
from bot.domain.oversight.ledger import Quarter, ledger_of
from bot.domain.oversight.reach import ReachBy, cells_of_reach, lines_of_reach
from bot.domain.oversight.whole import Whole
from bot.domain.programs.states import ProgramState
from bot.facts.summaries import summary_of
from bot.views.oversight import access_log, home, ledger, organisation, reach, roles
from bot.views.refs import LogRef
from tests.figures import AS_OF, LAST_WEEK, board_of, record

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
REACHED = [
    ({ReachBy.PROFESSION: "nurse", ReachBy.SITE: "Main", ReachBy.SHIFT: "nights"}, 41),
    ({ReachBy.PROFESSION: "doctor", ReachBy.SITE: "Main", ReachBy.SHIFT: "mixed"}, 12),
    ({ReachBy.PROFESSION: "midwife", ReachBy.SITE: "River & Sea"}, 3),
]
STAFF = [
    ({ReachBy.PROFESSION: "nurse", ReachBy.SITE: "Main"}, 118),
    ({ReachBy.PROFESSION: "doctor", ReachBy.SITE: "Main"}, 12),
    ({ReachBy.PROFESSION: "midwife", ReachBy.SITE: "River & Sea"}, 12),
    ({ReachBy.PROFESSION: "pharmacist"}, 4),
    ({ReachBy.PROFESSION: "paramedic"}, 80),
]
WEEK = timedelta(weeks=1)


def variants_of_oversight(content, program, other):
    """Name to what a view returned; `other` is a second program."""
    return {
        **_roles(program, other),
        **_access_log(program, other),
        **_organisation(content, program, other),
        **_reach(content, program),
        **_ledger(content, program),
    }


def _roles(program, other):
    everything = roles.RolesPage(
        by="UOWNER",
        owners=["UOWNER", "USECOND"],
        officers=["UOFFICER"],
        may_give=True,
        managed=[program],
        reads=[other],
    )
    nobody = replace(everything, owners=[], officers=[], managed=[], reads=[])
    return {
        "roles_page": roles.roles_page(everything),
        "roles_page_nobody": roles.roles_page(nobody),
        "roles_page_of_a_manager": roles.roles_page(replace(everything, by="UMIA", may_give=False, reads=[])),
        "readers_page": roles.readers_page(roles.ReadersPage(program, ["UREADER", "UOTHER"])),
        "readers_page_nobody": roles.readers_page(roles.ReadersPage(program, [])),
        "role_form": roles.role_form(None),
        "role_form_reader": roles.role_form(program),
        "named_reader": roles.named_reader(program),
        "named_owner": roles.named_owner(),
        "named_officer": roles.named_officer(),
    }


def _access_log(program, other):
    lines = [
        access_log.LogLine(AT, "UMIA", "list of people", program.name),
        access_log.LogLine(AT, "", "mentorships that may need support", other.name),
        access_log.LogLine(AT, "UOWNER", "named a privacy officer", "", "UOFFICER"),
        access_log.LogLine(AT, "UOFFICER", "access log", ""),
    ]
    names = {program.id: program.name, other.id: other.name}
    shown = LogRef(program.id, "UMIA", before=40)
    officer = access_log.LogPage(lines, LogRef(), names, sees_all=True, older=LogRef(before=12))
    return {
        "access_log": access_log.access_log_page(officer),
        "access_log_filtered": access_log.access_log_page(
            access_log.LogPage(lines[:1], shown, names, sees_all=True)
        ),
        "access_log_of_a_manager": access_log.access_log_page(
            access_log.LogPage(lines[:1], LogRef(user_id="UMIA"), names, sees_all=False)
        ),
        "access_log_empty": access_log.access_log_page(
            access_log.LogPage([], LogRef(user_id="UMIA"), names, sees_all=False)
        ),
    }


def _organisation(content, program, other):
    weeks = {LAST_WEEK - n * WEEK: (9, 14) for n in range(12)}
    boards = [
        board_of({JOINED: 78, INTRODUCED: 37}, met=weeks, tracked=(31, 35)),
        board_of({JOINED: 4, INTRODUCED: 2}, met={week: (1, 2) for week in weeks}, tracked=(2, 2)),
    ]
    whole = Whole(boards)
    page = organisation.OrganisationPage(
        as_of=AS_OF,
        joined=whole.joined(),
        introduced=whole.introduced(),
        on_track=whole.on_track(today=AS_OF),
        meetings=whole.meetings(),
        programs=[
            summary_of(one, board, today=AS_OF) for one, board in zip([program, other], boards, strict=True)
        ],
        results=[
            Result("pairs_active", share_of([record(ON_TRACK, 31, 35)]), Verdict.REACHED, part="3_months"),
            Result("match_fit", share_of([]), Verdict.TOO_EARLY),
        ],
    )
    none = replace(page, as_of=None, joined=taking_part_together([]), programs=[], results=[])
    return {
        "organisation": organisation.organisation_page(page, measures=content.measures),
        "organisation_no_program": organisation.organisation_page(none, measures=content.measures),
    }


def _reach(content, program):
    board = Board(
        (rounded(JOINED, week=LAST_WEEK, count=56), *cells_of_reach(REACHED, STAFF, week=LAST_WEEK))
    )
    bare = Board((rounded(JOINED, week=LAST_WEEK, count=56), *cells_of_reach(REACHED, [], week=LAST_WEEK)))

    def shown(by, of=board, **more):
        page = reach.ReachPage(program, by, of.as_of, lines_of_reach(of, by), manages=True)
        return reach.reach_page(replace(page, **more), content=content)

    return {
        "reach_by_profession": shown(ReachBy.PROFESSION),
        "reach_by_site": shown(ReachBy.SITE),
        "reach_by_shift": shown(ReachBy.SHIFT, manages=False),
        "reach_by_stage_nobody": shown(ReachBy.STAGE),
        "reach_without_a_directory": shown(ReachBy.PROFESSION, bare),
        "reach_not_yet": shown(ReachBy.PROFESSION, Board()),
        "reach_when_closed": shown(ReachBy.PROFESSION, program=replace(program, state=ProgramState.CLOSED)),
    }


def _ledger(content, program):
    weeks = [date(2025, 12, 22) + n * WEEK for n in range(11)]
    cells = [
        one
        for number, week in enumerate(weeks)
        for one in (
            rounded(JOINED, week=week, count=40 + 4 * number),
            rounded(INTRODUCED, week=week, count=3 * number),
            record(MET, 8, 30, week),
        )
    ]
    taken = content.ledger

    def shown(one, cells):
        known = [
            ledger_of(
                one,
                cells,
                quarter,
                people=2,
                managers=taken.managers.for_domain(),
                saved=taken.saved.for_domain(),
            )
            for quarter in (Quarter.of(AS_OF), Quarter.of(AS_OF).before)
        ]
        return ledger.ledger_page(ledger.LedgerPage(one, [each for each in known if each]), taken=taken)

    budgeted = replace(program, plan=replace(program.plan, minutes_a_month=60, by_approval=True))
    few = [record(MET, 1, 2, weeks[-1]), rounded(JOINED, week=weeks[-1], count=4)]
    return {
        "ledger": shown(budgeted, cells),
        "ledger_of_few": shown(program, few),
        "ledger_not_yet": shown(program, []),
    }


def can_read(program, other):
    """What roles let somebody read on Home: everything, and a single program."""
    return (
        home.CanRead([program, other], is_owner=True, is_officer=True, has_page=True),
        home.CanRead([program], has_page=True),
    )


def who_reads(program, other):
    """What everybody reads of that, with people in each role and without."""
    named = home.WhoReads(
        [home.ReadsTotals(program.name, ["UCHAMPION", "UREADER"]), home.ReadsTotals(other.name, [])],
        ["UOWNER"],
        ["UOFFICER"],
    )
    return named, home.WhoReads([home.ReadsTotals(program.name, [])])
