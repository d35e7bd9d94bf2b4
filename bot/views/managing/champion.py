"""What a champion reads of the programs they stand for: totals, on Home and once a month; never a name."""

from collections.abc import Collection, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock

from bot.content import ChampionWords, Content
from bot.content.numbers.measures import name_of
from bot.domain.managing.champions import FIGURES, asks_for_help, best_known
from bot.domain.measures.results import Result, Verdict
from bot.views.feedback.findings import FOR_ALL
from bot.views.ids import Action
from bot.views.managing.summary import SMALL_NUMBERS, Summary, key_figures, total_lines
from bot.views.measures.targets import target_in_words
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, escape, more, small, weekday_in_words, words
from bot.views.refs import FindingsRef, HeldRef, ResultRef

SHOWN = 5
# A message stays one to read in a minute.
IN_A_MESSAGE = 3
LOCK_SCREEN = "Lamplight: your month as a champion, in numbers, and what would help."
FORWARD = "A post to forward"
ON_HOME = "The other programs you champion are on Home."
LONGEST_POST = 2900


def championed_section(
    totals: Sequence[Summary], *, told: Collection[str] = (), reviewed: Collection[str] = ()
) -> list[Block]:
    """`told` are the ids of programs of which there is something that people said, `reviewed` of those of
    which a review was held.
    """
    if not totals:
        return []
    return [
        DividerBlock(),
        HeaderBlock(text="Programs you champion"),
        *(
            block
            for one in totals[:SHOWN]
            for block in _totals(one, is_told=one.program.id in told, is_reviewed=one.program.id in reviewed)
        ),
        small(SMALL_NUMBERS),
    ]


def _totals(one: Summary, *, is_told: bool, is_reviewed: bool) -> list[Block]:
    said = button(FOR_ALL, Action.FINDINGS, value=str(FindingsRef(one.program.id)))
    held = button("Last review", Action.REVIEW, value=str(HeldRef(one.program.id)))
    export = button("Take numbers out", Action.EXPORTS, value=one.program.id)
    found = [each for each, is_there in ((said, is_told), (held, is_reviewed)) if is_there]
    shown = words(f"*{escape(one.program.name)}*\n{key_figures(one)}")
    forward = [_forward(one)] if one.says_something else []
    folded = [*found, export]
    return [shown, buttons(_results(one), *forward, more(*folded) if found else export)]


def _results(one: Summary) -> ButtonElement:
    label = f"Targets and results of {one.program.name}"[:75]
    return button("Targets and results", Action.RESULTS, value=str(ResultRef(one.program.id)), label=label)


def _forward(one: Summary) -> ButtonElement:
    label = f"{FORWARD}: {one.program.name}"[:75]
    return button(FORWARD, Action.CHAMPION_POST, value=one.program.id, label=label)


def champions_month(summaries: Sequence[Summary], *, content: Content) -> Message:
    """Five figures of each program, one sentence on what would help, and a post to forward."""
    shown, rest = summaries[:IN_A_MESSAGE], [small(ON_HOME)] if summaries[IN_A_MESSAGE:] else []
    return Message(
        LOCK_SCREEN,
        [
            HeaderBlock(text="Your month as a champion"),
            *(block for one in shown for block in _month(one, content, is_alone=len(shown) == 1)),
            *rest,
            small(SMALL_NUMBERS),
        ],
    )


def _month(one: Summary, content: Content, *, is_alone: bool) -> list[Block]:
    """Of several programs, results are on Home: a message has few buttons."""
    lines = "\n".join(_five_lines(one, content))
    as_of = f" As of {weekday_in_words(one.as_of)}:" if one.as_of else ""
    helps = f"*What would help:* {what_would_help(one.results, content.champion)}"
    return [
        words(f"*{escape(one.program.name)}*{as_of}\n{lines}\n{helps}"),
        buttons(*([_results(one)] if is_alone else []), _forward(one)),
    ]


def _five_lines(one: Summary, content: Content, *, aims: bool = True) -> list[str]:
    """Its best known results; totals where there are fewer than five of them. `aims`: with targets."""
    results = [_result_line(result, content, aims=aims) for result in best_known(one.results)]
    return [*results, *total_lines(one)][:FIGURES]


def _result_line(result: Result, content: Content, *, aims: bool) -> str:
    name = name_of(content.measures, result.key)
    before = f", before that {result.earlier}" if result.earlier and result.earlier.is_shown else ""
    likely = f" (likely {result.figure.likely})" if result.figure.likely else ""
    aim = target_in_words(result.target) if aims else ""
    verdict = f". Target {aim}: {result.verdict}" if aim else ""
    return f"• {escape(name)}: {result.figure}{likely}{before}{verdict}"


def what_would_help(results: Sequence[Result], said: ChampionWords) -> str:
    """Say in one sentence what a champion can do for a program with these results."""
    missed = asks_for_help(results)
    if missed is not None:
        return said.helps.get(missed.measure_id, said.otherwise)
    reached = any(one.verdict is Verdict.REACHED for one in results)
    return said.going_well if reached else said.otherwise


def post_to_forward(one: Summary, *, content: Content) -> Modal:
    """Words to copy: the same figures without what was aimed at, and nobody's name."""
    figures = "\n".join(_five_lines(one, content, aims=False))
    as_of = f"as of {weekday_in_words(one.as_of)}" if one.as_of else ""
    post = content.champion.post.format(program_name=escape(one.program.name), as_of=as_of, figures=figures)
    return Modal(
        FORWARD,
        [
            words("Copy this, change what you want, and send it to your teams."),
            words(f"```{post[:LONGEST_POST]}```"),
            small(SMALL_NUMBERS),
        ],
    )
