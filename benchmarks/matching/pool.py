"""An invented hospital waiting to be matched: posts, wishes, exclusions and four weeks of shifts."""

from dataclasses import replace

import numpy as np

from bot.content import Content
from bot.matching.overlap import SharedTime, shared_quarters
from bot.matching.people import Candidate, Pool, Relations

DAYS, QUARTERS_A_DAY = 28, 96
SITES = ("general", "infirmary", "childrens", "community", "teaching")
# Free quarters of a day on duty early, late, at night, in office hours, and off duty.
FREE = {"early": (66, 78), "late": (40, 48), "night": (60, 70), "office": (40, 66), "off": (40, 72)}
WIDER = 4


def relations_of(content: Content) -> Relations:
    people = content.people
    return Relations(
        specialties=tuple(map(frozenset, people.related_specialties)),
        departments=tuple(map(frozenset, people.related_departments)),
        professions=tuple(map(frozenset, people.related_professions)),
        functions=tuple(map(frozenset, people.functions.values())),
    )


def invented_pool(content: Content, mentees: int, mentors: int, *, places: int, seed: int = 7) -> Pool:
    """`places` are spread over the mentors at random, one each first if there are enough."""
    rng = np.random.default_rng(seed)
    extra = np.bincount(rng.integers(0, mentors, max(places - mentors, 0)), minlength=mentors)
    capacity = (np.arange(mentors) < places).astype(int) + extra
    waiting = tuple(_mentee(content, rng, number, mentors) for number in range(mentees))
    offering = tuple(
        replace(_mentor(content, rng, number, mentees), capacity=int(capacity[number]))
        for number in range(mentors)
    )
    return Pool(
        mentees=waiting,
        mentors=offering,
        shared_minutes=invented_time(mentees, mentors, rng),
        relations=relations_of(content),
        career_stage_order=tuple(content.people.career_stages),
    )


def _mentee(content: Content, rng: np.random.Generator, number: int, mentors: int) -> Candidate:
    return replace(
        _person(content, rng, f"E{number:06}", "O", mentors),
        topics_wanted=_some(rng, list(content.topics), 3),
        heading_for=frozenset(_some(rng, list(content.preferences.aspirations), 2)),
        career_stage=_one(rng, list(content.people.career_stages)[:3]),
    )


def _mentor(content: Content, rng: np.random.Generator, number: int, mentees: int) -> Candidate:
    return replace(
        _person(content, rng, f"O{number:06}", "E", mentees),
        topics_offered=frozenset(_some(rng, list(content.topics), int(rng.integers(1, 7)))),
        been_there=frozenset(_some(rng, list(content.preferences.aspirations), int(rng.integers(0, 4)))),
        career_stage=_one(rng, list(content.people.career_stages)[2:]),
        years_in_post=float(rng.integers(0, 20)),
    )


def _person(content: Content, rng: np.random.Generator, name: str, kind: str, others: int) -> Candidate:
    people = content.people
    department = _one(rng, list(people.departments))
    of_department = {one: key for key, group in people.patient_settings.items() for one in group}
    apart = rng.integers(0, others, rng.integers(0, 3))
    return Candidate(
        name,
        profession=_one(rng, list(people.professions)),
        specialty=_one(rng, list(people.specialties)),
        department=department,
        site=_one(rng, SITES),
        meets=_one(rng, ("in_person", "remote", "either", "either", "either", "either")),
        languages=frozenset({"english", *_some(rng, list(content.preferences.languages), 1)}),
        patient_setting=of_department[department],
        styles={key: _one(rng, "ab") for key in content.preferences.working_styles},
        exclusions=frozenset(f"{kind}{other:06}" for other in apart),
        managers=frozenset({f"{kind}{rng.integers(0, others):06}", f"B{rng.integers(0, 400)}"}),
    )


def _one(rng: np.random.Generator, choices):
    return choices[int(rng.integers(0, len(choices)))]


def _some(rng: np.random.Generator, choices, many: int) -> tuple[str, ...]:
    return tuple(choices[place] for place in rng.permutation(len(choices))[:many])


def invented_time(mentees: int, mentors: int, rng: np.random.Generator) -> SharedTime:
    """Everybody has a roster of their own."""
    kinds = np.zeros((len(FREE), 2, QUARTERS_A_DAY), dtype=bool)
    for kind, (begin, end) in enumerate(FREE.values()):
        kinds[kind, 0, begin:end] = True
        kinds[kind, 1, begin - WIDER : end + WIDER] = True
    days = rng.integers(0, len(FREE), (mentees + mentors, DAYS))
    preferred, allowed = (kinds[days, which].reshape(mentees + mentors, -1) for which in (0, 1))
    return shared_quarters(preferred, allowed, mentees=mentees, cycles=1)


def invented_circles(content: Content, people: int, hosts: int, *, seed: int = 7) -> Pool:
    """Equals and hosts; first-years do not sit with seniors."""
    pool = invented_pool(content, people, hosts, places=people, seed=seed)
    return replace(pool, rules=frozenset({"stages"}))
