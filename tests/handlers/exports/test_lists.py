"""A list with names: asked for with a reason, agreed to by a second manager, fetched once, told to all."""

import asyncio
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.exports.named import ListState
from bot.domain.oversight.roles import OversightRole, RoleHeld
from bot.views.ids import Action

HOUR = timedelta(hours=1)
FIRST_DAY = date(2026, 1, 5)
REASON = "Planning of <study> days & rooms"
ASKS, READY = "asks for a list with names", "was agreed to"
TOLD = "A list with your name was taken out"


@pytest.fixture
async def mona(town):
    """Manages a program with one pair, together with Sam."""
    manager, *_ = await town.introduced_pair()
    await managed_by(town, manager, town.person("Sam Second"))
    return manager


@pytest.fixture
def sam(town):
    return town.person("Sam Second")


async def managed_by(town, *managers):
    async with town.deps.db.transaction() as repos:
        for one in await repos.programs.list_all(town.workspace_id):
            await repos.programs.save(replace(one, managers=tuple(who.person.id for who in managers)))


async def open_form(town, person):
    await town.do(person.command("/mentoring", "export"))
    await town.do(person.click(person.modal, Action.LIST_ASK))


async def ask(town, person, *, what="status", reason=REASON):
    await open_form(town, person)
    await person.choose(person.modal, "list_kind", what)
    await person.choose(person.modal, "reason", reason)
    await town.do(person.submit())


def said_to(person, words):
    return [one for one in person.messages(person.dm) if words in str(one.blocks)]


async def heard(town, person, words):
    """The message with these words, once its reader is awake and off shift."""
    for _ in range(30):
        if found := said_to(person, words):
            return found[-1]
        await town.let_pass(HOUR)
    raise AssertionError(f"nothing was said of {words}")


async def agreed(town, mona, sam, **about):
    """Asked for and agreed to: the message with the button that fetches it."""
    await ask(town, mona, **about)
    await town.do(sam.click(await heard(town, sam, ASKS), Action.LIST_AGREE))
    return await heard(town, mona, READY)


def files_of(person):
    return [file for message in person.messages(person.dm) for file in message.files]


