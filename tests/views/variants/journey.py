"""The views of a mentorship's way: steps, rhythm, prompts."""

from dataclasses import replace
from datetime import date

from bot.views.journey import milestones as journey
from bot.views.journey import reflection
from bot.views.mentorships import rhythm


def journey_variants(content, pair, circle, program):
    """Name to what a view returned, for the usual pair and a circle of a program."""
    guides, lines = content.guides, content.lines
    prompt = content.reflections["r13"]
    others, peers = pair.others("UMENTEE"), circle.others("UPEER0")
    own = replace(pair, every_weeks=6, own_rhythm_on=date(2026, 3, 2))
    choice = rhythm.RhythmChoice(pair, "Nurse <Leadership>", 3)
    own_choice = rhythm.RhythmChoice(own, "Nurse <Leadership>", 3)
    return {
        "journey_milestone": journey.milestone_note(text="A good time to try one thing.", others=others),
        "journey_milestone_goals": journey.milestone_note(
            text="By about now it helps to have a goal.", others=others, goals_in="men1"
        ),
        "journey_midpoint_mentee": journey.midpoint_note(
            text=lines.midpoint,
            others=others,
            mentorship_id="men1",
            guide=guides["midpoint"],
            is_circle=False,
            has_goals=True,
        ),
        "journey_milestone_circle": journey.milestone_note(
            text="A good time to try one thing.", others=peers
        ),
        "journey_midpoint": journey.midpoint_note(
            text=lines.midpoint,
            others=others,
            mentorship_id="men1",
            guide=guides["midpoint"],
            is_circle=False,
        ),
        "journey_midpoint_circle": journey.midpoint_note(
            text=lines.midpoint,
            others=peers,
            mentorship_id="men1",
            guide=guides["midpoint"],
            is_circle=True,
        ),
        "journey_rhythm_question": journey.rhythm_question(
            text=lines.rhythm_check, others=others, mentorship_id="men1", program_id="prg1", every_weeks=1
        ),
        "journey_ending_ahead": journey.ending_ahead(
            text=lines.plan_ending, others=others, guide=guides["closing"]
        ),
        "journey_thanks": thanked(content, pair, "UMENTEE", program),
        "journey_thanks_may_go_on": thanked(content, pair, "UMENTEE", replace(program, ends_on=None)),
        "journey_thanks_circle": thanked(content, circle, "UPEER0", replace(program, ends_on=None)),
        "rhythm_page": rhythm.rhythm_page(choice, user_id="UMENTEE"),
        "rhythm_page_own": rhythm.rhythm_page(own_choice, user_id="UMENTOR"),
        "rhythm_list": rhythm.rhythm_list([choice, own_choice], user_id="UMENTEE"),
        "rhythm_list_none": rhythm.rhythm_list([], user_id="UMENTEE"),
        "rhythm_changed": rhythm.rhythm_changed(every_weeks=6, asks_on=date(2026, 4, 13)),
        "rhythm_changed_while_paused": rhythm.rhythm_changed(every_weeks=1, asks_on=None),
        "rhythm_kept": rhythm.rhythm_kept(),
        "reflection_prompt": reflection.reflection_prompt(prompt, under=lines.prompt_under),
        "reflection_stopped": reflection.prompts_stopped(lines.prompts_stopped),
        "reflection_started": reflection.prompts_started(lines.prompts_started),
    }


def thanked(content, mentorship, reader, program):
    return journey.thanks_at_the_end(
        mentorship,
        program,
        reader=reader,
        text=content.lines.closing,
        thanks=content.lines.closing_thanks,
        guide=content.guides["closing"],
    )
