"""A mentee's say: whom they would like of the mentors they were shown, and who is asked then."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import MatchedBy, Said, Suggestion, ranked, shown_last
from bot.domain.mentorships.mentorships import CURRENT, Member, Mentorship, MentorshipState
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Program
from bot.domain.programs.states import MATCHABLE
from bot.errors import InvalidInput, NotFound
from bot.facts.eligibility import select_still_possible
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.usecases.matching.after_approval import ask_or_introduce, begin_running
from bot.usecases.matching.waiting import not_again
from bot.views.home.todo import Todo
from bot.views.matching.choosing import Card, choice_todo, mentor_field

NOTHING_TO_CHOOSE = "There is nothing to choose any more. Type `/mentor` to see where you stand."


async def read_cards(
    db: Database,
    *,
    act: Act,
    program_id: str,
    content: Content,
) -> tuple[Program, list[Card]]:
    """The mentors shown to this mentee who can still be asked. Raises NotFound when there is nobody."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        cards = await _cards(repos, program, act.by, content, act.now)
    if not cards:
        raise NotFound(NOTHING_TO_CHOOSE)
    return program, cards


async def _cards(
    repos: Repositories, program: Program, user_id: str, content: Content, now: datetime
) -> list[Card]:
    workspace_id = program.workspace_id
    found = await _open_suggestions(repos, program, user_id)
    ids = [one.mentor_id for one in found]
    people = await repos.people.list_by_ids(workspace_id, ids)
    liked = await repos.preferences.list_by_ids(workspace_id, ids)
    cards = []
    for one in found:
        offers = await repos.enrolments.find(workspace_id, program.id, one.mentor_id)
        if offers is not None and await _can_be_asked(repos, program, one, content, now):
            person = people.get(one.mentor_id) or Person(workspace_id, one.mentor_id)
            likes = liked.get(one.mentor_id) or Preferences(workspace_id, one.mentor_id)
            cards.append(Card(one, offers, person, likes))
    return cards


async def _open_suggestions(repos: Repositories, program: Program, user_id: str) -> list[Suggestion]:
    """Of a mentee who still waits here."""
    current = await repos.mentorships.list_for_person(program.workspace_id, user_id, CURRENT)
    if program.state not in MATCHABLE or any(_is_mentee_in(one, program, user_id) for one in current):
        return []
    found = await repos.suggestions.list_for_person(program.workspace_id, user_id)
    return [one for one in found if one.program_id == program.id]


def _is_mentee_in(mentorship: Mentorship, program: Program, user_id: str) -> bool:
    is_mentor = user_id in mentorship.with_role(Role.MENTOR)
    return mentorship.program_id == program.id and not is_mentor


async def _can_be_asked(
    repos: Repositories, program: Program, one: Suggestion, content: Content, now: datetime
) -> bool:
    return bool(await select_still_possible(repos, program, [_would_be(program, one, "")], content, now))


def _would_be(program: Program, one: Suggestion, mentorship_id: str) -> Mentorship:
    return Mentorship(
        id=mentorship_id,
        workspace_id=program.workspace_id,
        program_id=program.id,
        state=MentorshipState.APPROVED,
        members=(Member(one.user_id, Role.MENTEE), Member(one.mentor_id, Role.MENTOR)),
        score=0.0,
        reasons=one.reasons,
        every_weeks=program.every_weeks,
    )


async def save_choices(
    db: Database,
    *,
    act: Act,
    program_id: str,
    said: Mapping[str, Said | None],
    content: Content,
    new_id: Callable[[], str],
) -> tuple[Program, bool]:
    """Keep what a mentee says of the mentors shown; returns whether one of them is asked right away.

    Raises InvalidInput for more than one first choice, NotFound when there is nothing to choose any more.
    """
    _require_one_first(said)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id, lock=True)
        if not await _open_suggestions(repos, program, act.by):
            raise NotFound(NOTHING_TO_CHOOSE)
        for mentor_id, what in said.items():
            await repos.suggestions.answer(
                act.workspace_id, program_id, act.by, mentor_id=mentor_id, said=what
            )
        asked = program.plan.matched_by is MatchedBy.CHOSEN and await ask_next(
            repos, program, act.by, content=content, now=act.now, new_id=new_id
        )
    return program, asked


def _require_one_first(said: Mapping[str, Said | None]) -> None:
    firsts = [mentor_id for mentor_id, what in said.items() if what is Said.FIRST]
    if len(firsts) > 1:
        raise InvalidInput({mentor_field(firsts[1]): "Choose one as your first choice."})


async def ask_next(
    repos: Repositories,
    program: Program,
    user_id: str,
    *,
    content: Content,
    now: datetime,
    new_id: Callable[[], str],
) -> bool:
    """Ask the next mentor this mentee would like and who has room; False when there is none, and they wait.

    For a program that is locked.
    """
    found = await _open_suggestions(repos, program, user_id)
    wanted = {one.mentor_id: one for one in found}
    tried = (await not_again(repos, program, [user_id])).get(user_id, frozenset())
    for mentor_id in ranked(found):
        one = wanted[mentor_id]
        if mentor_id not in tried and await _can_be_asked(repos, program, one, content, now):
            approved = _would_be(program, one, new_id())
            await repos.mentorships.delete(
                program.workspace_id, await _proposed_with(repos, program, user_id)
            )
            await repos.mentorships.add_many([approved])
            await ask_or_introduce(repos, program, [approved], now)
            await begin_running(repos, program)
            return True
    return False


async def _proposed_with(repos: Repositories, program: Program, user_id: str) -> list[str]:
    """What a manager has not published yet gives way to what the mentee chose."""
    found = await repos.mentorships.list_for_person(program.workspace_id, user_id, [MentorshipState.PROPOSED])
    return [one.id for one in found if _is_mentee_in(one, program, user_id)]


async def choice_due(repos: Repositories, reader: Reader) -> Todo | None:
    """For Home: mentors to choose from, until something was said of one of those shown last."""
    by_program: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for one in await repos.suggestions.list_for_person(reader.workspace_id, reader.user_id):
        by_program[one.program_id].append(one)
    for program_id, suggestions in by_program.items():
        program = reader.programs[program_id]
        unsaid = all(one.said is None for one in shown_last(suggestions))
        if unsaid and await _cards(repos, program, reader.user_id, reader.content, reader.now):
            return choice_todo(program_name=program.name, program_id=program_id)
    return None
