"""A closed wave for tests: its questions from the shipped file, its cells without noise."""

from dataclasses import replace
from datetime import date

from bot.content import load_content
from bot.domain.disclosure.cells import noisy
from bot.domain.disclosure.kinds import AGREES, ANSWERED, ANSWERED_BOTH, CHOSEN, GOALS_MOVED, MOVED_UP
from bot.domain.feedback.counting import option_of
from bot.domain.feedback.items import AskedItem, For, Scale
from bot.domain.feedback.waves import COHORT, Wave, WaveKind, group_of
from bot.domain.mentorships.mentorships import this_monday
from tests.figures import NoNoise

CLOSED = date(2026, 7, 10)
AGREE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
CONFIDENT = ("Not at all", "A little", "Somewhat", "Quite", "Very")
CHANGES = (
    "Matching",
    "Length",
    "Rhythm",
    "Guides",
    "Reminders",
    "Training for mentors",
    "Time set aside for it",
    "Nothing",
)


def agree(key, text, asked_of=For.BOTH):
    return AskedItem(key, text, Scale.AGREE5, AGREE, asked_of, yes=(3, 4))


def confident(key, about):
    text = f"How confident are you about this now? {about}"
    return AskedItem(key, text, Scale.CONF5, CONFIDENT, For.MENTEE, yes=(3, 4), since=f"b4:{key}")


SUPPORTED = agree("e8", "I felt supported when conversations got hard.", For.MENTOR)
TALK = "I have someone at work I can talk things through with."
ITEMS = (
    confident("e1:judgement_uncertain", "Deciding what to do when things are unclear"),
    confident("e1:ask_for_help", "Asking for help early"),
    agree("e2", TALK, For.MENTEE),
    agree("e4", "My partner and I were a good match."),
    agree("e5", "I could be open without worrying how it would be used.", For.MENTEE),
    SUPPORTED,
    AskedItem(
        "e9",
        "How likely are you to tell a colleague this is worth joining?",
        Scale.ZERO_TO_TEN,
        tuple(str(one) for one in range(11)),
        For.BOTH,
        yes=(9, 10),
    ),
    AskedItem("e10", "What should we change first?", Scale.CHOICE, CHANGES, For.BOTH),
)
START = (agree("b2", TALK, For.MENTEE),)


def closed(kind=WaveKind.END, *, items=ITEMS, closes_on=CLOSED, intake=COHORT):
    return Wave("T1", "prg1", intake, kind, closes_on, closes_on, items, frozen_on=closes_on)


class Cells:
    """Adds up the cells of a wave; none of them has noise."""

    def __init__(self, wave):
        self.wave, self.made = wave, []

    def add(self, kind, name, yeses, could):
        week, group = this_monday(self.wave.closes_on), group_of(self.wave.intake, name)
        cell = noisy(kind, week=week, yeses=yeses, could=could, chance=NoNoise(), group=group)
        self.made.append(cell)
        return self


def at_the_end(*, mentees=(22, 26), mentors=(9, 12), wave=None):
    """Of so many mentees and mentors who answered of those who were asked, the usual things are said."""
    wave = wave or closed()
    kept, (here, asked), (guides, all_guides) = Cells(wave), mentees, mentors
    everyone, all_asked = here + guides, asked + all_guides
    kept.add(ANSWERED, "end:mentee", here, asked).add(ANSWERED, "end:mentor", guides, all_guides)
    kept.add(ANSWERED_BOTH, "", round(here * 0.9), asked)
    kept.add(MOVED_UP, "e1:judgement_uncertain", here // 2, asked)
    kept.add(MOVED_UP, "e1:ask_for_help", here // 3, asked)
    kept.add(GOALS_MOVED, "", round(here * 0.7), asked)
    for key, share in (("e2", 0.8), ("e5", 0.75)):
        kept.add(AGREES, key, round(here * share), asked)
    for key, share in (("e4", 0.95), ("e9", 0.6)):
        kept.add(AGREES, key, round(everyone * share), all_asked)
    kept.add(AGREES, "e8", round(guides * 0.3), all_guides)
    for number, share in enumerate((0.05, 0, 0.4, 0.1, 0, 0.15, 0.2, 0.1)):
        kept.add(CHOSEN, option_of(ITEMS[-1], number), round(everyone * share), all_asked)
    return kept.made


def at_the_start(*, mentees=(20, 26), yeses=9):
    wave = closed(WaveKind.BASELINE, items=START, closes_on=date(2026, 2, 6))
    kept = Cells(wave).add(ANSWERED, "baseline:mentee", *mentees).add(AGREES, "b2", yeses, mentees[1])
    return wave, kept.made


SURVEYS = load_content().surveys
OF_A_QUARTER = replace(closed(), intake="2026Q1")
