"""What was looked at of a proposal, as a form carries it."""

from dataclasses import replace

from bot.domain.joining.enrolments import Role
from bot.domain.matching.seen import Seen
from bot.domain.mentorships.mentorships import Member, proposal_mark
from tests.people import pair_number

ONE, OTHER = pair_number(1), pair_number(2)
SWAPPED = replace(ONE, members=(ONE.members[0], Member("UOMAR2", Role.MENTOR)))


def test_it_comes_back_from_a_form_as_it_was():
    seen = Seen.of([ONE, OTHER])
    assert Seen.parse(str(seen)) == seen
    assert seen.has_as_it_is(ONE)


def test_what_is_no_mark_is_left_out():
    assert Seen.parse("nonsense..<b>.0123").marks == {}


def test_other_people_in_it_are_noticed_and_being_kept_is_not():
    seen = Seen.of([ONE])
    assert seen.includes(SWAPPED)
    assert not seen.has_as_it_is(SWAPPED)
    assert seen.has_as_it_is(replace(ONE, locked=True))
    assert not seen.includes(OTHER)


def test_what_is_left_of_it_without_others():
    assert Seen.of([ONE, OTHER]).without([ONE]) == Seen.of([OTHER])


def test_a_proposal_is_another_one_when_mentors_were_swapped():
    assert proposal_mark([ONE, OTHER]) == proposal_mark([OTHER, ONE])
    assert proposal_mark([SWAPPED, OTHER]) != proposal_mark([ONE, OTHER])
