"""The pages of mentorships and people, and `/mentor privacy`: the very same words about everybody."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Enrolment, Role
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
    workspace, programs = house.town.workspace_id, {"P1": house.ids, "P2": house.others}
    _, nouns, asked = generated(seed, list(names))
    pairs, now = {}, house.deps.clock()
    async with house.deps.db.transaction() as repos:
        for noun in nouns:
            match noun:
                case Cycle():
                    await repos.cycles.open(workspace, noun)
                case Person():
                    await repos.people.save(replace(noun, workspace_id=workspace))
                case Enrolment():
                    place = replace(noun, workspace_id=workspace, program_id=house.ids["program"])
                    await repos.enrolments.save(place)
                case Mentorship():
                    program_id = programs[noun.program_id]["program"]
                    pairs[noun.id] = replace(noun, workspace_id=workspace, program_id=program_id)
                    await repos.mentorships.save(pairs[noun.id])
        await add_sent(repos, [sent(pairs[one.subject], "quiet_check", at=one.due_at) for one in asked])
        quiet = await add_quiet_pairs(
            repos, workspace_id=workspace, program_id=house.ids["program"], count=3, now=now
        )
        for pair, mentee in zip(quiet, names, strict=False):
            members = (Member(mentee, Role.MENTEE), Member(house.id_of("mentor"), Role.MENTOR))
            await repos.mentorships.save(replace(pair, members=members))
        today, mona = now.date(), house.id_of("manager")
        for one in (*pairs, *(pair.id for pair in quiet[1:])):
            await repos.support_taken.take(Taken(workspace, one, mona, today), managers=[mona], since=today)
    return names


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
