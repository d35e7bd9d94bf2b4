"""Rules about feedback: who is asked, and the answers that only their key opens."""

from collections.abc import Sequence

from sqlalchemy import and_, exists

from bot.domain.feedback.calendar import KEPT_FOR
from bot.domain.feedback.waves import WaveKind
from bot.storage.feedback.rows import answer_blob, feedback_key, wave, wave_place
from bot.storage.privacy.retention.rule import ALL, Rule
from bot.storage.privacy.retention.sweep import DAY, TODAY, Sweep

# Of the baseline they wait for the end wave, and go with its counting.
IS_COUNTED = and_(
    answer_blob.c.kind != WaveKind.BASELINE,
    exists()
    .where(
        wave.c.workspace_id == answer_blob.c.workspace_id,
        wave.c.program_id == answer_blob.c.program_id,
        wave.c.intake == answer_blob.c.intake,
        wave.c.kind == answer_blob.c.kind,
        wave.c.frozen_on <= DAY,
    )
    .correlate(answer_blob),
)

RULES: Sequence[Rule] = (
    Rule(
        "waves",
        "the questions of each wave as they were asked, from when until when, and the day on which it was "
        "counted",
        "saying what figures are about",
        "seven days after the app is removed",
        {wave.name: ALL},
    ),
    Rule(
        "who is asked",
        "who is asked in a wave, in which role, whether they left early, and whether they have opened and "
        "finished it; not what they answered",
        "going on where someone stopped; reminders",
        "the wave is counted, an hour after its last day; the person deletes it",
        {wave_place.name: ALL},
    ),
    Rule(
        "answers",
        "answers to the questions of a wave, encrypted with a key of their intake, in rows of one size that "
        "carry a hash in place of a name; everyone asked has one, whether they answer or not",
        "counting them",
        "30 days after they were counted; those of the start, when those of the end are counted; the person "
        "deletes theirs as long as the key is there",
        {answer_blob.name: ALL},
        [Sweep(answer_blob, IS_COUNTED, KEPT_FOR)],
    ),
    Rule(
        "keys of answers",
        "the key of an intake's answers, encrypted",
        "opening them",
        "30 days after its end wave was counted, in a rolling program 15 months after the quarter at the "
        "latest; what answers are left go with it",
        {feedback_key.name: ALL},
        [Sweep(feedback_key, feedback_key.c.dies_on <= TODAY)],
    ),
)
