"""Keeping what somebody said when they joined, here and wherever else it holds."""

from dataclasses import replace

from bot.domain.joining.enrolments import Enrolment, ExclusionKind
from bot.domain.joining.joining import JoinAnswers
from bot.domain.people import Preferences
from bot.storage.repositories import Repositories
from bot.usecases.joining.form import Places


async def keep_answers(repos: Repositories, place: Enrolment, answers: JoinAnswers, mine: Places) -> None:
    """After the person's own row. `mine` are their places as they were."""
    await repos.preferences.save(_likes(place, answers))
    await _keep_apart(repos, place.workspace_id, place.user_id, answers)
    await repos.enrolments.save(place)
    for other in mine.values():
        in_step = _in_step(other, place)
        if other.program_id != place.program_id and other != in_step:
            await repos.enrolments.save(in_step)


def _likes(place: Enrolment, answers: JoinAnswers) -> Preferences:
    return Preferences(
        place.workspace_id,
        place.user_id,
        languages=answers.languages,
        interests=answers.interests,
        heading_for=answers.heading_for,
        been_there=answers.been_there,
        patient_setting=answers.patient_setting,
        meets=answers.meets,
        styles=answers.styles,
        mixes_stages=answers.mixes_stages,
    )


async def _keep_apart(repos: Repositories, workspace_id: str, user_id: str, answers: JoinAnswers) -> None:
    """A suggested manager whom the person took out is cleared; one named again is not any more."""
    earlier = await repos.exclusions.list_of(workspace_id, user_id, kind=ExclusionKind.CLEARED)
    cleared = [one for one in dict.fromkeys((*earlier, *answers.suggested)) if one not in answers.excluded]
    named = {
        ExclusionKind.LINE_MANAGER: answers.excluded,
        ExclusionKind.PRIVATE: answers.apart,
        ExclusionKind.CLEARED: cleared,
    }
    for kind, others in named.items():
        await repos.exclusions.replace(workspace_id, user_id, others, kind=kind)


def _in_step(other: Enrolment, place: Enrolment) -> Enrolment:
    """One number of mentees and one agreement hold in every program somebody has a place in."""
    if not other.state.has_a_place:
        return other
    both_offer = other.role.offers and place.role.offers
    is_agreed = other.charter_version == place.charter_version
    return replace(
        other,
        capacity=place.capacity if both_offer else other.capacity,
        charter_version=place.charter_version,
        charter_accepted_at=other.charter_accepted_at if is_agreed else place.charter_accepted_at,
    )
