"""The pages of mentorships and people, and `/mentor privacy`: the very same words about everybody."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.managing.requests import Request, Topic
from bot.domain.managing.taken import Taken
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship
from bot.domain.mentorships.status import Status
from bot.domain.people import Person
from bot.usecases.privacy.privacy import read_privacy
from bot.views.privacy.privacy import privacy_page
from bot.web.words import as_html
from tests.examples import some
from tests.situations.lived_in import generated
from tests.situations.silent_pairs import add_quiet_pairs, add_sent, sent
from tests.web.tables import plain, rows_of
from tests.web.visiting import ROLES

MATCHED = "matched with "


async def live_in(house, seed):
    """Four and twenty people whom Slack knows by name, and what became of them; some is in hand."""
    called = [f"Person {number:02}" for number in range(24)]
    names = {str(house.town.person(one).person.id): one for one in called}
    workspace, program, now = house.town.workspace_id, house.ids["program"], house.deps.clock()
    _, nouns, asked = generated(seed, list(names))
    ours = [moved(house, noun, held=list(names)[::5]) for noun in nouns]
    pairs = {one.id: one for one in ours if isinstance(one, Mentorship)}
    async with house.deps.db.transaction() as repos:
        for one in ours:
            await saved(repos, workspace, one)
        await add_sent(repos, [sent(pairs[one.subject], "quiet_check", at=one.due_at) for one in asked])
        quiet = await add_quiet_pairs(repos, workspace_id=workspace, program_id=program, count=3, now=now)
        for pair, mentee in zip(quiet, names, strict=False):
            members = (Member(mentee, Role.MENTEE), Member(house.id_of("mentor"), Role.MENTOR))
            await repos.mentorships.save(replace(pair, members=members))
        today, mona = now.date(), house.id_of("manager")
        for who, topic in zip(names, Topic, strict=False):
            await repos.requests.save(Request(workspace, program, who, topic, today))
        for one in (*pairs, *(pair.id for pair in quiet[1:])):
            await repos.support_taken.take(Taken(workspace, one, mona, today), managers=[mona], since=today)
    return names


def moved(house, noun, *, held):
    """Into the workspace of the house and its programs; some of them are on hold."""
    if isinstance(noun, Cycle):
        return noun
    noun = replace(noun, workspace_id=house.town.workspace_id)
    if isinstance(noun, Enrolment):
        return replace(noun, program_id=house.ids["program"], on_hold=noun.user_id in held)
    if isinstance(noun, Mentorship):
        return replace(noun, program_id=(house.ids if noun.program_id == "P1" else house.others)["program"])
    return noun


async def saved(repos, workspace, noun):
    if isinstance(noun, Cycle):
        return await repos.cycles.open(workspace, noun)
    if isinstance(noun, Person):
        return await repos.people.save(noun)
    return await (repos.enrolments if isinstance(noun, Enrolment) else repos.mentorships).save(noun)


async def told(house, user_id, names):
    """What somebody reads on their privacy page of the manager's program, as text."""
    act = Act(house.town.workspace_id, user_id, house.deps.clock())
    found = await read_privacy(house.deps.db, act=act)
    content = house.deps.content
    page = privacy_page(scopes=[], seen=found.seen, looks=[], lines=content.lines, lists=content.people)
    async with house.deps.db.reading() as repos:
        program = await repos.programs.get(house.town.workspace_id, house.ids["program"])
    texts = [block.get("text", {}).get("text", "") for block in page.to_dict()["blocks"]]
    start = f"• {program.name}: "
    lines = [line for text in texts for line in text.split("\n") if line.startswith(start)]
    return [plain(str(as_html(line.removeprefix(start), names))) for line in lines]


@pytest.mark.parametrize("seed", some(range(4), 1))
async def test_everybody_reads_on_their_privacy_page_what_the_pages_say_of_them(house, seed):
    names = await live_in(house, seed)
    everybody = names | {house.id_of(one): name for one, name in ROLES.items()}
    theirs = {names[one]: await told(house, one, everybody) for one in names}
    mona = await house.sign_in("manager")

    people = rows_of((await mona.get(house.path("/programs/{program}/people"))).text)
    shown = {who: (place, post, asked, matched) for _, who, place, post, asked, matched in people}
    assert set(names.values()) < set(shown)
    for who, lines in theirs.items():
        place, post, asked, matched = shown[who]
        wanted = [line for line in lines if not line.startswith(MATCHED)]
        assert sorted(" ".join([place, post, asked]).split()) == sorted(" ".join(wanted).split())
        assert matched == " ".join(line for line in lines if line.startswith(MATCHED))

    rows = rows_of((await mona.get(house.path("/programs/{program}/mentorships"))).text)
    listed = Counter(one for row in rows for one in of_each(*row[:4]) if one[0] in theirs)
    assert listed == Counter(
        (who, line) for who in theirs for line in theirs[who] if line.startswith(MATCHED)
    )


def of_each(who, status, since, taken):
    """Of each in a mentorship, what their privacy page has to say, by their name."""
    words = f"status: {' '.join(filter(None, [status, since]))}{', ' if taken else ''}{taken}"
    both = who.split(" and ")
    return [(one, f"{MATCHED}{other}; {words}") for one, other in zip(both, both[::-1], strict=True)]


async def test_the_programs_have_every_status_in_them(house):
    await live_in(house, 0)
    mona = await house.sign_in("manager")
    rows = rows_of((await mona.get(house.path("/programs/{program}/mentorships"))).text)
    seen = {row[1] for row in rows}
    assert {one.value for one in (Status.ENDED, Status.PAUSED, Status.MAY_NEED_SUPPORT)} <= seen
    assert any(row[3] == "in hand with Mona Manager" for row in rows)