def rows_in(file, sheet):
    head, *rows = load_workbook(io.BytesIO(file.content))[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


async def the_list(town):
    [program] = await town.programs()
    async with town.deps.db._engine.connect() as connection:
        from bot.storage.exports.rows import named_export

        [row] = (await connection.execute(named_export.select())).all()
    assert row.program_id == program.id
    return row


async def log(town):
    [program] = await town.programs()
    async with town.deps.db.reading() as repos:
        return await repos.access_log.list_for_program(town.workspace_id, program.id)


async def test_a_second_manager_reads_who_asks_what_for_and_what_it_holds(town, mona, sam):
    await ask(town, mona)
    assert "you can fetch it" in str(mona.modal.blocks)
    asked = await heard(town, sam, ASKS)
    assert f"<@{mona.person.id}>" in str(asked.blocks)
    assert "Planning of &lt;study&gt; days &amp; rooms" in str(asked.blocks)
    assert "career stage" in str(asked.blocks)
    assert "study" not in asked.text
    assert not said_to(mona, ASKS)


async def test_the_list_is_fetched_as_the_lines_that_managers_see(town, mona, sam):
    ready = await agreed(town, mona, sam)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert "in your conversation with Lamplight" in str(mona.modal.blocks)
    [file] = files_of(mona)
    people = {one["Name in Slack"]: one for one in rows_in(file, "People")}
    nia, omar = town.person("Nia Nurse").person, town.person("Omar Mentor").person
    assert people["Nia Nurse"] == {
        "Name in Slack": "Nia Nurse",
        "Slack id": nia.id,
        "Role": "mentee",
        "Profession": town.deps.content.people.professions["nurse"],
        "Career stage": people["Nia Nurse"]["Career stage"],
        "Department": town.deps.content.people.departments["critical_care"],
        "Site": None,
        "Place": "takes part",
        "Matched with": "Omar Mentor",
        "Status": "getting started",
    }
    assert people["Omar Mentor"]["Slack id"] == omar.id
    assert REASON in str(rows_in(file, "About"))


async def test_it_is_fetched_once(town, mona, sam):
    ready = await agreed(town, mona, sam)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    await mona.close(everything=True)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert "You fetched this list on" in str(mona.modal.blocks)
    assert len(files_of(mona)) == 1


async def test_a_double_tap_fetches_one(town, mona, sam):
    ready = await agreed(town, mona, sam)
    await town.do(asyncio.gather(*(mona.click(ready, Action.LIST_FETCH) for _ in range(3))))
    assert len(files_of(mona)) == 1


async def test_a_day_later_the_file_is_gone_from_slack(town, mona, sam):
    await town.do(mona.click(await agreed(town, mona, sam), Action.LIST_FETCH))
    await town.let_pass(23 * HOUR)
    assert files_of(mona)
    town.sandbox.fail("files.delete", "http_500")
    await town.let_pass(2 * HOUR)
    await town.let_pass(24 * HOUR)
    assert files_of(mona) == []
    assert (await the_list(town)).file_id is None


async def test_everyone_on_it_is_told_with_the_reason_and_sees_who(town, mona, sam):
    await town.do(mona.click(await agreed(town, mona, sam), Action.LIST_FETCH))
    nia = town.person("Nia Nurse")
    told = await heard(town, nia, TOLD)
    assert "Planning of &lt;study&gt; days &amp; rooms" in str(told.blocks)
    assert "study" not in told.text
    await town.do(nia.click(told, Action.PRIVACY))
    shown = str(nia.modal.blocks)
    assert (
        f"<@{mona.person.id}>, list with names, taken out of Lamplight for: Planning of &lt;study&gt;"
        in shown
    )
    assert await heard(town, town.person("Omar Mentor"), TOLD)
    assert len(said_to(nia, TOLD)) == 1
    assert not said_to(mona, TOLD)


async def test_every_step_is_in_the_log_with_its_reason(town, mona, sam):
    await town.do(mona.click(await agreed(town, mona, sam), Action.LIST_FETCH))
    found = [(one.user_id, one.what) for one in await log(town) if REASON in one.what]
    assert found == [
        (mona.person.id, f"asked for a list with names: {REASON}"),
        (sam.person.id, f"agreed to a list with names: {REASON}"),
        (mona.person.id, f"list with names, taken out of Lamplight for: {REASON}"),
    ]


async def test_without_a_second_manager_nobody_can_agree(town, mona):
    await managed_by(town, mona)
    await open_form(town, mona)
    assert "has no second manager" in str(mona.modal.blocks)
    assert "list_kind" not in str(mona.modal.blocks)


async def test_where_there_is_no_second_manager_an_owner_agrees(town, mona):
    await managed_by(town, mona)
    ola = town.person("Ola Owner")
    held = RoleHeld(town.workspace_id, OversightRole.OWNER, ola.person.id, mona.person.id, FIRST_DAY)
    async with town.deps.db.transaction() as repos:
        await repos.roles.add_first(held)
    ready = await agreed(town, mona, ola)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert len(files_of(mona)) == 1


async def test_who_loses_the_role_before_the_yes_gets_no_list(town, mona, sam):
    await ask(town, mona)
    asked = await heard(town, sam, ASKS)
    await managed_by(town, sam)
    await town.do(sam.click(asked, Action.LIST_AGREE))
    assert "no longer manages" in str(sam.messages(sam.dm)[-1].blocks)
    await managed_by(town, mona, sam)
    await town.do(sam.click(asked, Action.LIST_AGREE))
    await town.let_pass(20 * HOUR)
    assert not said_to(mona, READY)
    assert (await the_list(town)).state is ListState.LAPSED


@pytest.mark.parametrize("who_stays", ["who asked", "who agreed"])
async def test_who_loses_the_role_after_the_yes_ends_it_as_well(town, mona, sam, who_stays):
    ready = await agreed(town, mona, sam)
    other = town.person("Third Third")
    await managed_by(town, mona if who_stays == "who asked" else sam, other)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert "no longer look after" in str(mona.modal.blocks)
    await managed_by(town, mona, sam)
    await mona.close(everything=True)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert files_of(mona) == []
    assert (await the_list(town)).state is ListState.LAPSED


async def test_nobody_agrees_for_themselves_or_from_outside(town, mona, sam):
    await ask(town, mona)
    asked = await heard(town, sam, ASKS)
    await managed_by(town, mona)
    await town.do(sam.click(asked, Action.LIST_AGREE))
    assert "Only another manager of" in str(sam.messages(sam.dm)[-1].blocks)
    assert (await the_list(town)).state is ListState.ASKED


async def test_of_two_who_agree_at_once_one_does(town, mona, sam):
    third = town.person("Third Third")
    await managed_by(town, mona, sam, third)
    await ask(town, mona)
    both = [(one, await heard(town, one, ASKS)) for one in (sam, third)]
    await town.do(asyncio.gather(*(one.click(asked, Action.LIST_AGREE) for one, asked in both)))
    said = [str(one.messages(one.dm)[-1].blocks) for one, _ in both]
    assert sorted(("You agreed" in one, "was answered already" in one) for one in said) == [
        (False, True),
        (True, False),
    ]
    assert len([one for one in await log(town) if "agreed to" in one.what]) == 1


async def test_a_no_ends_it_and_says_not_whose_it_was(town, mona, sam):
    await ask(town, mona)
    await town.do(sam.click(await heard(town, sam, ASKS), Action.LIST_DECLINE))
    told = await heard(town, mona, "wasn't agreed to this time")
    assert sam.person.id not in str(told.blocks)
    await mona.close(everything=True)
    await ask(town, mona)
    assert "you can fetch it" in str(mona.modal.blocks)


async def test_a_yes_after_a_day_is_too_late(town, mona, sam):
    await ask(town, mona)
    asked = await heard(town, sam, ASKS)
    await town.let_pass(25 * HOUR)
    await town.do(sam.click(asked, Action.LIST_AGREE))
    assert "its 24 hours are over" in str(sam.messages(sam.dm)[-1].blocks)


async def test_a_day_after_the_yes_it_can_no_longer_be_fetched(town, mona, sam):
    ready = await agreed(town, mona, sam)
    await town.let_pass(25 * HOUR)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert "The 24 hours to fetch this list are over" in str(mona.modal.blocks)
    assert files_of(mona) == []


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("files.getUploadURLExternal", "http_500"),
        ("chat.postMessage", "rate_limit"),
        ("files.completeUploadExternal", "rate_limit"),
    ],
)
async def test_what_slack_clearly_did_not_take_may_be_fetched_again_and_nobody_is_told_before(
    town, mona, sam, method, how
):
    ready = await agreed(town, mona, sam)
    town.sandbox.fail(method, how)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert files_of(mona) == []
    await mona.close(everything=True)
    await town.let_pass(HOUR)
    assert not said_to(town.person("Nia Nurse"), TOLD)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert len(files_of(mona)) == 1
    await heard(town, town.person("Nia Nurse"), TOLD)


