"""How a program matches: who decides, who is asked, and what counts for how much, with a preview."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import DividerBlock, InputBlock, StaticSelectElement

from bot.content import FormatKind, ProgramTemplate
from bot.domain.disclosure.figures import Figure, named
from bot.domain.matching.choices import ANSWER_DAYS, IfNoAnswer, MatchedBy
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.parts import (
    button,
    buttons,
    choice_field,
    escape,
    many_words,
    mention,
    mentions,
    options,
    small,
    words,
)

TITLE = "Matching"
WEIGHTS_TITLE = "What counts"
TOGETHER = "People here are matched with each other. We suggest matches, and you approve them."
PREFIX = "weight."
IS_SILENCE_A_YES = "If a mentor doesn't answer, is that a yes?"
NEVER_A_YES = "They're reminded once before. No answer from someone who is away is never a yes."
COUNTS_MORE = "a higher number counts for more. They don't have to add up."
STEPS = (0, 2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 50)
MOST_WEIGHT = 100
MATCHED_BY: Mapping[str, str] = {
    MatchedBy.PROPOSED.value: "We suggest matches, and you review and approve them",
    MatchedBy.CHOSEN.value: "Each mentee chooses from up to three mentors",
    MatchedBy.BY_HAND.value: "You make every pair by hand",
}
CONFIRM = {"yes": "Yes, before anyone hears of it", "no": "No, they're introduced straight away"}
SILENCE: Mapping[str, str] = {
    IfNoAnswer.YES.value: "Yes: they're introduced",
    IfNoAnswer.NEXT.value: "No: someone else is asked",
}


@dataclass(frozen=True, slots=True)
class Totals:
    """`lowest` and `middle` are scores out of 100."""

    matched: int
    lowest: float
    middle: float


@dataclass(frozen=True, slots=True)
class WeightsCompared(NamesPeople):
    """With other weights: `examples` are who, with whom then, and with whom now."""

    waiting: int
    before: Totals
    after: Totals
    changed: int
    examples: Sequence[tuple[str, Sequence[str], Sequence[str]]]

    @property
    def whom(self) -> Collection[str]:
        return {one for who, then, now in self.examples for one in (who, *then, *now)}


def weight_block(criterion: str, turn: str = "") -> str:
    """Slack keeps what was chosen in a block of the same name: another `turn` begins anew."""
    return f"{PREFIX}{criterion}@{turn}" if turn else f"{PREFIX}{criterion}"


def match_settings(program: Program, *, template: ProgramTemplate) -> Modal:
    counts = buttons(button("What counts, and how much", Action.WEIGHTS, value=program.id))
    name = words(f"*{escape(program.name)}*")
    if template.format.kind is not FormatKind.PAIR:
        return Modal(TITLE, [name, small(TOGETHER), counts], close="Done")
    plan = program.plan
    days = {str(one): f"{one} days" for one in ANSWER_DAYS}
    return Modal(
        TITLE,
        [
            name,
            choice_field("Who decides?", Field.MATCHED_BY, MATCHED_BY, chosen=plan.matched_by),
            choice_field(
                "Are mentors asked first?",
                Field.CONFIRM,
                CONFIRM,
                chosen="yes" if plan.mentors_confirm else "no",
            ),
            choice_field(
                "How long do they have to answer?", Field.ANSWER_DAYS, days, chosen=str(plan.answer_days)
            ),
            choice_field(
                IS_SILENCE_A_YES,
                Field.SILENCE,
                SILENCE,
                chosen=plan.silence,
                hint=NEVER_A_YES,
            ),
            counts,
        ],
        callback_id=Callback.MATCH_SETTINGS,
        submit="Save",
        close="Not now",
        context=program.id,
    )


def weights_page(
    program: Program,
    weights: Mapping[str, int],
    *,
    labels: Mapping[str, str],
    template: ProgramTemplate,
    preview: Sequence[str] = (),
    turn: str = "",
) -> Modal:
    """Lay out a weight for each of `labels`, which are of all criteria, by key.

    Those the template counts come first. Every choice shows at once what would change.
    """
    used, others = used_and_others(labels, weights, template)
    return Modal(
        WEIGHTS_TITLE,
        [
            words(f"*{escape(program.name)}*: {COUNTS_MORE}"),
            *many_words(
                preview or ["Change a number to see here what it would do for everyone who is waiting."]
            ),
            *(_weight(key, labels[key], weights.get(key, 0), turn) for key in used),
            DividerBlock(),
            words("*Not used here*"),
            *(_weight(key, labels[key], weights.get(key, 0), turn) for key in others),
            buttons(button("Use the template's numbers", Action.WEIGHTS_USUAL, value=program.id)),
        ],
        callback_id=Callback.WEIGHTS,
        submit="Save",
        close="Not now",
        context=program.id,
    )


def used_and_others(
    labels: Mapping[str, str], weights: Mapping[str, int], template: ProgramTemplate
) -> tuple[Sequence[str], Sequence[str]]:
    """The criteria that count here or in the template, and all others."""
    used = [key for key in labels if weights.get(key) or template.weights.get(key)]
    return used, [key for key in labels if key not in used]


def steps_with(own: int) -> Mapping[str, str]:
    """What a criterion may count for, its own among them."""
    return {str(one): str(one) if one else "Not at all" for one in sorted({*STEPS, own})}


def _weight(criterion: str, label: str, own: int, turn: str) -> InputBlock:
    steps = steps_with(own)
    return InputBlock(
        label=label,
        block_id=weight_block(criterion, turn),
        dispatch_action=True,
        element=StaticSelectElement(
            action_id=Action.WEIGHT,
            options=options(steps),
            initial_option=options({str(own): steps[str(own)]})[0],
        ),
    )


def compared_in_words(found: WeightsCompared) -> list[str]:
    if not found.waiting:
        return ["No one is waiting for a match right now, so there is nothing to compare."]
    before, after = found.before, found.after
    now = "as now" if after.matched == before.matched else f"now {named(before.matched)}"
    matched = f"*With these:* {named(after.matched)} of {named(found.waiting)} matched ({now})."
    scores = (
        f"Lowest score {after.lowest:.0f}, median {after.middle:.0f} "
        f"(now {before.lowest:.0f} and {before.middle:.0f})."
    )
    said = [matched, _changes(named(found.changed)), *([scores] if after.matched else [])]
    return [" ".join(said), *_examples(found)]


def _changes(count: Figure) -> str:
    if not count.value:
        return "No one would have a new match."
    return (
        "1 person would have a new match." if count.value == 1 else f"{count} people would have a new match."
    )


def _examples(found: WeightsCompared) -> Iterator[str]:
    for who, then, now in found.examples:
        with_whom = f"with {mentions(then)}" if then else "without a match"
        instead = f"instead of {mentions(now)}" if now else "who has no match now"
        yield f"• {mention(who)} {with_whom}, {instead}"
    if (more := found.changed - len(found.examples)) > 0:
        yield f"• and {named(more)} more"
