"""The manager's review of proposed matches, and what approving them did."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, DividerBlock

from bot.domain.enrolments import Role
from bot.domain.mentorships import Mentorship, proposal_mark
from bot.domain.programs import Program
from bot.views.ids import Action, Callback
from bot.views.message import Modal
from bot.views.parts import button, escape, many_words, mention, mentions, pager, small, words

TITLE = "Review the matches"
PAGE_SIZE = 20
UNMATCHED_SHOWN = 15
# With its question, what one modal holds.
MOST_PROGRAMS = 99


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Somebody without a match, what stood in the way, and what would help."""

    user_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal as it stands: dropped matches are gone, nothing is sent yet.

    `mentees` is how many wait for a match, in circles as equals; `remarks` are about all of it.
    """

    program: Program
    proposed: Sequence[Mentorship]
    left_over: Sequence[LeftOver]
    would_help: Sequence[str]
    mentees: int
    of_circles: bool = False
    remarks: Sequence[str] = ()


def match_review(review: Review, *, page: int = 0) -> Modal:
    """At most 20 matches a page; approving always means every one of every page."""
    if not review.proposed:
        return Modal(TITLE, [words(_nobody(review)), *_left_over(review)])
    pages = -(-len(review.proposed) // PAGE_SIZE)
    page = max(0, min(page, pages - 1))
    in_order = sorted(review.proposed, key=lambda one: (-one.score, one.id))
    shown = in_order[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return Modal(
        TITLE,
        [
            words(_headline(review)),
            small("Nothing is sent until you approve. Reasons are in words; the people see the same ones."),
            *([small(escape(" ".join(review.remarks)))] if review.remarks else []),
            *(_match(mentorship) for mentorship in shown),
            *pager(page, pages, Action.PAGE, value=lambda to: f"{review.program.id}:{to}"),
            *_left_over(review),
        ],
        callback_id=Callback.MATCH_APPROVE,
        submit=f"Approve {_counted(review.proposed)}",
        close="Later",
        context=f"{review.program.id}:{page}:{proposal_mark(review.proposed)}",
    )


def _headline(review: Review) -> str:
    scores = sorted(mentorship.score for mentorship in review.proposed)
    median = scores[len(scores) // 2]
    return (
        f"*{escape(review.program.name)}*: {_how_many(review)}. "
        f"Lowest {scores[0]:.0f}, median {median:.0f} out of 100."
    )


def _how_many(review: Review) -> str:
    placed = sum(member.role.wants for one in review.proposed for member in one.members)
    if _noun(review.proposed) == "pair":
        return f"{placed} of {review.mentees} mentees matched"
    return f"{placed} of {review.mentees} people in {_counted(review.proposed)}"


def _counted(proposed: Sequence[Mentorship]) -> str:
    count = len(proposed)
    noun = _noun(proposed)
    plural = "matches" if noun == "match" else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def _noun(proposed: Sequence[Mentorship]) -> str:
    if all(one.is_circle for one in proposed):
        return "circle"
    return "match" if any(one.with_role(Role.BOTH) for one in proposed) else "pair"


def _match(mentorship: Mentorship) -> Block:
    reasons = " ".join(mentorship.reasons[:2])
    return words(
        f"{_who(mentorship)}\n{reasons}",
        accessory=button("Drop", Action.DROP, value=mentorship.id, label=f"Drop this {_noun([mentorship])}"),
        block_id=f"pair:{mentorship.id}",
    )


def _who(mentorship: Mentorship) -> str:
    if peers := mentorship.with_role(Role.PEER):
        hosts = mentorship.with_role(Role.HOST)
        return f"{mentions(peers)}, with {mentions(hosts)} as host" if hosts else mentions(peers)
    if both := mentorship.with_role(Role.BOTH):
        return f"{mentions(both)}, for each other"
    return f"{mentions(mentorship.with_role(Role.MENTEE))} with {mentions(mentorship.with_role(Role.MENTOR))}"


def _left_over(review: Review) -> list[Block]:
    if not review.left_over:
        return []
    lines = [f"• {mention(one.user_id)}: {one.why}" for one in review.left_over[:UNMATCHED_SHOWN]]
    more = len(review.left_over) - UNMATCHED_SHOWN
    if more > 0:
        lines.append(f"• and {more} more")
    helps = [words("*What would help:* " + " ".join(review.would_help))] if review.would_help else []
    return [DividerBlock(), words("*Without a match for now*"), *many_words(lines), *helps]


def _nobody(review: Review) -> str:
    if not review.mentees:
        return f"Nobody is waiting for a match in *{escape(review.program.name)}*."
    what = "circle" if review.of_circles else "pair"
    return f"No {what} in *{escape(review.program.name)}* meets every rule yet. Nothing was changed."


def choose_program(programs: Sequence[Program]) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which program?"),
            *(
                words(f"*{escape(program.name)}*", accessory=button("Open", Action.MATCH, value=program.id))
                for program in programs[:MOST_PROGRAMS]
            ),
        ],
    )


def matches_approved(program: Program, *, count: int) -> Modal:
    many = "One introduction" if count == 1 else f"{count} introductions"
    return Modal(
        "Approved",
        [
            words(
                f"*{escape(program.name)}*: {many} will go out, each when its people are awake and off shift."
            ),
            small("You see how they are doing on my Home tab."),
        ],
        close="Done",
    )
