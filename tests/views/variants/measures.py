"""Variants of targets and results: what is reached, close or not, what can't be told, and HR's results."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.disclosure.figures import Figure, from_hr, share, share_among
from bot.domain.disclosure.kinds import AGREES, ANSWERED, FIRST_TALK
from bot.domain.measures.external import ExternalResult
from bot.domain.measures.results import Result, judge
from bot.domain.measures.targets import REPORT, Comparison, Target, at_least, between, under
from bot.views.measures import counts, external, results
from tests.figures import AS_OF, record

FIRST = date(2025, 11, 3)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FROM_HR = ExternalResult("T1", "prg1", "retention_linked", 1, 88, 42, date(2026, 2, 1), 81, "UMANAGER", AT)
AGAIN = replace(FROM_HR, number=2, percent=91, people=44, as_of=date(2026, 3, 1), at=AT + timedelta(days=7))


def of(yeses: int, could: int) -> Figure:
    return share(record(FIRST_TALK, yeses, could))


def result(key, figure, target=None, **about):
    id_, _, part = key.partition(":")
    found = Result(id_, figure, judge(figure, target), target, part=part, as_of=AS_OF, since=FIRST)
    return replace(found, **about)


FEW = share_among([record(AGREES, 1, 20)], [record(ANSWERED, 2, 20)])
TREND = [(FIRST + timedelta(weeks=4 * n), of(20 + 3 * n, 40)) for n in range(6)]
TOLD = [
    result("first_meeting_21d", of(56, 60), at_least(70)),
    result("pairs_active:3_months", of(30, 45), at_least(70), trend=TREND),
    result("pairs_active:6_months", of(9, 40), at_least(60)),
    result("mentor_use", of(30, 40), between(50, 90), since=None),
    result("rematch_rate", of(3, 60), under(15), trend=TREND[:1]),
    result("know_support", of(30, 42), REPORT, earlier=of(18, 40), since=None),
    result(
        "sessions_completed", of(20, 30), Target(Comparison.REPORT, note="5 on <average> & more"), since=None
    ),
]
HR = result("retention_linked", from_hr(91, people=44), at_least(85), earlier=from_hr(81, people=44))
HR = replace(HR, as_of=AGAIN.as_of, since=None)
UNTOLD = [
    result("match_fit", FEW, at_least(80)),
    result("goal_progress", of(3, 4), REPORT),
    result("belonging", of(0, 0), REPORT, as_of=None, since=None),
    result("stay_intent_group", of(0, 0), REPORT, as_of=None, since=None),
    result("probation_completion_group", of(0, 0), REPORT, as_of=None, since=None),
]


def variants_of_measures(content, program):
    def page(**about):
        return results.results_page(results.ResultsPage(program, **about), content=content)

    def counted(*found, **about):
        return counts.counts_page(counts.CountsPage(program, found, **about), content=content)

    form = external.ExternalForm(program, content.measures["retention_linked"])
    return {
        "results": page(told=TOLD, untold=UNTOLD, may_type=True),
        "results_of_a_reader": page(told=TOLD[:2], untold=UNTOLD),
        "results_second_page": page(told=[HR], untold=[], page=1, pages=2, may_type=True),
        "results_middle_page": page(told=TOLD[:1], untold=[], page=1, pages=3),
        "results_none_yet": page(told=[], untold=UNTOLD[2:], may_type=True),
        "results_no_targets": page(told=[], untold=[]),
        "results_which_program": results.choose_program([program, replace(program, name="<Nights>")]),
        "results_count": counted(TOLD[1], page=1),
        "results_count_untold": counted(UNTOLD[0]),
        "results_count_hr": counted(HR, versions=[AGAIN, FROM_HR], may_type=True),
        "results_count_hr_of_a_reader": counted(UNTOLD[-1]),
        "results_count_all": counted(*TOLD, *UNTOLD),
        "results_hr_form": external.external_form(form),
        "results_hr_form_again": external.external_form(replace(form, page=2, last=AGAIN)),
    }
