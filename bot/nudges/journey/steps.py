"""Shared by the kinds about steps of a mentorship's way: does a step still make sense, and in which words?"""

from datetime import timedelta

from bot.content import ProgramTemplate
from bot.delivery.kind import JourneySituation
from bot.domain.mentorships.mentorships import MentorshipState
from bot.planning.stages import MILESTONE, RHYTHM_CHECK, kind_of, last_day

# What a template calls the step at which its mentees set themselves goals.
GOALS_SET = "goals_set"
# What belongs to the end is not said again within this.
LATELY = timedelta(weeks=8)


def is_on(situation: JourneySituation) -> bool:
    """Whether the mentorship is active in a program that is not over."""
    return not situation.program_is_over and situation.mentorship.state is MentorshipState.ACTIVE


def is_about_this_end(situation: JourneySituation) -> bool:
    """Whether a message about the end is about the last day as it is now, and not said lately.

    The last day may have been moved since; by a little, it needs no other message.
    """
    if situation.said_at is not None and situation.now < situation.said_at + LATELY:
        return False
    template = template_of(situation)
    end = last_day(situation.mentorship, situation.program, template) if template else None
    return end is not None and end.toordinal() == situation.message.cycle


def template_of(situation: JourneySituation) -> ProgramTemplate | None:
    """Look up the template of the situation's program. None if it no longer ships."""
    return situation.content.programs.get(situation.program.template_id)


def is_about_goals(situation: JourneySituation) -> bool:
    """Whether a milestone is the one at which goals are set."""
    template = template_of(situation)
    steps = template.milestones if template else ()
    return any(one.key == GOALS_SET and one.week == situation.message.cycle for one in steps)


def words_of(situation: JourneySituation, kind: str) -> str:
    """Read the template's words for this stage; empty where it leaves them to the usual line."""
    template = template_of(situation)
    among = [one for one in template.milestones if kind_of(one) == kind] if template else []
    if kind in (MILESTONE, RHYTHM_CHECK):
        among = [one for one in among if one.week == situation.message.cycle]
    said = (one.words if kind == MILESTONE else one.say for one in among)
    return "\n".join(text for text in said if text)