async def test_what_slack_may_have_taken_is_not_sent_twice(town, mona, sam, caplog):
    ready = await agreed(town, mona, sam)
    town.sandbox.fail("files.completeUploadExternal", "drop_after_receipt")
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert "We don't send a list twice" in str(mona.modal.blocks)
    await mona.close(everything=True)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    assert len(files_of(mona)) == 1
    await heard(town, town.person("Nia Nurse"), TOLD)
    await town.let_pass(48 * HOUR)
    assert files_of(mona) == []
    assert "ERROR" not in caplog.text


async def test_where_slack_tells_no_names_the_ids_stand_alone(town, mona, sam):
    ready = await agreed(town, mona, sam)
    town.sandbox.fail("users.info", "http_500", times=50)
    await town.do(mona.click(ready, Action.LIST_FETCH))
    [file] = files_of(mona)
    nia = town.person("Nia Nurse").person.id
    assert nia in {one["Slack id"] for one in rows_in(file, "People")}
    assert {one["Name in Slack"] for one in rows_in(file, "People")} == {None}


async def test_hr_reads_confirmed_staff_numbers_and_the_programs_days(town, mona, sam):
    nia, omar = (town.person(name).person.id for name in ("Nia Nurse", "Omar Mentor"))
    entries = [
        DirectoryEntry(town.workspace_id, "=4711", user_id=nia, known_by=KnownBy.CONFIRMED),
        DirectoryEntry(town.workspace_id, "4712", user_id=omar, known_by=KnownBy.CLAIMED),
    ]
    async with town.deps.db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 0) for one in entries], number=1)
    await town.do(mona.click(await agreed(town, mona, sam, what="hr"), Action.LIST_FETCH))
    [file] = files_of(mona)
    rows = {one["Slack id"]: one for one in rows_in(file, "For HR")}
    [program] = await town.programs()
    assert (rows[None]["Staff number"], rows[None]["Name in Slack"]) == ("=4711", None)
    assert (rows[omar]["Staff number"], rows[omar]["Name in Slack"]) == (None, "Omar Mentor")
    assert {one["From"].date() for one in rows.values()} == {program.starts_on}


