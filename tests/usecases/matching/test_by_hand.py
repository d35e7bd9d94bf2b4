"""Pairs tried by hand: whatever rule stands in the way, the answer is the same, and each try is noted."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.availability import Shift, ShiftKind
from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.joining.enrolments import ExclusionKind, Role
from bot.domain.matching.choices import Said, Suggestion
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.people import Person, Preferences
from bot.errors import InvalidInput, NotNow
from bot.storage.repositories import Repositories
from bot.usecases.matching.by_hand import (
    IN_THE_WAY,
    NO_ROOM,
    TRIED,
    add_pair,
    read_marks,
    swap_matches,
    try_pair,
    try_swap,
)
from tests.people import (
    DAY,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    move_in,
    unbriefed,
)

IDA, ACT = "UIDA", Act(WS, MIA, MONDAY)
HERE: dict[str, Any] = {"preset_id": "office", "site": "Main"}
PROPOSED = replace(PAIR, state=MentorshipState.PROPOSED, channel_id=None, introduced_on=None)
THEIRS = replace(PROPOSED, id="M2", members=(Member(IDA, Role.MENTEE), Member(EVE, Role.MENTOR)))
Break = Callable[[Repositories], Awaitable[Any]]


async def away(repos):
    await repos.people.save(Person(WS, EVE, paused_from=TODAY, paused_until=TODAY + DAY, **HERE))


async def on_leave(repos):
    await repos.people.save(Person(WS, EVE, leave_from=TODAY, **HERE))


async def agreed_to_another_charter(repos):
    await repos.enrolments.save(enrolment(EVE, Role.MENTOR, charter_version="before"))


async def set_aside(repos):
    await repos.enrolments.save(enrolment(EVE, Role.MENTOR, on_hold=True))


async def far_away(repos):
    await repos.people.save(Person(WS, EVE, **(HERE | {"site": "Other"})))


async def of_another_tongue(repos):
    for who, language in ((NIA, "en"), (EVE, "pl")):
        await repos.preferences.save(Preferences(WS, who, languages=(language,)))


async def never_free_together(repos):
    always = Shift(MONDAY, MONDAY + 40 * DAY, ShiftKind.DAY)
    await repos.shifts.replace(WS, EVE, [always])


async def her_manager(repos):
    entries = [
        DirectoryEntry(WS, "1", user_id=NIA, known_by=KnownBy.EMAIL, manager_id="2"),
        DirectoryEntry(WS, "2", user_id=EVE, known_by=KnownBy.EMAIL),
    ]
    await repos.directory_imports.save_changed([(one, 0) for one in entries], number=1)


async def ended_before(repos):
    past = replace(PAIR, id="M9", state=MentorshipState.ENDED, ended_on=TODAY - 60 * DAY)
    members = (Member(NIA, Role.MENTEE), Member(EVE, Role.MENTOR))
    await repos.mentorships.save(replace(past, members=members))


async def declined(repos):
    one = Suggestion(WS, "P1", NIA, EVE, 0, (), TODAY - DAY, Said.NO)
    await repos.suggestions.add_many([one])


def named(kind: ExclusionKind, who: str, other: str) -> Break:
    async def name(repos: Repositories) -> None:
        await repos.exclusions.replace(WS, who, [other], kind=kind)

    return name


RULES: dict[str, Break] = {
    "she asked": named(ExclusionKind.PRIVATE, NIA, EVE),
    "the other asked": named(ExclusionKind.PRIVATE, EVE, NIA),
    "her manager, she says": named(ExclusionKind.LINE_MANAGER, NIA, EVE),
    "her manager, says the directory": her_manager,
    "she said no": declined,
    "ended before": ended_before,
    "set aside": set_aside,
    "another site": far_away,
    "another language": of_another_tongue,
    "no hour together": never_free_together,
    "away": away,
    "on leave": on_leave,
    "another charter": agreed_to_another_charter,
}


@pytest.fixture
async def ward(db):
    """Two mentees and two mentors who suit each other, each in a pair of the proposal."""
    people = [Person(WS, who, **HERE) for who in (NIA, IDA, OMAR, EVE)]
    places = [enrolment(who) for who in (NIA, IDA)] + [enrolment(who, Role.MENTOR) for who in (OMAR, EVE)]
    await move_in(db, *people, *places, PROPOSED, THEIRS)
    return db


@pytest.fixture
async def apart(ward):
    """The same, before anybody is in a pair."""
    async with ward.transaction() as repos:
        await repos.mentorships.delete(WS, ["M1", "M2"])
    return ward


async def tries_pair(db, content, pair=(NIA, EVE)):
    return await try_pair(db, act=ACT, program_id="P1", pair=pair, content=content)


async def tries_swap(db, content):
    return await try_swap(db, act=ACT, ids=("M1", "M2"), content=content)


async def breaks(db, rule):
    async with db.transaction() as repos:
        await RULES[rule](repos)


def said(tried, pair):
    [one] = [one for one in tried.pairs if one.pair == pair]
    return one.in_the_way


async def looks(db):
    async with db.transaction() as repos:
        return [(one.user_id, one.what) for one in await repos.access_log.list_for_program(WS, "P1")]


async def test_what_nothing_stands_in_the_way_of_can_be_done(apart, content):
    assert said(await tries_pair(apart, content), (NIA, EVE)) == ""


@pytest.mark.parametrize("rule", RULES)
async def test_every_rule_sounds_alike_when_a_pair_is_put_together(apart, content, rule):
    await breaks(apart, rule)
    tried = await tries_pair(apart, content)
    assert said(tried, (NIA, EVE)) == IN_THE_WAY
    with pytest.raises(NotNow) as refused:
        await add_pair(apart, act=ACT, program_id="P1", pair=(NIA, EVE), content=content, new_id=lambda: "N1")
    assert str(refused.value) == IN_THE_WAY


@pytest.mark.parametrize("rule", RULES)
async def test_every_rule_sounds_alike_when_two_are_swapped(ward, content, rule):
    await breaks(ward, rule)
    assert said(await tries_swap(ward, content), (NIA, EVE)) == IN_THE_WAY
    with pytest.raises(NotNow) as refused:
        await swap_matches(ward, act=ACT, ids=("M1", "M2"), mentor_id=EVE, content=content)
    assert str(refused.value) == IN_THE_WAY


async def test_a_mentor_who_has_not_read_their_briefing_is_no_other_case(apart, content):
    async with apart.transaction() as repos:
        await repos.forgetting.forget(WS, EVE)
    await move_in(apart, Person(WS, EVE, **HERE), unbriefed(enrolment(EVE, Role.MENTOR)))
    assert said(await tries_pair(apart, content), (NIA, EVE)) == IN_THE_WAY


@pytest.mark.parametrize("rule", [None, *RULES])
async def test_a_full_mentor_is_full_for_everybody_or_in_the_way(ward, content, rule):
    """Whom a rule keeps from her can't be told from whom it does not."""
    async with ward.transaction() as repos:
        await repos.mentorships.delete(WS, ["M1"])
    if rule:
        await breaks(ward, rule)
    answers = set()
    await move_in(ward, Person(WS, "UFAY", **HERE), enrolment("UFAY"))
    for mentee in (NIA, "UFAY"):
        try:
            answers.add(said(await tries_pair(ward, content, (mentee, EVE)), (mentee, EVE)))
        except InvalidInput as full:
            answers.add(str(full))
    assert answers in ({NO_ROOM}, {IN_THE_WAY})


