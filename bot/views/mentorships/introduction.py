"""The first message of a mentorship, in its own private group conversation."""

from collections.abc import Sequence

from bot.content import Guide
from bot.domain.joining.enrolments import Role
from bot.domain.matching.topics import besides_topics, topics_listed
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.meetings.check_in import in_weeks
from bot.views.message import Message
from bot.views.parts import button, buttons, escape, mention, mentions, small, words

CANNOT_READ = "_We can't read this conversation: Slack doesn't let us._ {no_phi}"


def introduction(
    mentorship: Mentorship, *, program: Program, guide: Guide, no_phi: str, topics: Sequence[str] = ()
) -> Message:
    """`topics` are what the mentee wants to work on and the mentor offers, in words."""
    return Message(
        "Lamplight: your mentoring match is here. Open it when you have a quiet minute.",
        [
            words(_meet_each_other(mentorship)),
            words(_why(mentorship, topics)),
            words(_how_it_starts(mentorship, program)),
            words(f"*{guide.title}*\n{_first_prompts(guide.prompts)}"),
            buttons(
                button("Find a time", Action.TIME_FIND, value=mentorship.id, style="primary"),
                button("First-meeting guide", Action.GUIDE, value=guide.id),
                button("Cards for hard conversations", Action.CARD),
            ),
            small(
                _our_charter(mentorship),
                CANNOT_READ.format(no_phi=no_phi),
            ),
        ],
    )


def _mentor_and_mentee(mentorship: Mentorship) -> tuple[str, str] | None:
    mentors, mentees = mentorship.with_role(Role.MENTOR), mentorship.with_role(Role.MENTEE)
    return (mention(mentors[0]), mention(mentees[0])) if len(mentors) == len(mentees) == 1 else None


def _meet_each_other(mentorship: Mentorship) -> str:
    if pair := _mentor_and_mentee(mentorship):
        mentor, mentee = pair
        return f"*{mentee}, meet {mentor}, your mentor.*\n*{mentor}, meet {mentee}, your mentee.*"
    user_ids = mentorship.user_ids
    if len(user_ids) == 2:
        one, other = map(mention, user_ids)
        return f"*{one}, meet {other}.* *{other}, meet {one}.* You mentor each other."
    met = f"*{mentions(user_ids)}: meet each other.*"
    if mentorship.with_role(Role.BOTH):
        return f"{met} In a trio each of you has something to learn from the other two."
    hosts = mentorship.with_role(Role.HOST)
    hosted = f" {mentions(hosts)} hosts it." if hosts else ""
    return f"{met} You are a circle of equals.{hosted}"


def _why(mentorship: Mentorship, topics: Sequence[str]) -> str:
    """What the mentee wants and the mentor offers, by name: both of them read the same message."""
    pair, said = _mentor_and_mentee(mentorship), list(mentorship.reasons)
    if pair and topics:
        mentor, mentee = pair
        wants = f"{mentee} wants to work on {escape(topics_listed(topics))}, which {mentor} offers."
        said = [wants, *besides_topics(said)]
    if not said:
        return "You fit each other's wishes. What you share is yours to find out."
    who = {2: "you two", 3: "you three"}.get(len(mentorship.members), "you")
    return f"*Why {who}?* " + " ".join(said)


def _how_it_starts(mentorship: Mentorship, program: Program) -> str:
    weeks = in_weeks(program.every_weeks).removeprefix("a ")
    this_is = (
        f"This is *{escape(program.name)}*: about {program.minutes} minutes every {weeks}, at times that fit "
        "your shifts."
    )
    if mentorship.is_circle:
        return (
            f"{this_is} Go ahead when three or more can come. *What happens next:* find a time that fits you "
            "all. Now and then we'll ask some of you, privately, if the circle met. One tap answers for all."
        )
    return (
        f"{this_is} *What happens next:* find a time for your first talk. Now and then we'll ask each of "
        "you, privately, if you met. One tap answers."
    )


def _our_charter(mentorship: Mentorship) -> str:
    stays = "*Our charter:* what you say stays between you, apart from the limits you"
    if mentorship.is_circle:
        return f"{stays} all agreed to. It's voluntary: each of you can leave without giving a reason."
    if len(mentorship.members) > 2:
        return f"{stays} all agreed to. Each of you can pause or end this without giving a reason."
    return f"{stays} both agreed to. Either of you can pause or end this without giving a reason."


def _first_prompts(prompts: Sequence[str]) -> str:
    return "\n".join(f"• {prompt}" for prompt in prompts[:3])