async def test_who_had_themselves_deleted_is_not_on_it(town, mona, sam):
    ready = await agreed(town, mona, sam)
    nia = town.person("Nia Nurse")
    await town.do(nia.command("/mentor", "privacy"))
    await town.do(nia.click(nia.modal, Action.DELETE_ME))
    await nia.choose(nia.modal, "sure", ["yes"])
    await town.do(nia.submit())
    await town.do(mona.click(ready, Action.LIST_FETCH))
    [file] = files_of(mona)
    assert nia.person.id not in str(rows_in(file, "People"))
    assert "Nia" not in str(rows_in(file, "People"))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("too short", "Say in 10 to 150 characters"),
        ("\u200b \u202e" * 20, "Say in 10 to 150 characters"),
        ("For the ward of MRN 12345678", "identify a patient"),
    ],
)
async def test_a_reason_that_is_none_is_asked_for_again(town, mona, reason, said):
    await ask(town, mona, reason=reason)
    assert said in mona.modal_errors["reason"]


async def test_one_list_is_asked_for_at_a_time(town, mona, sam):
    await open_form(town, mona)
    await mona.close(everything=True)
    await ask(town, mona)
    await mona.close(everything=True)
    await town.do(mona.command("/mentoring", "export"))
    assert "waits for a second manager" in str(mona.modal.blocks)
    assert Action.LIST_ASK not in str(mona.modal.blocks)
    await town.do(sam.click(await heard(town, sam, ASKS), Action.LIST_AGREE))
    await mona.close(everything=True)
    await town.do(mona.command("/mentoring", "export"))
    await town.do(mona.click(mona.modal, Action.LIST_FETCH))
    assert len(files_of(mona)) == 1


async def test_what_slack_never_deletes_is_in_the_log_and_no_longer_tried(town, mona, sam, caplog):
    await town.do(mona.click(await agreed(town, mona, sam), Action.LIST_FETCH))
    town.sandbox.fail("files.delete", "http_500", times=10_000)
    await town.let_pass(72 * HOUR)
    assert (await the_list(town)).file_id
    assert "refused for days" not in caplog.text
    await town.let_pass(48 * HOUR)
    assert (await the_list(town)).file_id is None
    assert caplog.text.count("refused for days") == 1


async def test_nobody_is_told_while_slack_has_not_answered(town, mona, sam):
    ready = await agreed(town, mona, sam)
    slow = town.sandbox.fail("files.completeUploadExternal", "slow")
    await mona.click(ready, Action.LIST_FETCH)
    await slow.arrived.wait()
    await town.tick()
    told = said_to(town.person("Nia Nurse"), TOLD)
    slow.release.set()
    await town.settled()
    assert told == []
    assert await heard(town, town.person("Nia Nurse"), TOLD)
