"""Reviews in words, plain: a page makes them safe for Slack, and a paper takes them as they are."""

from collections.abc import Mapping, Sequence
from html import unescape

from bot.content import Content
from bot.content.numbers.measures import name_of
from bot.domain.disclosure.figures import Figure
from bot.domain.feedback.findings import Finding
from bot.domain.measures.results import Result, Verdict
from bot.domain.programs.versions import ProgramVersion
from bot.domain.review.reviews import Decision, HeldReview, LengthIs, RhythmIs
from bot.views.feedback.words import capital, heading_of, likely, told_of
from bot.views.measures.targets import aimed_at
from bot.views.programs.words import day_in_words

LENGTHS: Mapping[str, str] = {
    LengthIs.RIGHT: "Yes, it's right",
    LengthIs.TOO_SHORT: "No, it's too short",
    LengthIs.TOO_LONG: "No, it's too long",
}
RHYTHMS: Mapping[str, str] = {
    RhythmIs.RIGHT: "Yes, it's right",
    RhythmIs.TOO_OFTEN: "No, it's too often",
    RhythmIs.TOO_SELDOM: "No, it isn't often enough",
}
DECISIONS: Mapping[str, str] = {
    Decision.CONTINUE: "Continue as planned",
    Decision.CHANGE: "Change something",
    Decision.STOP: "Stop",
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.REACHED: "Reached",
    Verdict.NOT_REACHED: "Not reached",
    Verdict.CLOSE: "Too close to tell",
    Verdict.TOO_EARLY: "Too early to tell",
    Verdict.NO_TARGET: "",
}
# So many of the latest figures of a measure stand in a line.
POINTS = 4
BLURRED = (
    "Numbers are rounded and a little blurred on purpose, so that no one can be picked out.",
    "“Likely” says how far off a number may be: nine times in ten, what is behind it lies in between.",
    "Below five mentorships, or ten people who were asked, we show none, so a small program learns more by "
    "talking than from numbers.",
)
WHY_UNTOLD = (
    "It's too early, or too few people stand behind it: we show a number from five mentorships on, and what "
    "people said from ten who were asked. Below that it could give someone away."
)
NOTHING_SHOWN = (
    "There is no number that we may show: the program is too small for that, or too young. Ask a few people "
    "how it's going, and answer from what you hear."
)


def answers_in_words(review: HeldReview) -> str:
    """ "Continue as planned. Length: right. Rhythm: not often enough." """
    return f"{DECISIONS[review.decision]}. Length: {review.length}. Rhythm: {review.rhythm}."


def held_in_words(review: HeldReview) -> str:
    """What the history of a program says of a review. No text that was typed is in it."""
    return f"Review held. {answers_in_words(review)}"


def decided_before(review: HeldReview) -> str:
    """What the history of the next cohort says of the last review before it."""
    return f"The last review before it, on {day_in_words(review.held_on)}: {answers_in_words(review)}"


def measure_name(result: Result, content: Content) -> str:
    return name_of(content.measures, result.key)


def result_in_words(result: Result) -> str:
    """The figure, what was aimed at, and how it went over time."""
    aim, verdict = aimed_at(result.target), VERDICTS[result.verdict]
    return " ".join(
        [
            f"{capital(result.figure.text)}{likely(result.figure)}.",
            *([f"Target: {aim}."] if aim else []),
            *([f"{verdict}."] if verdict else []),
            *_trend(result),
        ]
    )


def _trend(result: Result) -> list[str]:
    """The latest figures, oldest first; what it is compared with where there is one."""
    if result.earlier and result.earlier.is_shown:
        return [f"Before: {result.earlier}."]
    shown = [(day, figure) for day, figure in result.trend if figure.is_shown][-POINTS:]
    if not shown[1:]:
        return []
    since = shown[0][0]
    return [f"Since {since.day} {since:%B}: {', '.join(figure.text for _, figure in shown)}."]


def finding_line(one: Finding) -> str:
    earlier = f" At the start: {one.earlier}." if one.earlier and one.earlier.is_shown else ""
    told = f"{one.share} {unescape(told_of(one))}{likely(one.share)}."
    heading = heading_of(one).rstrip(".")
    return f"{heading}{'' if heading.endswith('?') else ':'} {told}{earlier}"


def hours_in_words(hours: Figure) -> str:
    return f"Talks took {hours} hours, as planned for each."


def reached_in_words(reached: Mapping[str, Figure]) -> str:
    """By site, as those are called."""
    return f"Taking part: {', '.join(f'{figure} at {site}' for site, figure in reached.items())}."


def change_in_words(version: ProgramVersion) -> str:
    because = f" {version.why}" if version.why else ""
    return f"{day_in_words(version.at.date())}: {'. '.join(version.lines)}.{because}"


def since_in_words(last: HeldReview, changes: Sequence[ProgramVersion]) -> str:
    """What the last review decided, and whether anything came of it."""
    decided = f"The review of {day_in_words(last.held_on)} decided: {answers_in_words(last)}"
    note = f" “{last.note}”" if last.note else ""
    if changes:
        return f"{decided}{note} Since then:"
    return f"{decided}{note} Nothing in the plan has changed since."
