"""Finding somebody among one's own people, and among nobody else's."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.people import Person
from bot.errors import InvalidInput
from bot.usecases.managing.finding import FOUND, MOST_FOUND, find_people
from tests.people import EVE, MIA, MONDAY, NIA, OMAR, PAIR, PROGRAM, WS, enrolment, move_in

THEIRS = replace(PROGRAM, id="P2", name="Of others", managers=("UOTTO",))
SECOND = replace(PROGRAM, id="P3", name="A second one")
NAMES = {NIA: "Nia Ødegård-Müller", OMAR: "Omar Nurse", "UZOE": "Zoë Nightingale"}


async def found(db, typed, *, by=MIA, names=NAMES):
    return await find_people(db, act=Act(WS, by, MONDAY), typed=typed, names=names)


def who(answer):
    return {one.program.id: [person.user_id for person in one.seen] for one in answer.programs}


async def hospital(db):
    """Nia in two programs of Mia's, Omar in one, Zoë in Otto's."""
    await move_in(db, THEIRS, SECOND, *(Person(WS, one) for one in NAMES), PAIR)
    await move_in(
        db,
        enrolment(NIA),
        enrolment(OMAR),
        enrolment("UZOE", program_id="P2"),
        enrolment(NIA, program_id="P3"),
    )


@pytest.mark.parametrize("typed", ["nia", "  NIA  ", "müller", "muller", NIA, f"<@{NIA}>"])
async def test_a_part_of_a_name_or_a_whole_id_finds_somebody_in_each_program(db, typed):
    await hospital(db)
    assert who(await found(db, typed)) == {"P1": [NIA], "P3": [NIA]}


@pytest.mark.parametrize("typed", ["zoe", "UZOE"])
async def test_nobody_is_found_in_a_program_of_others(db, typed):
    await hospital(db)
    assert who(await found(db, typed)) == {}
    assert who(await found(db, typed, by="UOTTO")) == {"P2": ["UZOE"]}
    assert who(await found(db, typed, by=EVE)) == {}


@pytest.mark.parametrize("typed", ["", " ", "n", "x" * 81])
async def test_what_no_name_can_be_is_asked_again(db, typed):
    await move_in(db)
    with pytest.raises(InvalidInput):
        await found(db, typed)


async def test_an_id_is_found_only_whole(db):
    await hospital(db)
    assert who(await found(db, NIA[:3], names={})) == {}


async def test_the_look_is_noted_where_somebody_was_found_and_what_was_typed_is_not(db):
    await hospital(db)
    await found(db, "nobody")
    await found(db, "nia")
    async with db.transaction() as repos:
        events = await repos.access_log.list_looks(WS, ["P1", "P2", "P3"], since=MONDAY, limit=9)
    assert sorted((one.user_id, one.what, one.program_id) for one in events) == [
        (MIA, FOUND, "P1"),
        (MIA, FOUND, "P3"),
    ]


async def test_whose_name_is_not_known_yet_is_said_by_id_for_whoever_asks_slack(db):
    await hospital(db)
    answer = await found(db, "omar", names={OMAR: "Omar Nurse"})
    assert (who(answer), answer.unknown) == ({"P1": [OMAR]}, [NIA])


async def test_of_very_many_the_first_are_shown_and_that_there_are_more(db):
    ids = [f"UMANY{number:02}" for number in range(MOST_FOUND + 1)]
    await move_in(db, *(enrolment(one) for one in ids))
    answer = await found(db, "same name", names=dict.fromkeys(ids, "Same Name"))
    assert (len(who(answer)["P1"]), answer.has_more) == (MOST_FOUND, True)
