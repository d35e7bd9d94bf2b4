"""The first message of a mentorship, in its own private group conversation."""

from collections.abc import Sequence

from bot.content import Guide
from bot.domain.mentorships import Mentorship
from bot.domain.programs import Program
from bot.views.check_in import in_weeks
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mention, mentions, small, words

CANNOT_READ = "_I can't read this conversation: Slack doesn't let me._ {no_phi}"


def introduction(mentorship: Mentorship, *, program: Program, guide: Guide, no_phi: str) -> Message:
    return Message(
        "Lamplight: your mentoring match is here. Open it when you have a quiet minute.",
        [
            words(_meet_each_other(mentorship.user_ids)),
            words(_why(mentorship.reasons)),
            words(_how_it_starts(program)),
            words(f"*{guide.title}*\n{_first_prompts(guide.prompts)}"),
            buttons(
                button("First-meeting guide", Action.GUIDE, value=guide.id, style="primary"),
                button("Cards for hard conversations", Action.CARD),
            ),
            small(
                "*Our charter:* what you say stays between you, apart from the limits you both agreed to. "
                "Either of you can pause or end this without giving a reason.",
                CANNOT_READ.format(no_phi=no_phi),
            ),
        ],
    )


def _meet_each_other(user_ids: Sequence[str]) -> str:
    lines = [
        f"*{mention(user)}, meet {mentions(other for other in user_ids if other != user)}.*"
        for user in user_ids
    ]
    return " ".join(lines)


def _why(reasons: Sequence[str]) -> str:
    if not reasons:
        return "I think you will have something to say to each other."
    return "*Why you two?* " + " ".join(reasons)


def _how_it_starts(program: Program) -> str:
    return (
        f"This is *{escape(program.name)}*: about {program.minutes} minutes every "
        f"{in_weeks(program.every_weeks).removeprefix('a ')}, at times that fit your shifts. "
        "A first talk of 20 minutes is plenty. *What happens next:* find a time here between you. "
        "Now and then I will ask each of you, privately, whether you met. One tap answers."
    )


def _first_prompts(prompts: Sequence[str]) -> str:
    return "\n".join(f"• {prompt}" for prompt in prompts[:3])
