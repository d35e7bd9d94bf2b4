"""The manager's review of proposed matches, and what approving them did."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.domain.disclosure.figures import named
from bot.domain.matching.reviewing import Shown, folded_away, in_order
from bot.domain.mentorships.mentorships import Mentorship, proposal_mark
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.matching.pairs import (
    left_out_lines,
    left_over_lines,
    match_row,
    more_left_over,
    row_to_swap_with,
    these,
)
from bot.views.matching.review import MatchesApproved, Review
from bot.views.matching.sentences import (
    DROPPED,
    SAME_REASONS,
    headline,
    how_it_came_about,
    nobody_matched,
    publishing_sends,
    said_once,
    what_approving_says,
    what_will_go_out,
    who_knows,
)
from bot.views.message import Modal
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    escape,
    many_words,
    more,
    pager,
    slack_time,
    small,
    words,
)
from bot.views.refs import MatchesRef, PageRef, ProposalRef, ReviewRef

TITLE = "Review the matches"
PAGE_SIZE = 20
UNMATCHED_SHOWN = 15
# With its question, what one modal holds.
MOST_PROGRAMS = 99
# What a button carries, with room to spare.
MOST_UNDONE = 50


def match_review(review: Review, at: ReviewRef, *, dropped: Sequence[str] = ()) -> Modal:
    """Approving always means every match of every page. Those `dropped` just now can be taken back."""
    if not review.proposed:
        shown = [
            words(nobody_matched(review)),
            *_state(review),
            *_left_over(review),
            *_without_a_proposal(review),
        ]
        return Modal(TITLE, [*_dropped(review, dropped), *shown], close="Later", context=str(at))
    good = folded_away(review.proposed, review.marks)
    listed = [one for one in review.proposed if at.shown is Shown.ALL or one not in good]
    return Modal(
        TITLE,
        [
            *_dropped(review, dropped),
            words(headline(review)),
            small(f"{who_knows(review)} {SAME_REASONS}"),
            *_state(review),
            *_said_by_approving(review),
            *_actions(review),
            *_said_once(review),
            *_rows(review, listed, at),
            *_folded(review, good, at),
            *_left_over(review),
        ],
        close="Later",
        context=str(at),
    )


def swap_choice(review: Review, at: ReviewRef) -> Modal:
    """Every other pair can be chosen; nothing changes before it has been seen."""
    page, pages, shown = _page(review, review.proposed, at.page)
    place = ReviewRef(review.program.id, at.page, shown=at.shown)
    turning = pager(page, pages, Action.PAGE, value=lambda to: str(_turned(at, to)))
    return Modal(
        TITLE,
        [
            words("*Swap mentors with which pair?* Nothing changes before you've seen it."),
            *(row_to_swap_with(review, one, swapping=at.swapping) for one in shown),
            *turning,
            buttons(button("Don't swap", Action.PAGE, value=str(place))),
        ],
        close="Later",
        context=str(place),
    )


def _turned(at: ReviewRef, page: int) -> ReviewRef:
    return ReviewRef(at.program_id, page, at.swapping, at.shown)


def _page(review: Review, listed: Sequence[Mentorship], page: int) -> tuple[int, int, Sequence[Mentorship]]:
    """The page there really is, how many there are, and its matches: those that want a look first."""
    pages = max(-(-len(listed) // PAGE_SIZE), 1)
    page = max(0, min(page, pages - 1))
    return page, pages, in_order(listed, review.marks)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def _rows(review: Review, listed: Sequence[Mentorship], at: ReviewRef) -> list[Block]:
    page, pages, shown = _page(review, listed, at.page)
    turning = pager(page, pages, Action.PAGE, value=lambda to: str(_turned(at, to)))
    title = [words(f"*{these(listed)}, the weakest first*")] if len(listed) > 1 else []
    return [*title, *(match_row(review, one) for one in shown), *turning]


def _folded(review: Review, good: Sequence[Mentorship], at: ReviewRef) -> list[Block]:
    """How many look good, behind a button: what is fine needs no scrolling."""
    if not good:
        return []
    if at.shown is Shown.ALL:
        return [buttons(button("Show fewer", Action.PAGE, value=str(ReviewRef(review.program.id))))]
    show = button("Show them", Action.PAGE, value=str(ReviewRef(review.program.id, shown=Shown.ALL)))
    text = f"{named(len(good))} more look{'s' if len(good) == 1 else ''} good."
    return [words(text, accessory=show)]


def _said_once(review: Review) -> list[Block]:
    lines = said_once(review)
    return [small("\n".join(lines))] if lines else []


def _dropped(review: Review, dropped: Sequence[str]) -> list[Block]:
    if not dropped:
        return []
    if len(dropped) > MOST_UNDONE:
        return [words(f"*Dropped.* {DROPPED}")]
    undo = button("Undo", Action.UNDROP, value=str(MatchesRef.of(review.program.id, dropped)))
    return [words(f"*Dropped.* {DROPPED}", accessory=undo)]


def _said_by_approving(review: Review) -> list[Block]:
    if not review.confirmed:
        return []
    said = "\n".join(f"• {one}" for one in review.confirmed)
    return [small(f"{what_approving_says(review)}\n{said}")]


def _approve(review: Review) -> ButtonElement:
    """It carries the mark of what was looked at."""
    return button(
        f"Approve {these(review.proposed)}",
        Action.APPROVE,
        value=str(ProposalRef(review.program.id, proposal_mark(review.proposed))),
        style="primary",
        confirm=asks_first(*publishing_sends(review, review.proposed), question="Approve?", yes="Approve"),
    )


def _state(review: Review) -> list[Block]:
    found: list[Block] = []
    if review.publish_at:
        time = more(
            button("Change the time", Action.PUBLISH_LATER, value=review.program.id),
            button("Don't send automatically", Action.PUBLISH_STOP, value=review.program.id),
        )
        found.append(
            words(f"*These go out automatically on {slack_time(review.publish_at)}.*", accessory=time)
        )
    lines = how_it_came_about(review)
    return [*found, *([small("\n".join(lines))] if lines else [])]


def _actions(review: Review) -> list[Block]:
    """Approve, go through several, and a menu of what can be done with all of it."""
    program = review.program
    later = [button("Approve later", Action.PUBLISH_LATER, value=program.id)] if not review.publish_at else []
    folded = [
        *_to_match(review),
        button("Preview messages", Action.DRY_RUN, value=str(PageRef(program.id))),
        *later,
    ]
    several = [one for one in review.proposed if one.mentor_to_ask]
    choose = [button("Choose several", Action.SEVERAL, value=program.id)] if len(several) > 1 else []
    return [buttons(_approve(review), *choose, more(*folded))]


def _to_match(review: Review) -> list[ButtonElement]:
    if not review.is_waiting:
        return []
    program = review.program
    found = [button("Re-run matching", Action.MATCH_AGAIN, value=program.id)]
    if not review.of_circles:
        found.append(button("Add a pair by hand", Action.ADD_PAIR, value=program.id))
        ask = button("Ask the mentees first", Action.ASK_MENTEES, value=program.id)
        found += [ask] if review.to_ask else []
    return found


def _without_a_proposal(review: Review) -> list[Block]:
    found = _to_match(review)
    return [buttons(*found)] if found else []


def _left_over(review: Review) -> list[Block]:
    if not review.left_over:
        return []
    more_of_them = more_left_over(review, most=UNMATCHED_SHOWN)
    lines = [*left_over_lines(review, most=UNMATCHED_SHOWN), *(f"• {one}" for one in more_of_them)]
    post = button("Write the recruiting post", Action.RECRUIT, value=review.program.id)
    said = "*What would help most:* " + " ".join(review.would_help)
    helps = [words(said, accessory=post)] if review.would_help else []
    return [DividerBlock(), *many_words(lines, title="*No match yet*"), *helps]


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
    left_out = [
        words("*Left out, because something has changed.* These people are waiting again:"),
        *many_words(left_out_lines(approved)),
    ]
    rest = button("Back to the review", Action.PAGE, value=str(ReviewRef(approved.program.id)))
    return Modal(
        "Approved",
        [
            words(what_will_go_out(approved)),
            *(left_out if approved.left_out else ()),
            small("You'll see how they're doing on the Home tab."),
            *([buttons(rest)] if approved.more_to_review else []),
        ],
        close="Done",
    )
