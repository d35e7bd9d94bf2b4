"""What matching proposes, as groups of people in their roles: pairs, trios and circles alike."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member
from bot.matching.pair import listed
from bot.matching.propose import Circle, CircleProposal, Match, Proposal, Unmatched


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one mentorship to be."""

    members: tuple[Member, ...]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """`remarks` are sentences to managers about the whole proposal."""

    groups: Sequence[Group]
    unmatched: Sequence[Unmatched]
    would_help: Sequence[str]
    remarks: Sequence[str] = ()


def of_matches(proposal: Proposal) -> Suggested:
    return Suggested(
        groups=[
            Group(_members(one), one.score, tuple(reason.text for reason in one.reasons))
            for one in proposal.matches
        ],
        unmatched=proposal.unmatched,
        would_help=proposal.would_help,
        remarks=[*proposal.relaxed, *_not_said(proposal.matches)],
    )


def of_circles(proposal: CircleProposal) -> Suggested:
    return Suggested(
        groups=[
            Group(_circle(one), one.score, tuple(reason.text for reason in one.reasons))
            for one in proposal.circles
        ],
        unmatched=proposal.unmatched,
        would_help=proposal.would_help,
    )


def _members(match: Match) -> tuple[Member, ...]:
    if match.mutual:
        return tuple(Member(user_id, Role.BOTH) for user_id in match.user_ids)
    return (Member(match.mentee_id, Role.MENTEE), Member(match.mentor_id, Role.MENTOR))


def _circle(circle: Circle) -> tuple[Member, ...]:
    hosts = (Member(circle.host_id, Role.HOST),) if circle.host_id else ()
    return (*(Member(user_id, Role.PEER) for user_id in circle.member_ids), *hosts)


def _not_said(matches: Sequence[Match]) -> list[str]:
    """What would weigh much and is not known of everybody; not in how many matches, which may be one."""
    found = Counter(note for one in matches for note in one.notes)
    named = listed([note for note, _ in found.most_common()])
    return [f"Not everyone has told us their {named}."] if named else []
