"""Whether there are enough mentors: places and mentees in short tables, and the gaps in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot.content import Content
from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.domain.recruiting.cover import Dimension, Profile, ShiftGroup
from bot.domain.recruiting.cover_cells import FrozenGap, FrozenLine
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, small, weekday_in_words, words

TITLE = "Enough mentors?"
LINES_SHOWN = 12
GAPS_SHOWN = 8
LONGEST_LABEL = 28
SHIFTS: Mapping[str, str] = {
    ShiftGroup.DAYS: "days",
    ShiftGroup.LATES: "lates",
    ShiftGroup.NIGHTS: "nights",
    ShiftGroup.OFFICE: "office hours",
    ShiftGroup.MIXED: "changing shifts",
}
TITLES = {
    Dimension.SPECIALTY: "By specialty",
    Dimension.STAGE: "By career stage",
    Dimension.SHIFT: "By shifts",
}
HOW_COUNTED = (
    "One place can count in several lines: someone on changing shifts counts under every kind of shift, and "
    "someone senior under every earlier career stage. For people who haven't joined yet, we assume that "
    "they're like those who have, or like the people in the staff directory. We count once a week and round "
    "to five. Groups of fewer than five people, or of ten for shifts, are left out."
)
ON_MONDAY = "We count places and people once a week. The first numbers come on Monday."
FEW = "few"


@dataclass(frozen=True, slots=True)
class CoverPage:
    """Cover as of a Monday; `as_of` is None before the first.

    `unbriefed` mentors have joined and give no place before they have read their briefing.
    """

    program: Program
    is_circle: bool
    as_of: date | None
    places: Figure
    waiting: Figure
    mentees: Figure
    unbriefed: Figure
    lines: Mapping[Dimension, Sequence[FrozenLine]]
    gaps: Sequence[FrozenGap]

    @property
    def who(self) -> str:
        return "host" if self.is_circle else "mentor"

    @property
    def whom(self) -> str:
        return "peers" if self.is_circle else "mentees"


def cover_page(cover: CoverPage, *, content: Content) -> Modal:
    return Modal(
        TITLE,
        [
            words(f"*{escape(cover.program.name)}*\n{cover_in_words(cover)}"),
            *_tables(cover, content),
            *_gaps(cover, content),
            *_unbriefed(cover),
            buttons(
                button("Write the recruiting post", Action.RECRUIT, value=cover.program.id, style="primary")
            ),
            small(HOW_COUNTED),
        ],
    )


def cover_in_words(cover: CoverPage) -> str:
    """Say how many places there are, and how many people for them."""
    if cover.as_of is None:
        return ON_MONDAY
    expected = cover.program.plan.expected_mentees
    planned = f", of the {expected} you expect" if expected else ""
    missing = "" if expected else " To see where places are missing, add how many you expect to the plan."
    return (
        f"As of {weekday_in_words(cover.as_of)}: *{cover.places}* free {cover.who} places, *{cover.waiting}* "
        f"{cover.whom} waiting for a match. {cover.whom.capitalize()} who have joined: "
        f"*{cover.mentees}*{planned}.{missing}"
    )


def _unbriefed(cover: CoverPage) -> list[Block]:
    if cover.as_of is None:
        return []
    return [words(f"{cover.who.capitalize()}s who haven't finished their briefing: *{cover.unbriefed}*")]


def _tables(cover: CoverPage, content: Content) -> list[Block]:
    labels = _labels(content)
    return [
        words(f"*{TITLES[about]}*\n```{_table(lines, labels[about], cover.whom)}```")
        for about, lines in cover.lines.items()
        if lines
    ]


def _table(lines: Sequence[FrozenLine], labels: Mapping[str, str], whom: str) -> str:
    """Numbers first: they stand in columns whatever the width of a phone."""
    rows = [_row(line, labels) for line in lines[:LINES_SHOWN]]
    more = ["and smaller ones"] if len(lines) > LINES_SHOWN else []
    return "\n".join([f"places {whom:>7}", *rows, *more])


def _row(line: FrozenLine, labels: Mapping[str, str]) -> str:
    label = labels.get(line.key, line.key)
    short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    return f"{_cell(line.places):>6} {_cell(line.mentees):>7}  {escape(short)}"


def _cell(figure: Figure | None) -> str:
    """A number in a column of them: that all are rounded is said below."""
    return FEW if figure is None or figure.value is None else str(figure.value)


def _labels(content: Content) -> Mapping[Dimension, Mapping[str, str]]:
    people = content.people
    return {
        Dimension.SPECIALTY: people.specialties,
        Dimension.STAGE: {key: _stage(label) for key, label in people.career_stages.items()},
        Dimension.SHIFT: SHIFTS,
    }


def _gaps(cover: CoverPage, content: Content) -> Sequence[Block]:
    if not cover.gaps:
        return []
    shown = [_gap(gap, cover, content) for gap in cover.gaps[:GAPS_SHOWN]]
    more = ["• and smaller gaps"] if len(cover.gaps) > GAPS_SHOWN else []
    return many_words([*shown, *more], title="*Missing*")


def _gap(gap: FrozenGap, cover: CoverPage, content: Content) -> str:
    return f"• no {cover.who} {described(gap.profile, content)} (for {gap.mentees} {cover.whom})"


def described(profile: Profile, content: Content, *, many: bool = False) -> str:
    """What a gap asks for: "in intensive care who works nights"; with `many`, of several people."""
    labels = _labels(content)
    work, are = ("work", "are") if many else ("works", "is")
    said = {about: _lower(labels[about].get(value, value)) for about, value in profile.items()}
    who = []
    if shift := said.get(Dimension.SHIFT):
        who.append(f"{work} {shift}")
    if stage := said.get(Dimension.STAGE):
        who.append(f"{are} at least “{stage}”")
    where = [f"in {said[Dimension.SPECIALTY]}"] if Dimension.SPECIALTY in said else []
    return escape(" ".join([*where, *([f"who {' and '.join(who)}"] if who else [])]))


def wished_for(gaps: Iterable[FrozenGap], content: Content) -> str:
    """The largest gaps as an invitation, for the recruiting post; empty where nothing is missing."""
    wishes = [described(gap.profile, content, many=True) for gap in list(gaps)[:3]]
    return f"We'd most like to hear from people {'; or people '.join(wishes)}." if wishes else ""


def _stage(label: str) -> str:
    return label.partition(": ")[0]


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
