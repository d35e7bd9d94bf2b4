"""Whether there are enough mentors: places and mentees in short tables, and the gaps in words."""

from collections.abc import Iterable, Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.content import Content
from bot.domain.programs.programs import Program
from bot.domain.recruiting.cover import Cover, Dimension, Gap, Line, Profile, ShiftGroup
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, many_words, small, words

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
    "A place counts wherever it suits: who works changing shifts in every line of shifts, who is further on "
    "in every earlier stage. Mentees who have not joined yet are taken to be like those who have, or else "
    "like the people of the staff directory."
)


def cover_page(program: Program, cover: Cover, *, unbriefed: int, is_circle: bool, content: Content) -> Modal:
    who = "host" if is_circle else "mentor"
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*\n{_totals(cover)}"),
            *_tables(cover, content),
            *_gaps(cover, who, content),
            words(f"{who.capitalize()}s who have not finished their briefing: *{unbriefed}*"),
            buttons(button("Write the recruiting post", Action.RECRUIT, value=program.id, style="primary")),
            small(HOW_COUNTED),
        ],
    )


def _totals(cover: Cover) -> str:
    if not cover.waiting and not cover.expected:
        return (
            f"*{cover.places}* places. Nobody waits, and no mentees are expected: say how many in the plan "
            "to see where places are missing."
        )
    return (
        f"*{cover.places}* places for *{cover.waiting + cover.expected}* mentees: {cover.waiting} wait, "
        f"{cover.expected} more are expected."
    )


def _tables(cover: Cover, content: Content) -> list[Block]:
    labels = _labels(content)
    return [
        words(f"*{TITLES[about]}*\n```{_table(lines, labels[about])}```")
        for about, lines in cover.lines.items()
        if any(line.key for line in lines)
    ]


def _table(lines: Sequence[Line], labels: Mapping[str, str]) -> str:
    """Numbers first: they stand in columns whatever the width of a phone."""
    rows = [_row(line, labels) for line in lines[:LINES_SHOWN]]
    more = len(lines) - LINES_SHOWN
    return "\n".join(["places mentees", *rows, *([f"and {more} lines more"] if more > 0 else [])])


def _row(line: Line, labels: Mapping[str, str]) -> str:
    if line.key is None:
        return f"{'':>6} {line.mentees:>7}  not known yet"
    label = labels.get(line.key, line.key)
    short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    return f"{line.places:>6} {line.mentees:>7}  {escape(short)}"


def _labels(content: Content) -> Mapping[Dimension, Mapping[str, str]]:
    people = content.people
    return {
        Dimension.SPECIALTY: people.specialties,
        Dimension.STAGE: {key: _stage(label) for key, label in people.career_stages.items()},
        Dimension.SHIFT: SHIFTS,
    }


def _gaps(cover: Cover, who: str, content: Content) -> list[Block]:
    if not cover.places:
        return [words(f"*Missing*\nThere is no {who} with room yet.")]
    if not cover.gaps:
        return []
    shown = [_gap(gap, who, content) for gap in cover.gaps[:GAPS_SHOWN]]
    more = len(cover.gaps) - GAPS_SHOWN
    return [*many_words([*shown, *([f"• and {more} smaller gaps"] if more > 0 else [])], title="*Missing*")]


def _gap(gap: Gap, who: str, content: Content) -> str:
    people = "one mentee" if gap.mentees == 1 else f"{gap.mentees} mentees"
    return f"• no {who} {described(gap.profile, content)} (for about {people})"


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


def wished_for(gaps: Iterable[Gap], content: Content) -> str:
    """The largest gaps as an invitation, for the recruiting post; empty where nothing is missing."""
    wishes = [described(gap.profile, content, many=True) for gap in list(gaps)[:3]]
    return f"Most welcome now: people {'; or people '.join(wishes)}." if wishes else ""


def _stage(label: str) -> str:
    return label.partition(": ")[0]


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
