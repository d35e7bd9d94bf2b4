"""Small hospitals to match people in, written down or drawn."""

import numpy as np
from hypothesis import strategies as st

from bot.content.programs import CRITERIA
from bot.matching.pair import of_interest
from bot.matching.people import Candidate, Pool, Relations

TOPICS = ("leadership", "hard_talks", "career", "calm")
SPECIALTIES = ("intensive_care", "emergency_medicine", "oncology", None)
STAGES = ("newly_qualified", "early_career", "established", "senior")
WEIGHTS = {
    "goals": 30,
    "specialty": 20,
    "mentee_choice": 15,
    "shift_overlap": 15,
    "department_distance": 10,
    "location": 10,
}
EVERYTHING = {key: 5 + place for place, key in enumerate(sorted(CRITERIA))}
INTERESTS = ("ethics", "elders", "simulation")
PATHS = ("lead_shift", "manage_unit", "research")
RELATIONS = Relations(
    departments=(frozenset({"east", "south"}),),
    workflows=(frozenset({"east", "west"}),),
    leading=frozenset({"lead_shift", "manage_unit", "executive"}),
    leadership=(frozenset({"lead_shift", "manage_unit"}),),
    specialties=(frozenset({"intensive_care", "emergency_medicine"}),),
    professions=(frozenset({"nurse", "midwife"}),),
    functions=(frozenset({"nurse", "midwife", "doctor"}), frozenset({"operations"})),
)
LABELS = {
    "leadership": "Leading others",
    "hard_talks": "Difficult conversations",
    "career": "Career direction",
    "intensive_care": "Intensive care",
    "emergency_medicine": "Emergency medicine",
    "ent": "ENT",
    "other": "Another specialty",
    **{of_interest(key): f"The field of {key}" for key in INTERESTS},
}


def mentee(name: str, **told) -> Candidate:
    return Candidate(name, **told)


def mentor(name: str, *, capacity: int = 1, **told) -> Candidate:
    return Candidate(name, capacity=capacity, **told)


def pool(mentees=(), mentors=(), minutes=None, **asked) -> Pool:
    return Pool(
        mentees=tuple(mentees),
        mentors=tuple(mentors),
        shared_minutes=minutes,
        relations=RELATIONS,
        career_stage_order=STAGES,
        **asked,
    )


@st.composite
def candidates(draw, name, others, *, capacity):
    some = st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(others), max_size=2))
    return Candidate(
        name,
        topics_offered=draw(st.frozensets(st.sampled_from(TOPICS), max_size=3)),
        topics_wanted=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=3, unique=True))),
        profession=draw(st.sampled_from(["nurse", "doctor", "operations", None])),
        specialty=draw(st.sampled_from(SPECIALTIES)),
        department=draw(st.sampled_from(["east", "west", None])),
        site=draw(st.sampled_from(["main", "branch", None])),
        career_stage=draw(st.sampled_from([*STAGES, None])),
        capacity=draw(st.integers(0, capacity)),
        exclusions=draw(some),
        past_partners=draw(some),
        managers=draw(some),
        ranked=tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True))),
        declined=draw(some),
        languages=draw(st.frozensets(st.sampled_from(["english", "welsh"]), max_size=2)),
        heading_for=draw(st.frozensets(st.sampled_from(PATHS), max_size=2)),
        been_there=draw(st.frozensets(st.sampled_from(PATHS), max_size=2)),
        interests=draw(st.frozensets(st.sampled_from(INTERESTS), max_size=3)),
        meets=draw(st.sampled_from(["in_person", "remote", "either", None])),
        patient_setting=draw(st.sampled_from(["wards", "none", None])),
        styles=draw(st.dictionaries(st.sampled_from(["push", "contact"]), st.sampled_from("ab"))),
        years_in_post=draw(st.sampled_from([0.5, 3.0, 8.0, 12.0, None])),
        set_aside=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def pools(draw, *, most=5, capacity=3):
    """Mentees e0.., mentors m0.., and people b0.. who are both."""
    both = [f"b{index}" for index in range(draw(st.integers(0, 3)))]
    mentees = both + [f"e{index}" for index in range(draw(st.integers(0, most - len(both))))]
    mentors = both + [f"m{index}" for index in range(draw(st.integers(0, most - len(both))))]
    everybody = sorted({*mentees, *mentors, "somebody_else"})
    told = {name: draw(candidates(name, everybody, capacity=capacity)) for name in everybody}
    known = st.one_of(st.just(float("nan")), st.sampled_from([0.0, 44.0, 45.0, 90.0, 300.0]))
    minutes = [[draw(known) for _ in mentors] for _ in mentees]
    return pool(
        [told[name] for name in mentees],
        [told[name] for name in mentors],
        np.array(minutes, dtype=float).reshape(len(mentees), len(mentors)),
        rules=draw(st.frozensets(st.sampled_from(["different_department", "different_role"]))),
    )
