"""The manager's review of proposed matches, and what approving them did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.domain.disclosure.figures import Figure, named
from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import MatchedBy
from bot.domain.matching.proposals import LeftOver
from bot.domain.mentorships.mentorships import Mentorship, matched_in, proposal_mark
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    counted,
    escape,
    many_words,
    mention,
    mentions,
    off_shift,
    pager,
    slack_time,
    small,
    weekday_in_words,
    words,
    writes_to,
)
from bot.views.refs import PageRef, ProposalRef, ReviewRef, SwapRef

TITLE = "Review the matches"
PAGE_SIZE = 20
UNMATCHED_SHOWN = 15
# With its question, what one modal holds.
MOST_PROGRAMS = 99


@dataclass(frozen=True, slots=True)
class Review(NamesPeople):
    """A proposal as it stands: dropped matches are gone, nothing is sent yet.

    `remarks` are about all of it. Where somebody `is_waiting`, some may be `not_looked_at`, since they came
    after it was worked out, and some `unmatched`. Mentees were shown mentors on `asked_on`, the last of them;
    who has answered is nobody's to see. `to_ask` others may be asked now.
    `confirmed` is what whoever approves says of it.
    """

    program: Program
    proposed: Sequence[Mentorship]
    left_over: Sequence[LeftOver]
    would_help: Sequence[str]
    is_waiting: bool
    of_circles: bool = False
    remarks: Sequence[str] = ()
    publish_at: datetime | None = None
    not_looked_at: bool = False
    asked_on: date | None = None
    to_ask: Figure | None = None
    unmatched: bool = False
    confirmed: Sequence[str] = ()

    @property
    def whom(self) -> Collection[str]:
        return matched_in(self.proposed) | {one.user_id for one in self.left_over}


@dataclass(frozen=True, slots=True)
class MatchesApproved(NamesPeople):
    """`left_out` were right when they were proposed, and are not any more; their people wait again."""

    program: Program
    count: Figure
    left_out: Sequence[Mentorship] = ()

    @property
    def whom(self) -> Collection[str]:
        return matched_in(self.left_out)


def shown_on(review: Review, page: int) -> tuple[int, Sequence[Mentorship]]:
    """The page there really is, and its matches: 20 at most, the best first."""
    pages = max(-(-len(review.proposed) // PAGE_SIZE), 1)
    page = max(0, min(page, pages - 1))
    in_order = sorted(review.proposed, key=lambda one: (-one.score, one.id))
    return page, in_order[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def match_review(
    review: Review, *, page: int = 0, warnings: Mapping[str, Sequence[str]] | None = None, swapping: str = ""
) -> Modal:
    """Approving always means every match of every page.

    `warnings` are by mentorship id. While one is `swapping`, each other pair can be chosen.
    """
    if not review.proposed:
        return Modal(TITLE, [words(_nobody(review)), *_state(review), *_left_over(review), *_actions(review)])
    page, shown = shown_on(review, page)
    pages = -(-len(review.proposed) // PAGE_SIZE)
    place = str(PageRef(review.program.id, page))
    turning = pager(
        page, pages, Action.PAGE, value=lambda to: str(ReviewRef(review.program.id, to, swapping))
    )
    rows = [block for one in shown for block in _match(one, (warnings or {}).get(one.id, ()), swapping)]
    if swapping:
        note = words("*Whose mentor shall they have instead?* Nothing changes before you have seen it.")
        stop = buttons(button("Don't swap", Action.PAGE, value=place))
        return Modal(TITLE, [note, *rows, *turning, stop], close="Later", context=place)
    return Modal(
        TITLE,
        [
            words(_headline(review)),
            small(f"{_who_knows(review)} Reasons are in words; the people see the same ones."),
            *_state(review),
            *_said_by_approving(review),
            buttons(_approve(review)),
            *_actions(review),
            *rows,
            *turning,
            *_left_over(review),
        ],
        close="Later",
        context=place,
    )


def _who_knows(review: Review) -> str:
    if review.publish_at is None:
        return "Nobody hears of these matches until you approve."
    return "Nobody hears of these matches before they go out by themselves, unless you approve earlier."


def _said_by_approving(review: Review) -> list[Block]:
    if not review.confirmed:
        return []
    said = "\n".join(f"• {one}" for one in review.confirmed)
    how = "approving" if review.publish_at is None else "approving, or by letting them go out,"
    return [small(f"What I can't work out: by {how} you say that, as far as you know,\n{said}")]


def _approve(review: Review) -> ButtonElement:
    """It carries the mark of what was looked at."""
    return button(
        f"Approve {_counted(review.proposed)}",
        Action.APPROVE,
        value=str(ProposalRef(review.program.id, proposal_mark(review.proposed))),
        style="primary",
        confirm=asks_first(*publishing_sends(review), question="Approve?", yes="Approve"),
    )


def publishing_sends(review: Review) -> list[str]:
    """Sentences: to how many people it writes, and what else to know before these matches go out."""
    asks = review.program.plan.mentors_confirm
    mentors = {one.mentor_to_ask for one in review.proposed if asks and one.mentor_to_ask}
    introduced = (one for one in review.proposed if not (asks and one.mentor_to_ask))
    others = {who for one in introduced for who in one.user_ids}
    count = named(len(mentors | others))
    whom = counted(count, "person", "people") if others else counted(count, "mentor")
    then = ["After a yes, they and their mentees are introduced."] if mentors else []
    kept = ["Whoever is without a match hears that they keep their place."] if review.unmatched else []
    return [writes_to(whom, off_shift(count)), *then, *kept, *_asked_on(review)]


def _asked_on(review: Review) -> list[str]:
    """Of the mentees who were asked whom they would like. Who has answered is theirs to know."""
    if review.asked_on is None:
        return []
    return [f"Mentees were asked whom they would like, last on {weekday_in_words(review.asked_on)}."]


def _state(review: Review) -> list[Block]:
    lines = []
    if review.publish_at:
        lines.append(f"*It goes out by itself on {slack_time(review.publish_at)}.*")
    if review.not_looked_at:
        lines.append("Somebody waits without having been looked at yet: work it out again.")
    if review.asked_on:
        lines.append(f"{' '.join(_asked_on(review))} What they said counts when you work it out again.")
    if review.remarks:
        lines.append(escape(" ".join(review.remarks)))
    return [small("\n".join(lines))] if lines else []


def _actions(review: Review) -> list[Block]:
    """What can be done with all of it."""
    program = review.program
    found = []
    if review.is_waiting:
        found.append(button("Work out again", Action.MATCH_AGAIN, value=program.id))
        if not review.of_circles:
            found.append(button("Add a pair", Action.ADD_PAIR, value=program.id))
            found += [_ask(program, review.to_ask)] if review.to_ask else []
    if review.proposed:
        found.append(button("What would be sent?", Action.DRY_RUN, value=str(PageRef(program.id))))
        later = "Publish later" if review.publish_at is None else "Another time"
        found.append(button(later, Action.PUBLISH_LATER, value=program.id))
    if review.publish_at:
        found.append(button("Don't publish by itself", Action.PUBLISH_STOP, value=program.id))
    return [buttons(*found)] if found else []


def _ask(program: Program, count: Figure) -> ButtonElement:
    """Up to so many: whom no mentor fits is asked nothing."""
    whom = f"{'' if count.value == 1 else 'up to '}{counted(count, 'mentee')}"
    said = writes_to(whom, off_shift(count)), "They see up to three mentors."
    confirm = asks_first(*said, question="Ask them?", yes="Ask them")
    return button("Ask the mentees first", Action.ASK_MENTEES, value=program.id, confirm=confirm)


def _headline(review: Review) -> str:
    scores = sorted(mentorship.score for mentorship in review.proposed)
    median = scores[len(scores) // 2]
    return (
        f"*{escape(review.program.name)}*: {_how_many(review)}. "
        f"Lowest {scores[0]:.0f}, median {median:.0f} out of 100."
    )


def _how_many(review: Review) -> str:
    """Counts the names on these pages alone: those in a match, and those without one."""
    placed = sum(member.role.wants for one in review.proposed for member in one.members)
    both = named(placed + len(review.left_over))
    if _noun(review.proposed) == "pair":
        return f"{named(placed)} of {both} mentees matched"
    return f"{named(placed)} of {both} people in {_counted(review.proposed)}"


def _counted(proposed: Sequence[Mentorship]) -> str:
    noun = _noun(proposed)
    return counted(named(len(proposed)), noun, "matches" if noun == "match" else "")


def _noun(proposed: Sequence[Mentorship]) -> str:
    if all(one.is_circle for one in proposed):
        return "circle"
    return "match" if any(one.with_role(Role.BOTH) for one in proposed) else "pair"


def _match(mentorship: Mentorship, warnings: Sequence[str], swapping: str) -> list[Block]:
    lines = [
        _who(mentorship),
        " ".join(mentorship.reasons[:2]),
        *(f":warning: {escape(one)}" for one in warnings),
    ]
    text = words("\n".join(line for line in lines if line), block_id=f"pair:{mentorship.id}")
    found = _choose_buttons(mentorship, swapping) if swapping else _pair_buttons(mentorship)
    return [text, buttons(*found)] if found else [text]


def _choose_buttons(mentorship: Mentorship, swapping: str) -> list[ButtonElement]:
    if mentorship.id == swapping or not mentorship.mentor_to_ask:
        return []
    return [button("Swap with this", Action.SWAP_WITH, value=str(SwapRef(swapping, mentorship.id)))]


def _pair_buttons(mentorship: Mentorship) -> list[ButtonElement]:
    noun, value = _noun([mentorship]), mentorship.id
    lock = button(
        "Lock", Action.LOCK, value=value, label=f"Keep this {noun} when the rest is worked out again"
    )
    unlock = button("Unlock", Action.UNLOCK, value=value, label=f"Let this {noun} be worked out again")
    swap = [button("Swap", Action.SWAP, value=value)] if mentorship.mentor_to_ask else []
    drop = button("Drop", Action.DROP, value=value, label=f"Drop this {noun}")
    return [unlock if mentorship.locked else lock, *swap, drop]


def _who(mentorship: Mentorship) -> str:
    if peers := mentorship.with_role(Role.PEER):
        hosts = mentorship.with_role(Role.HOST)
        return f"{mentions(peers)}, with {mentions(hosts)} as host" if hosts else mentions(peers)
    if both := mentorship.with_role(Role.BOTH):
        return f"{mentions(both)}, for each other"
    locked = ", locked" if mentorship.locked else ""
    mentees, mentors = (mentions(mentorship.with_role(role)) for role in (Role.MENTEE, Role.MENTOR))
    return f"{mentees} with {mentors}{locked}"


def _left_over(review: Review) -> list[Block]:
    if not review.left_over:
        return []
    lines = [f"• {mention(one.user_id)}: {one.why}" for one in review.left_over[:UNMATCHED_SHOWN]]
    more = len(review.left_over) - UNMATCHED_SHOWN
    if more > 0:
        lines.append(f"• and {named(more)} more")
    post = button("Write the recruiting post", Action.RECRUIT, value=review.program.id)
    said = "*What would help:* " + " ".join(review.would_help)
    helps = [words(said, accessory=post)] if review.would_help else []
    return [DividerBlock(), words("*Without a match for now*"), *many_words(lines), *helps]


def _nobody(review: Review) -> str:
    if not review.is_waiting:
        return f"Nobody is waiting for a match in *{escape(review.program.name)}*."
    if review.program.plan.matched_by is MatchedBy.BY_HAND and not review.of_circles:
        return f"You put the pairs of *{escape(review.program.name)}* together by hand. None is in it yet."
    what = "circle" if review.of_circles else "pair"
    return f"No {what} in *{escape(review.program.name)}* meets every rule yet. Nothing was changed."


def _not_sent(left_out: Sequence[Mentorship]) -> list[Block]:
    if not left_out:
        return []
    lines = [f"• {_who(one)}" for one in left_out]
    return [
        words("*Left out, since something has changed.* They wait again:"),
        *many_words(lines),
    ]


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


def matches_approved(approved: MatchesApproved) -> Modal:
    program, count = approved.program, approved.count
    many = "One introduction" if count.value == 1 else f"{count} introductions"
    what = f"{many} will go out, each when its people are awake and off shift."
    if program.plan.mentors_confirm:
        what = f"{many} will go out, each once its mentor has been asked and is happy to."
    return Modal(
        "Approved",
        [
            words(f"*{escape(program.name)}*: {what}"),
            *_not_sent(approved.left_out),
            small("You see how they are doing on my Home tab."),
        ],
        close="Done",
    )
