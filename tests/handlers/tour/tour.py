"""Clicks every button and submits every form, as a manager, two pairs and a stranger would."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind
from bot.domain.programs.states import ProgramState
from bot.sandbox.elements import walk, with_ids
from bot.usecases.mentorships.kept_apart import recheck_kept_apart
from bot.views.ids import Action
from bot.views.notices import plainly
from tests.handlers.tour.care import a_circle, being_a_lead, care_for_mentors, standing_in
from tests.handlers.tour.ending import saying_goodbye
from tests.handlers.tour.exports import taking_out
from tests.handlers.tour.findings import reading_what_was_said
from tests.handlers.tour.goals import writing_goals
from tests.handlers.tour.helping import helping, without_a_match
from tests.handlers.tour.holds import asking_for_a_hand, holding_back
from tests.handlers.tour.journey import on_the_way
from tests.handlers.tour.matching import asking_mentors, choosing, holding, settings, work_on_it
from tests.handlers.tour.measures import reading_results
from tests.handlers.tour.monday import going_through_the_list
from tests.handlers.tour.not_now import at_home, not_now
from tests.handlers.tour.oversight import looking_over
from tests.handlers.tour.recruiting import recruiting
from tests.handlers.tour.review import reviewing
from tests.handlers.tour.rosters import settling_codes, telling_a_roster
from tests.handlers.tour.times import finding_a_time
from tests.handlers.tour.totals import championing, posting_regularly
from tests.handlers.tour.undelivered import not_delivered
from tests.handlers.tour.waves import after_the_first_meeting, at_the_start
from tests.situations.silent_pairs import add_quiet_pairs


def question(actor, words):
    """The last message from the bot with these words in it."""
    return [message for message in actor.messages(actor.dm) if words in str(message.blocks)][-1]


async def tapping_a_command(town, nia):
    """A sentence that names one, in a form that is no longer about anything."""
    await town.do(nia.open_home())
    space, said = town.sandbox.workspace, plainly("It is gone. Type `/mentor guide` for the list.")
    shown = space.post(
        nia.dm, author=space.bot.id, text=said.text, blocks=with_ids(said.to_dict()["blocks"], space.rng)
    )
    await town.do(nia.click(shown, Action.COMMAND))


async def tour(town):
    manager = town.person("Mona Manager", is_admin=True)
    program_id = await set_up(town, manager)
    nia, omar, ida, jon = (town.person(name) for name in ("Nia", "Omar", "Ida", "Jon"))
    await town.fill_in(nia)
    await nia.close(everything=True)
    await town.join(ida)
    for mentor in (omar, jon):
        await town.join(mentor, role="mentor", wanted=(), offered=("leadership",), preset="early_8")
    await tapping_a_command(town, nia)
    await joining_again(town, nia)
    await back_and_forth(town, town.person("Fay Filled"))
    await asking_to_join(town, manager, program_id)
    await being_briefed(town, town.person("Hilda Helper"))
    await agreeing_again(town, town.person("Ola Older"))
    await recruiting(town, manager, program_id)
    await settings(town, manager, program_id)
    await drop_one(town, manager, program_id)
    await choosing(town, nia)
    await without_a_match(town, manager)
    await the_crowd_goes(town, program_id)
    await town.match(manager)
    # By then both are off shift, whoever was matched with her.
    await town.let_pass(timedelta(hours=6))
    await finding_a_time(town, nia)
    await writing_goals(town, nia)
    await a_pair_answers(town, nia)
    await asking_for_a_hand(town, nia, manager, program_id)
    await holding_back(town, manager, program_id)
    await going_quiet(town, ida, jon)
    await after_the_first_meeting(town, nia)
    await on_the_way(town, nia)
    await reading(town, nia)
    await care_for_mentors(town, nia, town.person("Lea Lead"))
    await named_by_mistake(town, nia)
    await pausing_oneself(town, nia)
    await telling_a_roster(town, nia)
    await settling_codes(town, manager, nia)
    await at_home(town, nia)
    await leaving_and_coming_back(town, ida, program_id)
    await holding(town, manager, program_id)
    await a_circle(town, manager, program_id)
    await saying_a_number(town, manager, omar, jon)
    await reading_what_was_said(town, manager, nia, program_id)
    await numbers(town, manager, program_id)
    await many_people(town, manager)
    await asking_mentors(town, manager, program_id)
    await many_needing_support(town, manager, program_id)
    await not_delivered(town, manager, program_id)
    await going_through_the_list(town, manager, program_id)
    await saying_goodbye(town, nia, omar, program_id)
    await to_the_end(town, manager)


async def numbers(town, manager, program_id):
    await summaries(town, manager)
    await posting_regularly(town, manager, program_id)
    await championing(town, town.person("Cleo Chief"), program_id)
    await reading_results(town, manager, program_id)
    await taking_out(town, manager, program_id)
    await reviewing(town, manager)
    await looking_over(town, manager, program_id)


async def set_up(town, manager):
    """A draft from Home, left half-way, edited, filled in and opened; then many people to turn pages for."""
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_NEW))
    await manager.choose(manager.modal, "need", "nurse_leadership")
    await town.do(manager.submit())
    await town.do(manager.submit())
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_EDIT))
    lea, dee = (town.person(name) for name in ("Lea Lead", "Dee Deputy"))
    await manager.choose(manager.modal, "lead", lea.person.id)
    await manager.choose(manager.modal, "deputy", dee.person.id)
    await town.do(manager.submit())
    await manager.choose(manager.modal, "channel", town.channel.id)
    await manager.choose(manager.modal, "signup_ends_on", None)
    await manager.choose(manager.modal, "capacity", "3")
    await town.do(manager.submit())
    await manager.choose(manager.modal, "expected_mentees", "10")
    await town.do(manager.submit())
    program_id = manager.modal.private_metadata
    await manager.close(everything=True)
    await being_a_lead(town, lea)
    await standing_in(town, dee)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.SIGNPOSTS))
    for key in town.deps.content.signposts:
        await manager.choose(manager.modal, key, f"Call {key}")
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.LAUNCH))
    await town.do(manager.click(manager.modal, Action.OPEN_SIGNUP))
    await town.do(manager.click(manager.modal, Action.OPEN_ANYWAY))
    await manager.close(everything=True)
    await town.ask_mentors(program_id, first=False)
    return program_id


async def joining_again(town, nia):
    await town.do(nia.command("/mentor"))
    await town.from_settings(nia, Action.JOIN)
    [program] = [block["element"] for block in nia.modal.blocks if block.get("block_id") == "program"]
    await town.do(nia.choose(nia.modal, Action.JOIN_PROGRAM, program["options"][0]["value"]))
    await nia.close(everything=True)


async def saying_a_number(town, manager, omar, jon):
    """Of two who say which staff number is theirs, one is confirmed."""
    async with town.deps.db.transaction() as repos:
        entry = DirectoryEntry(town.workspace_id, "4711", profession="nurse")
        await repos.directory_imports.save_changed([(entry, 0)], number=1)
    for person, number in ((omar, "4711"), (jon, "4712")):
        await town.open_join(person)
        await person.choose(person.modal, "staff_number", number)
        await town.do(person.click(person.modal, Action.JOIN_DIRECTORY))
        await person.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.STAFF_NUMBERS))
    for action in (Action.STAFF_NUMBER_CONFIRM, Action.STAFF_NUMBER_REFUSE):
        refs = [one.element["value"] for one in walk(manager.modal.blocks) if one.action_id == action]
        await town.do(manager.click(manager.modal, action, value=refs[0]))
    await manager.close(everything=True)


async def back_and_forth(town, fay):
    """To the last page, where the whole charter is read, and to each page before."""
    await town.open_join(fay)
    await town.say_about(fay)
    await town.say_needs(fay)
    await town.do(fay.click(fay.modal, Action.CHARTER_WHOLE))
    await fay.close()
    await town.do(fay.click(fay.modal, Action.JOIN_BACK))
    await town.do(fay.click(fay.modal, Action.JOIN_BACK))
    await fay.close(everything=True)


async def asking_to_join(town, manager, program_id):
    """Of two who ask, one is let in and one is not."""
    await _by_approval(town, program_id, is_asked=True)
    for name in ("Ann Asker", "Abe Asker"):
        await town.join(town.person(name))
    await _by_approval(town, program_id, is_asked=False)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.APPLICATIONS))
    for action in (Action.APPLICATION_ACCEPT, Action.APPLICATION_DECLINE):
        refs = [one.element["value"] for one in walk(manager.modal.blocks) if one.action_id == action]
        await town.do(manager.click(manager.modal, action, value=refs[0]))
    await manager.close(everything=True)


async def _by_approval(town, program_id, *, is_asked):
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        plan = replace(program.plan, by_approval=is_asked)
        await repos.programs.save(replace(program, plan=plan))


async def being_briefed(town, hilda):
    await town.join(hilda, role="mentor", wanted=(), offered=("leadership",), brief=False)
    await town.do(hilda.open_home())
    await town.do(hilda.click(hilda.home, Action.BRIEFING))
    for _ in range(len(town.deps.content.briefings["mentor"].cards) + 1):
        await town.do(hilda.submit())
    await hilda.close(everything=True)


async def agreeing_again(town, ola):
    await town.join(ola)
    await town.agreed_to_an_earlier_charter(ola)
    await town.do(ola.open_home())
    await town.do(ola.click(ola.home, Action.CHARTER))
    await town.do(ola.submit())
    await ola.close(everything=True)


async def drop_one(town, manager, program_id):
    crowd = [town.person(f"Mentee {n}") for n in range(22)]
    for person in crowd:
        await town.join(person)
    for n in range(12):
        await town.join(
            town.person(f"Mentor {n}"), role="mentor", wanted=(), offered=("leadership",), capacity="2"
        )
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.MATCH))
    await town.do(manager.click(manager.modal, Action.PAGE))
    await work_on_it(town, manager)


async def the_crowd_goes(town, program_id):
    """They were there for the pages to turn; months with all of them would take long."""
    crowd = {one.person.id for name, one in town.actors.items() if name.startswith("Mentee ")}
    async with town.deps.db.transaction() as repos:
        for one in await repos.enrolments.list_for_program(town.workspace_id, program_id):
            if one.user_id in crowd:
                await repos.enrolments.save(replace(one, state=EnrolmentState.LEFT))


async def a_pair_answers(town, nia):
    await town.let_pass(timedelta(weeks=2, days=1))
    await at_the_start(town, nia)
    asked = await not_now(town, nia, question(nia, "manage to talk"))
    await town.do(nia.click(asked, Action.MOVED))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.UNDO))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.WE_MET))
    await town.tick()
    await town.let_pass(timedelta(weeks=3, days=1))
    await town.do(nia.click(question(nia, "manage to talk"), Action.NOT_THIS_MONTH))


async def going_quiet(town, ida, jon):
    await town.let_pass(timedelta(weeks=2))
    silent = question(ida, "been quiet")
    await town.do(ida.click(silent, Action.KEEP_GOING))
    await town.tick()
    await town.do(ida.open_home())
    await town.do(ida.click(ida.home, Action.PAUSE))
    await town.do(ida.submit())
    await ida.close(everything=True)
    await town.do(ida.click(ida.home, Action.RESUME))
    await town.tick()
    await town.do(ida.open_home())
    await town.do(ida.click(ida.home, Action.END))
    await town.do(ida.submit())
    await ida.close(everything=True)
    await town.tick()


async def named_by_mistake(town, nia):
    others = (await town.mentorship(nia)).others(nia.person.id)
    async with town.deps.db.transaction() as repos:
        await repos.exclusions.replace(town.workspace_id, nia.person.id, others, kind=ExclusionKind.PRIVATE)
        await recheck_kept_apart(repos, town.workspace_id, [nia.person.id], town.deps.clock())
    await town.let_pass(timedelta(days=3))
    await town.do(nia.click(question(nia, "asked us not to match"), Action.KEPT_APART_MISTAKE))


async def pausing_oneself(town, nia):
    await town.do(nia.command("/mentor", "pause"))
    await town.do(nia.submit())
    await town.do(nia.submit())
    await nia.close(everything=True)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.BACK))
    await town.from_settings(nia, Action.PAUSE_OR_LEAVE)
    await nia.close(everything=True)


async def leaving_and_coming_back(town, nia, program_id):
    async with town.deps.db.transaction() as repos:
        place = await repos.enrolments.find(town.workspace_id, program_id, nia.person.id)
        await repos.enrolments.save(replace(place, state=EnrolmentState.RELEASED))
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.COME_BACK))
    await town.from_settings(nia, Action.LEAVE_PROGRAM)
    await town.do(nia.submit())
    await nia.close(everything=True)


async def reading(town, nia):
    await town.do(nia.open_home())
    for action in (Action.GUIDE, Action.CARD, Action.WHERE_TO_TURN, Action.PRIVACY):
        await town.do(nia.click(nia.home, action))
        await nia.close(everything=True)


async def summaries(town, manager):
    for last in (Action.SUMMARY_CANCEL, Action.SUMMARY_POST):
        await town.do(manager.open_home())
        await town.do(manager.click(manager.home, Action.SUMMARY))
        await manager.close(everything=True)
        await town.do(manager.command("/mentoring", "summary"))
        preview = manager.messages(manager.note)[-1]
        await town.do(manager.choose(preview, Action.SUMMARY_CHANNEL, town.channel.id))
        await town.do(manager.click(preview, last))


async def many_people(town, manager):
    """The list by name, filtered and turned; then one of them reads who looked, takes a copy and goes."""
    # The crowd left so long ago that nothing is kept of its places.
    await town.join(kay := town.person("Kay"))
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE))
    await town.do(manager.click(manager.modal, Action.PEOPLE))
    await town.do(manager.click(manager.modal, Action.PEOPLE_PAGE))
    [shown] = [one for one in walk(manager.modal.blocks) if one.action_id == Action.PEOPLE_SHOW]
    choices = [option["value"] for option in shown.element["options"]]
    await town.do(manager.click(manager.modal, Action.PEOPLE_SHOW, value=choices[-1]))
    await manager.close(everything=True)
    await being_deleted(town, kay)


async def being_deleted(town, person):
    await looked_at(town, person, often=6)
    for action in (Action.LOOKS, Action.DOWNLOAD, Action.DELETE_ME):
        await town.do(person.command("/mentor", "privacy"))
        await town.do(person.click(person.modal, action))
        if action != Action.DELETE_ME:
            await person.close(everything=True)
    await person.choose(person.modal, "sure", ["yes"])
    await town.do(person.submit())
    await person.close(everything=True)


async def looked_at(town, person, *, often):
    """On so many days, by a manager."""
    enrolment = await town.enrolment(person)
    async with town.deps.db.transaction() as repos:
        for number in range(often):
            await repos.access_log.add(
                town.workspace_id,
                user_id=f"U{number}",
                what="list of people",
                program_id=enrolment.program_id,
                at=town.sandbox.clock.now(),
            )


async def many_needing_support(town, manager, program_id):
    async with town.deps.db.transaction() as repos:
        await add_quiet_pairs(
            repos,
            workspace_id=town.workspace_id,
            program_id=program_id,
            count=60,
            now=town.sandbox.clock.now(),
        )
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.NEEDING_SUPPORT))
    await town.do(manager.click(manager.modal, Action.NEEDING_SUPPORT_PAGE))
    await manager.close(everything=True)
    await helping(town, manager)


async def to_the_end(town, manager):
    """The page of the program: its history, its plan as a file, a cohort that is called off, and its end."""
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.PROGRAM_HISTORY))
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.PROGRAM_EXPORT))
    await page(town, manager)
    for action in (Action.BEGIN_CLOSING, Action.RUN_AGAIN, Action.BEGIN_CLOSING, Action.CLOSE_PROGRAM):
        await town.do(manager.click(manager.modal, action))
    await town.do(manager.click(manager.modal, Action.NEW_COHORT))
    await town.do(manager.submit())
    await town.do(manager.submit())
    await town.do(manager.submit())
    await being_a_lead(town, town.person("Lea Lead"))
    await draft_page(town, manager)
    await town.do(manager.click(manager.modal, Action.LAUNCH))
    await town.do(manager.click(manager.modal, Action.OPEN_SIGNUP))
    await town.do(manager.click(manager.modal, Action.OPEN_ANYWAY))
    await page(town, manager)
    for action in (Action.CLOSE_SIGNUP, Action.REOPEN_SIGNUP, Action.CALL_OFF, Action.ARCHIVE):
        await town.do(manager.click(manager.modal, action))
    await manager.close(everything=True)


async def draft_page(town, manager):
    await manager.close(everything=True)
    [draft] = [one for one in await town.programs() if one.state is ProgramState.DRAFT]
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=draft.id))


async def page(town, manager):
    """That of the latest program; what is over comes after what is not."""
    if manager.modal:
        await manager.close(everything=True)
    programs = [one for one in await town.programs() if manager.person.id in one.managers]
    latest = ([one for one in programs if one.is_live] or programs)[-1]
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=latest.id))
