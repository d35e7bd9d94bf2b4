"""What each sentence of a reason claims, worked out again from people's own data and nothing else."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.matching.people import Candidate
from tests.matching.pools import INTERESTS, LABELS, RELATIONS, STAGES, TOPICS

VAGUE = {None, "", "other", "other_clinical", "none"}
RULES = "rules"


@dataclass(frozen=True)
class Two:
    """`minutes` they share in a cycle, None if unknown."""

    mentee: Candidate
    mentor: Candidate
    minutes: float | None

    def same(self, field: str) -> bool:
        one, other = self.both(field)
        return one == other and one not in VAGUE

    def differ(self, field: str) -> bool:
        one, other = self.both(field)
        return one != other and not {one, other} & VAGUE

    def near(self, field: str, groups: Sequence[frozenset[str]]) -> bool:
        one, other = self.both(field)
        return one != other and any({one, other} <= group for group in groups)

    def both(self, field: str):
        return getattr(self.mentee, field), getattr(self.mentor, field)


def _stages_further(two: Two) -> int:
    one, other = two.both("career_stage")
    return STAGES.index(other) - STAGES.index(one) if one and other else 0


def _mostly_alike(two: Two) -> bool:
    """Alike in three statements more than not, of five."""
    mine, theirs = two.mentee.styles, two.mentor.styles
    answers = [mine[key] == theirs[key] for key in set(mine) & set(theirs)]
    return answers.count(True) - answers.count(False) >= 3


def _different_work(two: Two) -> bool:
    def work(profession):
        return {place for place, group in enumerate(RELATIONS.functions) if profession in group}

    one, other = map(work, two.both("profession"))
    return bool(one and other and not one & other)


def _led(two: Two) -> tuple[set[str], set[str]]:
    return set(two.mentee.heading_for & RELATIONS.leading), set(two.mentor.been_there & RELATIONS.leading)


def _led_nearby(two: Two) -> bool:
    heading, been = _led(two)
    return any(group & heading and group & been for group in RELATIONS.leadership)


def _teams_near(two: Two) -> bool:
    return two.same("department") or two.near("department", RELATIONS.departments)


Claim = tuple[str, Callable[[Two], bool]]
OF_TWO: dict[str, Claim] = {
    "One of you has been where the other would like to go.": (
        "career_path",
        lambda two: bool(two.mentee.heading_for & two.mentor.been_there),
    ),
    "One of you has been a few steps further, and not too long ago.": (
        "career_stage",
        lambda two: 1 <= _stages_further(two) <= 3,
    ),
    "You work in different departments.": ("department_distance", lambda two: two.differ("department")),
    "You work in the same department.": ("department_fit", lambda two: two.same("department")),
    "Your departments work close to each other.": (
        "department_fit",
        lambda two: two.near("department", RELATIONS.departments),
    ),
    "One of you has led in the way the other is heading for.": (
        "leadership_role_fit",
        lambda two: bool(set.intersection(*_led(two))),
    ),
    "One of you has led in a way near to where the other is heading.": ("leadership_role_fit", _led_nearby),
    "You work at the same site.": ("location", lambda two: two.same("site")),
    "You both like to meet by phone or video.": (
        "location",
        lambda two: set(two.both("meets")) == {"remote"},
    ),
    "You look after the same kind of patients.": (
        "patient_setting",
        lambda two: two.same("patient_setting"),
    ),
    "One of you still remembers being new.": (
        "recency_in_post",
        lambda two: two.mentor.years_in_post is not None and 1 <= two.mentor.years_in_post <= 5,
    ),
    "You have the same profession.": ("role_fit", lambda two: two.same("profession")),
    "Your professions are close to each other.": (
        "role_fit",
        lambda two: two.near("profession", RELATIONS.professions),
    ),
    "You see the place from different roles.": ("role_perspective", _different_work),
    "Your free times overlap enough to meet.": (
        "shift_overlap",
        lambda two: two.minutes is not None and two.minutes >= 45,
    ),
    "Your free times often overlap.": (
        "shift_overlap",
        lambda two: two.minutes is not None and two.minutes >= 90,
    ),
    "You work in the same specialty.": ("specialty", lambda two: two.same("specialty")),
    "Your specialties are close to each other.": (
        "specialty",
        lambda two: two.near("specialty", RELATIONS.specialties),
    ),
    "Your teams hand work to each other.": (
        "workflow_link",
        lambda two: two.near("department", RELATIONS.workflows),
    ),
    "Your teams work close to each other.": ("workflow_link", _teams_near),
    "You like to work in much the same way.": ("working_style", _mostly_alike),
}
FITS_RULES = "You fit every rule of this program. What you share is yours to find out."
EQUALS = "You are equals, and the circle fits everybody's rules."
BOTH_CHOSE, ALL_CHOSE = re.compile(r"You both chose (.+)\."), re.compile(r"All of you chose (.+)\.")
SHARED = re.compile(r"You share an interest in (.+)\.")
ALL_SHARE = re.compile(r"You all share an interest in (.+)\.")
# Nobody but the two themselves could tell these from what managers and colleagues know anyway.
OF_SECRETS = frozenset({"career_path", "leadership_role_fit", "working_style"})


def holds_for_two(key: str, text: str, two: Two) -> bool:
    """Raises KeyError for a sentence that nobody has written down here."""
    if chosen := BOTH_CHOSE.fullmatch(text):
        topics = topics_in(chosen[1])
        return key == "goals" and topics <= set(two.mentee.topics_wanted[:3]) & two.mentor.topics_offered
    if shared := SHARED.fullmatch(text):
        return key == "interests" and interests_in(shared[1]) <= two.mentee.interests & two.mentor.interests
    of, claim = OF_TWO[text]
    return key == of and claim(two)


def holds_in_circle(key: str, text: str, members: Sequence[Candidate], minutes: float | None) -> bool:
    if chosen := ALL_CHOSE.fullmatch(text):
        topics = topics_in(chosen[1])
        return key == "goals" and all(topics <= set(one.topics_wanted) for one in members)
    if shared := ALL_SHARE.fullmatch(text):
        named = interests_in(shared[1])
        return key == "interests" and all(named <= one.interests for one in members)

    def values(field: str) -> list[str]:
        return [getattr(one, field) for one in members]

    departments = values("department")
    apart = len(set(departments)) == len(members)
    claims = {
        "You are at the same stage of your careers.": ("career_stage", _one_of(values("career_stage"))),
        "You all work in different departments.": (
            "department_distance",
            apart and not VAGUE & set(departments),
        ),
        "You work at the same site.": ("location", _one_of(values("site"))),
        "You all share enough free time.": ("shift_overlap", minutes is not None and minutes >= 45),
        "You all share plenty of free time.": ("shift_overlap", minutes is not None and minutes >= 90),
    }
    return claims[text] == (key, True)


def _one_of(values: list[str]) -> bool:
    return len(set(values)) == 1 and values[0] not in VAGUE


def interests_in(words: str) -> set[str]:
    """Raises KeyError for words that no interest has."""
    known = {f"the field of {key}": key for key in INTERESTS}
    return {known[one] for one in words.split(", and in ")}


def topics_in(words: str) -> set[str]:
    """Raises KeyError for words that no topic has."""
    known = {_spoken(topic): topic for topic in TOPICS}
    return {known[one] for one in re.split(r", | and ", words)}


def _spoken(topic: str) -> str:
    label = LABELS.get(topic, topic)
    return label[0].lower() + label[1:]