async def test_each_try_is_noted_whatever_comes_of_it(ward, content):
    await breaks(ward, "she asked")
    for _ in range(2):
        await tries_swap(ward, content)
    for pair in ((NIA, EVE), ("USTRANGER", EVE)):
        with pytest.raises(InvalidInput):
            await tries_pair(ward, content, pair)
    assert await looks(ward) == [(MIA, TRIED)] * 4


async def learned(db, content, **dates):
    """All that a manager is told of a proposal and of a swap, where the directory has these dates of all."""
    entries = [DirectoryEntry(WS, who, user_id=who, **dates) for who in (NIA, OMAR, IDA, EVE)]
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 0) for one in entries], number=1)
    shown = {"program": PROGRAM, "proposed": [PROPOSED, THEIRS], "by": MIA, "content": content, "now": MONDAY}
    tried = await tries_swap(db, content)
    return await read_marks(db, **shown), tried.is_allowed, [one.in_the_way for one in tried.pairs]


@pytest.mark.parametrize("date", ["starts_on", "ends_on"])
@pytest.mark.parametrize("days", [-9, 9, 99])
async def test_nobody_learns_of_a_post_that_begins_or_ends(ward, content, date, days):
    """The directory knows the first and last day of each; no manager does."""
    nothing = await learned(ward, content)
    assert await learned(ward, content, **{date: TODAY + timedelta(days=days)}) == nothing
