"""Variants of a review: before it is held, held with each decision, small, and taken along."""

from dataclasses import replace
from typing import Any

from bot.content import load_content
from bot.domain.disclosure.figures import share
from bot.domain.programs.states import ProgramState
from bot.domain.review.reviews import Decision
from bot.views.programs import files as program_files
from bot.views.programs import page as program_page
from bot.views.refs import HeldRef
from bot.views.review import form, pack
from tests.situations.reviews import AS_OF, earlier, full, of_nine, review, version, with_objectives

CONTENT = load_content()
OBJECTIVES = ("Lead a shift with <calm> & care", "Know whom to call at night")


def variants_of_review(bare):
    program = with_objectives(bare, *OBJECTIVES)
    over = replace(program, state=ProgramState.CLOSED)

    def page(found, said=""):
        return pack.pack_page(found, content=CONTENT, said=said)

    def held(decision, found=program, said="", **about):
        kept = review(program, decision=decision)
        return page(full(found, held=kept, due=None, **about), said)

    first: dict[str, Any] = {"last": None, "others": [], "changes": []}
    return {
        "review_due": page(full(program)),
        "review_first_not_due": page(full(program, **first, due=None)),
        "review_of_nine": page(of_nine(program)),
        "review_nothing_yet": page(pack.Pack(bare, None, share(None), AS_OF, may_hold=True)),
        "review_nothing_changed": page(full(program, changes=[], results=[], found=None)),
        "review_kept_continue": held(Decision.CONTINUE, said=form.KEPT),
        "review_kept_change": held(Decision.CHANGE, said=form.KEPT),
        "review_kept_stop": held(Decision.STOP, said=form.KEPT),
        "review_by_another": held(Decision.CONTINUE, said=form.BY_ANOTHER),
        "review_read_by_a_champion": held(Decision.CHANGE, may_hold=False, may_change=False),
        "review_over": held(Decision.STOP, over, may_hold=False, may_change=False),
        "review_an_earlier_one": page(
            full(program, held=earlier(program), is_latest=False, due=None, others=[review(program)] * 4)
        ),
        "review_form": form.review_form(program, HeldRef(program.id, 2)),
        "review_note": form.review_note(),
        "review_sent": form.review_sent(HeldRef(program.id, 2)),
        "program_history_reviews": program_files.program_history(
            program,
            versions=[version(program, 4, {"review": "Review held. Continue as planned."}), version(program)],
            below=pack.review_history([review(program), earlier(program)]),
        ),
        "program_page_over_with_review": program_page.program_page(over),
    }
