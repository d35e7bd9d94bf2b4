"""The Monday list of managers, in every variant, and what its lines open or become."""

from dataclasses import replace
from datetime import date

from bot.facts.matters import all_matters
from bot.facts.matters.draft_waits import PASSED
from bot.views.digest import monday_list, questions_post
from bot.views.digest.monday_list import MOST_LINES, WaitingLine
from bot.views.recruiting import applications

LINES = {
    "hand_asked": "Someone in {where} asked for help, and no one has taken it on yet.",
    "may_need_support": "A pair in {where} may need support.",
    "waiting_for_match": "Someone in {where} has been waiting for a match for more than three weeks.",
    "questions_close": "The questions people have in {where} close on Friday. A word from you may help.",
}
CLOSES = date(2026, 3, 6)


def variants_of_mondays(program):
    buttons = {one.key: one.button for one in all_matters()}
    lines = [WaitingLine(key, line, buttons[key], (program,)) for key, line in LINES.items()]
    programs = [replace(program, id=f"prg{n}", name=f"{program.name} {n}") for n in range(1, 6)]
    drafts = [WaitingLine("draft_waits", PASSED, "Go on", (one,)) for one in programs]
    together = WaitingLine("draft_waits", PASSED, "Go on", tuple(programs))
    about = questions_post.QuestionsPost(program, CLOSES)
    return {
        "monday_list": monday_list.monday_list(lines),
        "monday_list_long": monday_list.monday_list([together, *lines * 3][: MOST_LINES + 1]),
        "monday_list_quiet": monday_list.monday_list([]),
        "monday_settled": monday_list.settled(all_matters()[0].settled),
        "monday_choose": monday_list.choose_program(drafts),
        "application_to_answer": applications.application_to_answer(program),
        "questions_form": questions_post.questions_form(about),
        "questions_form_again": questions_post.questions_form(
            about, text="Please <answer>.", channel_id="C2", above="We aren't in that channel yet."
        ),
        "questions_post": questions_post.questions_post("Please <answer>."),
    }
