"""The invented hospital: 120 people, what they work, and when they sleep."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.domain.availability import Shift, ShiftKind

UNKNOWN_PATTERNS = ("mixed_12", "self_roster", "on_call")
NIGHTS = ("nights_12", "night_8")
TIMES: Mapping[str, tuple[time, time]] = {
    "days_12": (time(7), time(19, 30)),
    "nights_12": (time(19), time(7, 30)),
    "early_8": (time(7), time(15, 30)),
    "late_8": (time(13), time(21, 30)),
    "night_8": (time(23), time(7, 30)),
    "office": (time(9), time(17)),
    "on_call": (time(8), time(8)),
}
# Which shift is worked on each day of a turn; None is a day off.
TURNS: Mapping[str, Sequence[str | None]] = {
    "days_12": ["days_12", "days_12", "days_12", None, None, None, None],
    "nights_12": ["nights_12", "nights_12", "nights_12", "nights_12", None, None, None, None],
    "mixed_12": ["days_12", "days_12", None, "nights_12", "nights_12", None, None, None, None],
    "self_roster": ["early_8", "late_8", None, None, "nights_12", None, None, "days_12", None, None],
    "early_8": ["early_8"] * 5 + [None] * 2,
    "late_8": ["late_8"] * 5 + [None] * 2,
    "night_8": ["night_8"] * 4 + [None] * 3,
    "on_call": ["on_call", None, None, None],
}


@dataclass(frozen=True, slots=True)
class Invented:
    """One person. `shifts` is what they really work.

    The bot knows it only of those who keep a roster here. `manages` and the three after it name templates.
    """

    name: str
    title: str
    profession: str
    specialty: str
    department: str
    site: str
    career_stage: str
    preset_id: str
    keenness: float
    is_rostered: bool = False
    shifts: tuple[Shift, ...] = ()
    manages: tuple[str, ...] = ()
    champions: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    stands_in: tuple[str, ...] = ()

    @property
    def works_nights(self) -> bool:
        return self.preset_id in NIGHTS


@dataclass(frozen=True, slots=True)
class Hospital:
    name: str
    zone: ZoneInfo
    sites: tuple[str, ...]
    signposts: Mapping[str, str]
    people: tuple[Invented, ...] = field(repr=False)


def invent_hospital(rng: random.Random, *, start: date, weeks: int) -> Hospital:
    """The same seed gives the same people and the same shifts, from `start` on for `weeks` weeks."""
    plan = yaml.safe_load((files("bot.demo") / "hospital.yml").read_text(encoding="utf-8"))
    names = _names(plan, rng)
    zone = ZoneInfo(plan["zone"])
    days = [start + timedelta(days=n) for n in range(weeks * 7)]
    managers = [_manager(next(names), plan["sites"], entry) for entry in plan["managers"]]
    clinicians = [
        person
        for group in plan["groups"]
        for person in _group(group, names=names, sites=plan["sites"], days=days, zone=zone, rng=rng)
    ]
    return Hospital(plan["name"], zone, tuple(plan["sites"]), plan["signposts"], (*managers, *clinicians))


def _names(plan: Mapping[str, Any], rng: random.Random) -> Iterator[str]:
    pairs = [f"{first} {last}" for first in plan["first_names"] for last in plan["last_names"]]
    return iter(rng.sample(pairs, k=200))


def _manager(name: str, sites: Sequence[str], entry: Mapping[str, Any]) -> Invented:
    return Invented(
        name=name,
        title=entry["title"],
        profession="corporate",
        specialty="none",
        department="education_research",
        site=sites[0],
        career_stage="leading",
        preset_id="office",
        keenness=0.9,
        manages=tuple(entry.get("programs", ())),
        champions=tuple(entry.get("champions", ())),
        leads=tuple(entry.get("leads", ())),
        stands_in=tuple(entry.get("stands_in", ())),
    )


def _group(
    group: Mapping[str, Any],
    *,
    names: Iterator[str],
    sites: Sequence[str],
    days: Sequence[date],
    zone: ZoneInfo,
    rng: random.Random,
) -> Iterator[Invented]:
    presets = [group["presets"][n % len(group["presets"])] for n in range(group["count"])]
    rostered = _who_keeps_a_roster(presets, group["rostered"])
    for place, preset in enumerate(presets):
        shifts = tuple(work(preset, days=days, zone=zone, offset=rng.randrange(70)))
        yield Invented(
            name=next(names),
            title=group["title"],
            profession=group["profession"],
            specialty=group["specialty"],
            department=group["department"],
            site=sites[rng.random() < 0.3],
            career_stage=rng.choice(group["stages"]),
            preset_id=preset,
            keenness=rng.uniform(0.6, 0.95) if rng.random() < 0.65 else rng.uniform(0.0, 0.1),
            is_rostered=place in rostered,
            shifts=shifts,
        )


def _who_keeps_a_roster(presets: Sequence[str], count: int) -> set[int]:
    """First those whose pattern says nothing about a day, then those on nights."""
    order = sorted(
        range(len(presets)), key=lambda n: (presets[n] not in UNKNOWN_PATTERNS, presets[n] not in NIGHTS)
    )
    return set(order[:count])


def work(preset: str, *, days: Sequence[date], zone: ZoneInfo, offset: int) -> Iterator[Shift]:
    """The shifts somebody with this pattern really works. Office hours are the working week's."""
    for number, day in enumerate(days):
        if preset == "office":
            worked = "office" if day.weekday() < 5 else None
        else:
            turn = TURNS[preset]
            worked = turn[(number + offset) % len(turn)]
        if worked:
            yield _shift(worked, day, zone)


def _shift(worked: str, day: date, zone: ZoneInfo) -> Shift:
    begins, ends = TIMES[worked]
    last = day if ends > begins else day + timedelta(days=1)
    start, end = (datetime.combine(on, at, zone).astimezone(UTC) for on, at in ((day, begins), (last, ends)))
    kind = (
        ShiftKind.NIGHT if worked in NIGHTS else ShiftKind.ON_CALL if worked == "on_call" else ShiftKind.DAY
    )
    return Shift(start, end, kind)
