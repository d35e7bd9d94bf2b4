"""The invented people join: what they answer, what they like, how far they read."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.content import Content
from bot.demo.hospital import Invented
from bot.deps import Deps
from bot.domain.acts import Act
from bot.domain.joining.briefings import CARDS, Briefing, briefing_for, required_for
from bot.domain.joining.enrolments import Role
from bot.domain.joining.joining import JoinAnswers, JoinSubmission
from bot.domain.mentorships.mentorships import proposal_mark
from bot.domain.programs.programs import Program
from bot.sandbox.model import Person
from bot.usecases.joining.joining import enrol
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.proposals import propose_matches

TOPICS: Mapping[str, Sequence[str]] = {
    "nurse_leadership": (
        "leadership",
        "difficult_conversations",
        "decisions_under_pressure",
        "conflict",
        "wellbeing",
    ),
    "specialist_resident": (
        "clinical_confidence",
        "career_direction",
        "patient_communication",
        "speaking_up",
    ),
    "coaching_sprint": ("career_direction", "leadership", "conflict", "wellbeing"),
    "cross_functional": ("workflows_culture", "speaking_up", "conflict", "leadership"),
    "peer_circle": ("wellbeing", "speaking_up", "clinical_confidence", "workflows_culture"),
}
TELLS_MORE = 0.7
PAGES_READ_HALF_WAY = 2


@dataclass(frozen=True, slots=True)
class Joining:
    """One person on their way in; `reads` is False for those who do not finish their briefing."""

    person: Person
    invented: Invented
    role: Role
    reads: bool = True


async def join(deps: Deps, program: Program, one: Joining, rng: random.Random) -> None:
    answers = _answers(one, program, deps.content, rng)
    await enrol(
        deps.db,
        act=Act(program.workspace_id, one.person.id, deps.clock()),
        form=JoinSubmission(answers, deps.clock(), agreed_to=deps.content.charter.version),
        tz=one.person.tz,
        content=deps.content,
    )
    await _brief(deps, program.workspace_id, one)


async def _brief(deps: Deps, workspace_id: str, one: Joining) -> None:
    """To the end, or no further than half-way."""
    read = [_finished(deps, workspace_id, one, needed) for needed in sorted(required_for(one.role))]
    half = Briefing(workspace_id, one.person.id, briefing_for(one.role), pages_read=PAGES_READ_HALF_WAY)
    async with deps.db.transaction() as repos:
        for briefing in read if one.reads else [half]:
            await repos.briefings.save(briefing)


def _finished(deps: Deps, workspace_id: str, one: Joining, briefing_id: str) -> Briefing:
    pages = 1 if briefing_id == CARDS else len(deps.content.briefings[briefing_id].cards)
    return Briefing(workspace_id, one.person.id, briefing_id, pages, finished_on=deps.clock().date())


async def match_and_approve(deps: Deps, program: Program) -> int:
    """How many were matched."""
    manager, workspace_id = program.managers[0], program.workspace_id
    review = await propose_matches(
        deps.db,
        act=Act(workspace_id, manager, deps.clock()),
        program_id=program.id,
        content=deps.content,
        new_id=deps.new_id,
    )
    await approve_matches(
        deps.db,
        act=Act(workspace_id, manager, deps.clock()),
        program_id=program.id,
        seen=proposal_mark(review.proposed),
        content=deps.content,
    )
    return len(review.proposed)


def _answers(one: Joining, program: Program, content: Content, rng: random.Random) -> JoinAnswers:
    topics, invented = TOPICS[program.template_id], one.invented
    return JoinAnswers(
        program_id=program.id,
        role=one.role,
        profession=invented.profession,
        specialty=invented.specialty,
        department=invented.department,
        site=invented.site,
        career_stage=invented.career_stage,
        topics_wanted=tuple(rng.sample(topics, k=2)) if one.role.wants else (),
        topics_offered=tuple(rng.sample(topics, k=3)) if one.role.offers else (),
        capacity=min(2, program.plan.capacity) if one.role.offers else 1,
        preset_id=invented.preset_id,
        **(_likes(one, content, rng) if rng.random() < TELLS_MORE else {}),
    )


def _likes(one: Joining, content: Content, rng: random.Random) -> dict[str, Any]:
    lists = content.preferences
    aspirations, interests = list(lists.aspirations), list(lists.interests)
    return {
        "heading_for": tuple(rng.sample(aspirations, k=2)) if one.role.wants else (),
        "been_there": tuple(rng.sample(aspirations, k=3)) if one.role.offers else (),
        "interests": tuple(rng.sample(interests, k=2)),
        "languages": ("english", *rng.sample(list(lists.languages)[1:], k=rng.random() < 0.4)),
        "meets": rng.choice(list(lists.meeting_modes)),
        "patient_setting": rng.choice(list(content.people.patient_setting_labels)),
        "styles": {style: rng.choice(("a", "b")) for style in lists.working_styles},
    }
