"""Holding a review: three answers are kept, once, and said in the history of the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.programs.programs import Program, require_manager
from bot.domain.programs.versions import DECIDED
from bot.domain.review.reviews import (
    LONGEST_NOTE,
    REVIEW,
    Decision,
    HeldReview,
    LengthIs,
    RhythmIs,
    require_reviewed,
)
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.feedback.findings import closed_waves
from bot.usecases.programs.forms import one_line, refuse
from bot.usecases.programs.history import keep_line
from bot.usecases.review.pack import name_of, read_board
from bot.views.ids import Field
from bot.views.refs import HeldRef
from bot.views.review.words import decided_before, held_in_words

CHOOSE = "Choose one of these."
TOO_LONG = f"Use up to {LONGEST_NOTE} characters."


@dataclass(frozen=True, slots=True)
class Answers:
    """What was chosen and typed in the form; "" for what was left out."""

    length: str
    rhythm: str
    decision: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewKept:
    """`by_another`: somebody else had held it in the meantime, and theirs is kept."""

    review: HeldReview
    by_another: bool = False


async def require_to_hold(db: Database, *, act: Act, program_id: str) -> tuple[Program, int]:
    """The program, and the number of its next review. Raises for who may not hold it, or not now."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        require_reviewed(program)
        reviews = await repos.reviews.list_for_program(act.workspace_id, program_id)
    return program, _next_number(reviews)


async def hold_review(
    db: Database, *, act: Act, ref: HeldRef, answers: Answers, content: Content
) -> ReviewKept:
    """Keep the answers, and a line in the history. Of two at once, the second reads what the first kept."""
    _require_whole(answers, content=content, today=act.now.date())
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, ref.program_id, lock=True)
        require_manager(program, user_id=act.by)
        reviews = await repos.reviews.list_for_program(act.workspace_id, program.id)
        before = next((one for one in reviews if one.number == ref.number), None)
        if before:
            return ReviewKept(before, by_another=before.by != act.by)
        require_reviewed(program)
        review = await _made(repos, program, answers, number=_next_number(reviews), act=act)
        await repos.reviews.add_first(review)
        await keep_line(repos, program, name=REVIEW, line=held_in_words(review), by=act.by, now=act.now)
    return ReviewKept(review)


async def last_decision(repos: Repositories, program: Program) -> Mapping[str, str]:
    """What the next cohort's history says of the last review; nothing where none was held."""
    reviews = await repos.reviews.list_for_program(program.workspace_id, program.id)
    return {DECIDED: decided_before(reviews[0])} if reviews else {}


def _require_whole(answers: Answers, *, content: Content, today: date) -> None:
    asked = (
        (Field.REVIEW_LENGTH, LengthIs, answers.length),
        (Field.REVIEW_RHYTHM, RhythmIs, answers.rhythm),
        (Field.REVIEW_DECISION, Decision, answers.decision),
    )
    problems = [(str(field), CHOOSE) for field, kind, said in asked if said not in tuple(kind)]
    if len(answers.note) > LONGEST_NOTE:
        problems.append((str(Field.REVIEW_NOTE), TOO_LONG))
    refuse(problems, {str(Field.REVIEW_NOTE): answers.note}, content=content, today=today)


async def _made(
    repos: Repositories, program: Program, answers: Answers, *, number: int, act: Act
) -> HeldReview:
    board = await read_board(repos, program)
    waves = await closed_waves(repos, program)
    return HeldReview(
        act.workspace_id,
        program.id,
        number,
        held_at=act.now,
        by=act.by,
        length=LengthIs(answers.length),
        rhythm=RhythmIs(answers.rhythm),
        decision=Decision(answers.decision),
        note=one_line(answers.note),
        as_of=board.as_of,
        wave=name_of(waves[0]) if waves else "",
        plan=program.plan,
        starts_on=program.starts_on,
        ends_on=program.ends_on,
        every_weeks=program.every_weeks,
        minutes=program.minutes,
    )


def _next_number(reviews: Sequence[HeldReview]) -> int:
    """They come newest first."""
    return reviews[0].number + 1 if reviews else 1
