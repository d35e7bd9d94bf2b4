"""Which times are suggested, and that each is fine for the reason given; a reason is derived anew here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import Availability, Interval
from bot.domain.meetings.slots import Reason, Slot, fits, reason_for, suggest_slots
from tests.domain.patterns import FAR, PRESETS, RULES, on, rostered
from tests.domain.quiet_oracle import Oracle, minutes_of
from tests.domain.test_timing_laws import people, rosters
from tests.examples import examples

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def usual(name, *, tz="UTC", **known):
    return Availability(tz, PRESETS[name], **known)


def slots_of(*who, now=NOW, **more):
    return suggest_slots(who, now=now, rules=RULES, **more)


def every_day(text, *, tz="UTC", days=40):
    return [on(MONDAY + n * DAY, text, tz=tz) for n in range(-3, days)]


def starts(slots):
    return [f"{slot.start:%a %d %H:%M}" for slot in slots]


def test_three_on_different_days_some_days_apart_on_the_half_hour():
    who = (usual("office"), usual("office"))
    assert starts(slots_of(*who)) == ["Wed 04 12:00", "Mon 09 10:00", "Thu 12 10:00"]
    assert slots_of(*who) == slots_of(*who)


def test_where_their_best_hours_never_meet_any_that_is_allowed_will_do():
    assert starts(slots_of(usual("office"), usual("early_8"))) == [
        "Wed 04 16:30",
        "Sat 07 16:30",
        "Tue 10 16:30",
    ]


def test_others_are_new_and_come_on_other_days_first():
    first = slots_of(usual("office"), usual("office"))
    others = slots_of(usual("office"), usual("office"), without=[slot.start for slot in first])
    assert len(others) == 3
    assert not {slot.start.date() for slot in first} & {slot.start.date() for slot in others}


def test_asked_again_and_again_it_runs_out_and_repeats_none():
    home_by_noon = usual("office", quiet=((time(11), time(10)),))
    seen: list[datetime] = []
    while slots := slots_of(home_by_noon, without=seen):
        assert not set(seen) & {slot.start for slot in slots}
        seen += [slot.start for slot in slots]
    assert len(seen) == len(set(seen)) > 20


def test_where_no_hour_is_shared_in_four_weeks_nothing_is_suggested():
    assert slots_of(usual("nights_12"), usual("days_12")) == []


def test_a_short_hour_gives_twenty_minutes():
    busy = rostered(*every_day("10:20-17:30"), quiet=((time(18, 40), time(8)),))
    assert {slot.minutes for slot in slots_of(busy, usual("days_12"))} <= {20, 30}
    long_day = [one for n in range(40) for one in [on(MONDAY + n * DAY, "06:00-10:00")]]
    gap = rostered(*long_day, quiet=((time(11, 10), time(6)),))
    assert {slot.minutes for slot in slots_of(gap)} == {20}


def test_days_on_leave_are_left_out():
    away = Interval(NOW, NOW + 20 * DAY)
    [first, *_] = slots_of(usual("office"), usual("office", away=(away,)))
    assert first.start >= away.end


def test_none_is_just_off_a_night_or_in_the_hours_before_one():
    nights = [on(MONDAY + n * DAY, "19:00-07:30") for n in range(0, 28, 3)]
    for slot in slots_of(rostered(*nights), usual("office")):
        for night in nights:
            assert not night.start - timedelta(hours=4) < slot.end <= night.end
            assert not night.start < slot.start < night.end + timedelta(hours=9)


def test_a_circle_needs_only_enough_of_its_people():
    three = [usual("office") for _ in range(3)]
    night, day = usual("nights_12"), usual("days_12")
    assert slots_of(*three, night, day) == []
    found = slots_of(*three, night, day, enough=3)
    assert len(found) == 3
    assert all(sum(fits(one, slot, rules=RULES) for one in three) == 3 for slot in found)


def derived(who, slot):
    """From nothing but shifts, patterns and clocks."""
    if all(_off_all_day(one, slot) for one in who):
        return Reason.OFF
    if all(one.roster_known_until and one.roster_known_until > slot.end + 2 * DAY for one in who):
        return Reason.ROSTERED
    if all(one.roster_known_until or one.preset.start for one in who):
        return Reason.PATTERN
    return Reason.DAYTIME


def _off_all_day(person, slot):
    zone = ZoneInfo(person.tz)
    days = {slot.start.astimezone(zone).date()}
    worked = set()
    for shift in person.shifts:
        if shift.kind.is_work:
            at = shift.start
            while at < shift.end:
                worked.add(at.astimezone(zone).date())
                at += timedelta(minutes=15)
    known = person.roster_known_until
    return known is not None and known > slot.end + 2 * DAY and not days & worked


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ((rostered(), rostered()), Reason.OFF),
        ((rostered(), usual("office")), Reason.PATTERN),
        ((usual("early_8"), usual("office")), Reason.PATTERN),
        ((usual("mixed_12"), usual("office")), Reason.DAYTIME),
        ((rostered(*every_day("18:30-21:00")), rostered()), Reason.ROSTERED),
    ],
)
def test_the_reason_is_the_strongest_that_is_true_of_both(who, reason):
    slots = slots_of(*who)
    assert slots
    assert [reason_for(who, slot, rules=RULES) for slot in slots] == [reason] * len(slots)
    assert [derived(who, slot) for slot in slots] == [reason] * len(slots)


def test_somebody_for_whom_it_is_no_time_is_part_of_most_and_not_of_all():
    slot = slots_of(usual("office"))[0]
    assert reason_for([usual("office"), usual("days_12")], slot, rules=RULES) is Reason.MOST


@st.composite
def pairs(draw):
    """Two people in zones of their own, over the same weeks."""
    one, start = draw(people())
    other = draw(people())[0]
    shifts = draw(st.one_of(rosters(start), st.just(())))
    known = draw(st.sampled_from([FAR, None]))
    return [one, Availability(other.tz, other.preset, shifts, known, quiet=other.quiet)], start


@examples(50)
@given(pairs())
def test_no_suggested_time_breaks_a_rule_for_anybody(found):
    who, start = found
    slots = suggest_slots(who, now=start, rules=RULES)
    assert len(slots) <= 3
    assert slots == sorted(slots)
    zone = ZoneInfo(who[0].tz)
    assert len({slot.start.astimezone(zone).date() for slot in slots}) == len(slots)
    for slot in slots:
        assert start + 2 * DAY <= slot.start
        assert slot.end <= start + 28 * DAY
        assert slot.minutes in (20, 30)
        for one in who:
            oracle = Oracle(one)
            assert [oracle.why_not(at) for at in minutes_of(slot.start, slot.end)] == [None] * (
                slot.minutes + 1
            )
            for night in oracle.nights:
                assert not night.start - timedelta(hours=4) < slot.end <= night.start
            assert fits(one, slot, rules=RULES)
        reason = reason_for(who, slot, rules=RULES)
        _is_true(reason, who, slot)


def _is_true(reason, who, slot):
    for one in who:
        local = slot.start.astimezone(ZoneInfo(one.tz))
        assert time(9) <= local.time() <= time(21)
        if reason is Reason.OFF:
            days = {
                shift.start.astimezone(ZoneInfo(one.tz)).date() for shift in one.shifts if shift.kind.is_work
            }
            assert local.date() not in days
        if reason in (Reason.OFF, Reason.ROSTERED):
            assert one.roster_known_until is not None
            assert slot.end <= one.roster_known_until
        if reason is Reason.PATTERN:
            assert one.roster_known_until or one.preset.start


@examples(25)
@given(pairs(), st.integers(2, 3))
def test_of_a_circle_as_many_as_it_takes_can_come(found, enough):
    (one, other), start = found
    who = [one, other, usual("office"), usual("early_8")]
    for slot in suggest_slots(who, now=start, rules=RULES, enough=enough):
        can = [each for each in who if fits(each, slot, rules=RULES)]
        assert len(can) >= enough
        assert all(Oracle(each).why_not(slot.start) is None for each in can)


def test_whether_a_slot_fits_is_asked_of_all_of_it():
    person = usual("office")
    inside = Slot(datetime(2026, 3, 5, 20, 30, tzinfo=UTC))
    assert fits(person, inside, rules=RULES)
    assert not fits(person, Slot(inside.start + timedelta(minutes=15)), rules=RULES)
