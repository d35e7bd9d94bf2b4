"""Goals: the page as a mentee and a mentor see it, its forms, and what is chosen for the next talk."""

from dataclasses import replace
from datetime import date

from bot.domain.goals.goals import Goal, Goals, NextTalk
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.views.goals import forms, goals
from bot.views.goals.goals import GoalsPage
from bot.views.goals.next_talk import chosen_for_the_talk
from bot.views.meetings import times
from bot.views.refs import GoalRef
from tests.views.variants.times import SET

HANDOVER = Goal("g1", 4, (1, 2, 2, 3), text="Lead a handover <!here> on a *busy* night", topic="leadership")
TURNED = Goal("g2", 5, (2,), text="להוביל משמרת (לילה)", is_private=True)
BY_TOPIC = Goal("g3", 3, (1, 2, 3, 4, 5), topic="speaking_up")
EMPTY = Goals("T1", "men1", "UMENTEE")
KEPT = Goals("T1", "men1", "UMENTEE", (HANDOVER, TURNED, BY_TOPIC), NextTalk(3, goal_id="g1"))


def variants_of_goals(content, pair):
    page = GoalsPage(pair, "UMENTEE", KEPT, (), content.topics)
    one = replace(KEPT, goals=(HANDOVER,), next_talk=NextTalk(3, topic="wellbeing"))
    none = replace(page, mine=EMPTY)
    theirs = replace(page, reader="UMENTOR", mine=None, theirs=[KEPT.as_seen_by("UMENTOR")])
    both = replace(pair, members=tuple(Member(f"UBOTH{n}", Role.BOTH) for n in range(3)))
    theirs_too = replace(KEPT, user_id="UBOTH1").as_seen_by("UBOTH0")
    mutual = [theirs_too, replace(KEPT, user_id="UBOTH2", goals=(), next_talk=None)]
    ended = replace(pair, state=MentorshipState.ENDED, ended_on=date(2026, 3, 1))
    new = GoalRef("men1", "g9")
    about = chosen_for_the_talk([KEPT], content)
    by_topic = chosen_for_the_talk([one], content)
    return {
        "goals_three": goals.goals_page(page),
        "goals_one": goals.goals_page(replace(page, mine=one)),
        "goals_none": goals.goals_page(none),
        "goals_read_by_mentor": goals.goals_page(theirs),
        "goals_none_to_read": goals.goals_page(replace(theirs, theirs=[EMPTY])),
        "goals_mutual": goals.goals_page(
            GoalsPage(both, "UBOTH0", replace(one, user_id="UBOTH0"), mutual, content.topics)
        ),
        "goals_after_the_end": goals.goals_page(replace(page, mentorship=ended)),
        "goals_none_after_the_end": goals.goals_page(replace(none, mentorship=ended)),
        "goals_list": goals.goals_list([pair, replace(ended, id="men0")], user_id="UMENTEE"),
        "goals_list_none": goals.goals_list([], user_id="UMENTEE"),
        "goal_new": forms.goal_form(none, new, None),
        "goal_change": forms.goal_form(page, GoalRef("men1", "g2"), TURNED),
        "goal_next_talk": forms.next_talk_form(page, KEPT),
        "goal_next_talk_none": forms.next_talk_form(none, EMPTY),
        "goal_in_reminder": times.meeting_reminder(SET, others=("UMENTEE",), reader="UMENTOR", about=about),
        "goal_in_own_reminder": times.meeting_reminder(
            SET, others=("UMENTOR",), reader="UMENTEE", about=by_topic
        ),
        "goal_when_a_time_is_set": times.time_set_message(SET, others=("UMENTOR",), picks=True),
    }
