"""Ten people who have nothing to do with a program any more, or never had: they try first what anybody taps.

What each of them changed is taken back, so that the next finds everything as it was.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.domain.joining.enrolments import Enrolment, Role
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.privacy.forgetting import SLACK, known_as
from bot.domain.programs.states import ProgramState
from bot.sandbox.towards_app import payloads
from bot.usecases.programs.planning import fresh_draft
from bot.views.ids import MORE, PLACE, Callback
from bot.views.refs import FoldedRef
from tests.handlers.book import Book
from tests.handlers.single_fields import with_one_foreign

OTHER_PROGRAM, OTHER_PAIR = "OTHERPROGRAM", "OTHERPAIR"
MENTION = re.compile(r"<@(\w+)>")
# No answer within Slack's three seconds, as on a busy machine; what came of it is looked at all the same.
TOO_LATE = 0
# An event is remembered without saying whose it was.
OF_NOBODY = {"seen_event"}
# Shift codes are the hospital's, and every manager's to settle.
OF_ALL_MANAGERS = {"a manager of another program": ("roster_code", "roster_meaning")}
# Whoever deletes themselves leaves a random number behind, which says nothing of anybody.
OF_DELETIONS = {Callback.DELETE_ME: ("noted_deletion",)}
THEIRS = ("a mentee of another program", "a mentor of another program", "a manager of another program")
LEAVERS = ("who left the program", "whose account is closed")
HAS_LEFT = """
    INSERT INTO enrolment
    SELECT workspace_id, ?, ?, role, capacity, topics_offered, topics_wanted, charter_version,
           charter_accepted_at, 'left', on_hold, date(charter_accepted_at), match_by
    FROM enrolment WHERE program_id = ? AND role = 'mentee'
"""
CHAMPION_AND_CREATOR = "UPDATE program SET champion = ?, created_by = ? WHERE id <> ?"


@dataclass
class Onlookers:
    """`trespasses` are what they could change or read of others, by what they tapped."""

    town: Any
    people: dict
    book: Book
    tried: set = field(default_factory=set)
    trespasses: list = field(default_factory=list)

    @classmethod
    async def arrive(cls, town):
        """From now on they try everything that is tapped for the first time."""
        sandbox = town.sandbox
        partner = sandbox.workspace.teams.add("A Charity", is_partner=True)
        people = {
            "in no program": town.person("Stan Stranger"),
            "a mentee of another program": town.person("Mira Mentee"),
            "a mentor of another program": town.person("Moe Mentor"),
            "a manager of another program": town.person("Max Manager"),
            "the champion": town.person("Chia Champion"),
            "a former manager": town.person("Fred Former"),
            "of another workspace": town.person("Paula Partner", team=partner.id),
            "a guest": town.person("Gus Guest", is_restricted=True),
            "who left the program": town.person("Lea Leaver"),
            "whose account is closed": town.person("Del Departed", deleted=True),
        }
        await _move_in(town, people)
        found = cls(town, people, await Book.of(town))
        told = sandbox.delivery.interaction

        async def interaction(payload):
            for identity in ids_in(payload):
                if identity not in found.tried:
                    found.tried.add(identity)
                    await found.all_try(identity, payload, told)
            # A trigger lives for three seconds, which the others have used up.
            trigger = sandbox.triggers._issued[payload["trigger_id"]]
            trigger.issued_at = sandbox.triggers._wall()
            return await told(payload)

        sandbox.delivery.interaction = interaction
        return found

    async def all_try(self, identity, payload, tell):
        ids = [self.people[one].person.id for one in ("the champion", "a former manager")]
        self.book.run(CHAMPION_AND_CREATOR, (*ids, OTHER_PROGRAM))
        self.leave(str(payload))
        self.book.is_written()
        before = self.book.rows()
        for kind, actor in self.people.items():
            await self.try_as(kind, actor, identity, payload, tell, before)
        for forged in with_one_foreign(payload, self.in_place_of()):
            for kind in THEIRS:
                await self.try_as(kind, self.people[kind], identity, forged, tell, before)
        self.book.run(
            "DELETE FROM enrolment WHERE program_id <> ? AND user_id IN (?, ?)",
            (OTHER_PROGRAM, *self.leavers),
        )

    @property
    def leavers(self):
        return [self.people[kind].person.id for kind in LEAVERS]

    def leave(self, payload):
        """They were in what this is about, for as long as it is tried."""
        programs = [row[0] for row in self.book.run("SELECT id FROM program WHERE id <> ?", (OTHER_PROGRAM,))]
        for program_id in [one for one in programs if one in payload] or programs[:1]:
            for who in self.leavers:
                self.book.run(HAS_LEFT, (program_id, who, OTHER_PROGRAM))

    def in_place_of(self):
        """What stands in a form of their own where somebody else's is about the program."""
        programs = self.book.run("SELECT id FROM program WHERE id <> ?", (OTHER_PROGRAM,))
        pairs = self.book.run("SELECT id FROM mentorship WHERE id <> ?", (OTHER_PAIR,))
        mentee = self.people["a mentee of another program"].person.id
        return {
            **{row[0]: OTHER_PROGRAM for row in programs},
            **{row[0]: OTHER_PAIR for row in pairs},
            **dict.fromkeys(self.protected(), mentee),
        }

    async def try_as(self, kind, actor, identity, payload, tell, before):
        wire, protected = self.town.sandbox.wire_log.entries, self.protected()
        seen = len(wire)
        reply = await tell(as_tapped_by(self.town, actor.person, payload))
        await self.town.settled()
        calls = [one.request for one in list(wire)[seen:] if one.direction == "from_app"]
        said = [reply.body, *(one for one in calls if not is_home_of_another(one, actor.person.id))]
        named = protected & set(MENTION.findall(str(said))) - {actor.person.id}
        allowed = (*OF_ALL_MANAGERS.get(kind, ()), *OF_DELETIONS.get(identity, ()))
        is_written = self.book.is_written()
        changed = self.changed_since(before, self.own(kind, actor), but=allowed) if is_written else []
        if reply.status not in (200, TOO_LATE) or named or changed:
            self.trespasses.append((identity, kind, reply.status, sorted(named), changed))
        if is_written:
            self.take_back(before)

    def own(self, kind, actor):
        """What a row of theirs has in it: their id, its hash, what they are in, a program they began."""
        who, ws = actor.person.id, self.town.workspace_id
        began = {row[0] for row in self.book.run("SELECT id FROM program WHERE created_by = ?", (who,))}
        formerly = began if kind == "a former manager" else set()
        in_another = {OTHER_PROGRAM, OTHER_PAIR} if "another program" in kind else set()
        return {who, known_as(ws, SLACK, who), *in_another, *(began - formerly)}

    def protected(self):
        """Who is in the program that all of this is about."""
        found = self.book.run("SELECT user_id FROM enrolment WHERE program_id <> ?", (OTHER_PROGRAM,))
        return {row[0] for row in found}

    def changed_since(self, before, own, *, but):
        """Rows of others that are new, gone or different."""
        found = []
        for table, rows in self.book.rows().items():
            gone, new = before[table] - rows, rows - before[table]
            theirs = [row for row in gone if is_of(row, own)]
            others = [row for row in (*gone, *new) if not is_of(row, own)]
            others = [row for row in others if not any(is_without(row, one, own) for one in theirs)]
            found += [(table, row) for row in others if table not in {*OF_NOBODY, *but}]
        return found

    def take_back(self, before):
        for table, now in self.book.rows().items():
            for row in (now - before[table]).elements():
                columns = [one[1] for one in self.book.run(f"PRAGMA table_info({table})")]
                found = " AND ".join(f"{column} IS ?" for column in columns)
                self.book.run(f"DELETE FROM {table} WHERE {found}", row)
            for row in (before[table] - now).elements():
                self.book.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def is_home_of_another(call, user_id):
    """Somebody's Home that is shown anew meanwhile, as on a busy machine: nobody else sees it."""
    return isinstance(call, dict) and call.get("user_id", user_id) != user_id


def is_of(row, own):
    return any(one in str(row) for one in own)


def is_without(row, theirs, own):
    """Of the row that named them only they themselves are gone."""
    return all(one == was or is_of((was,), own) for one, was in zip(row, theirs, strict=True))


def ids_in(payload):
    """The action or callback ids of an interaction."""
    if payload.get("type") == "view_submission":
        return [payload["view"]["callback_id"]]
    return [said(action) for action in payload.get("actions", ())]


def said(action):
    """A choice in a menu stands for the action it names, and a button of a row for that of the row."""
    if action["action_id"] != MORE:
        return action["action_id"].partition(PLACE)[0]
    return FoldedRef.parse(action["selected_option"]["value"]).action


def as_tapped_by(town, person, payload):
    """The same tap or form, with a client of their own to show the answer in."""
    space = town.sandbox.workspace
    forged = deepcopy(payload) | payloads.common(space, person, payload["type"])
    view = forged.get("view")
    forged["trigger_id"] = town.sandbox.triggers.issue(
        person.id, in_modal=bool(view) and view["type"] == "modal"
    )
    if view:
        _give_view(space, person, forged)
    if "response_url" in forged:
        forged["response_url"] = town.sandbox.hooks.issue(person.id, space.dm(person.id).id)
    return forged


def _give_view(space, person, forged):
    view = forged["view"]
    known = [*space.homes.values(), *(one for some in space.modals.values() for one in some)]
    original = next(one for one in known if one.id == view["id"])
    copy = replace(deepcopy(original), id=space.new_id("V"), user=person.id)
    if copy.type == "home":
        space.homes[person.id] = copy
    else:
        space.modals[person.id] = [copy]
    view["id"] = view["root_view_id"] = copy.id
    if "container" in forged:
        forged["container"]["view_id"] = copy.id


async def _move_in(town, people):
    """A program of their own, in which a pair meets; it takes nobody any more."""
    content, now, ws = town.deps.content, town.deps.clock(), town.workspace_id
    mentee, mentor, manager = (
        people[f"a {one} of another program"].person.id for one in ("mentee", "mentor", "manager")
    )
    about = {"workspace_id": ws, "template_id": "nurse_leadership", "by": manager}
    draft = fresh_draft(program_id=OTHER_PROGRAM, content=content, today=now.date(), **about)
    program = replace(
        draft,
        state=ProgramState.RUNNING,
        starts_on=now.date() - timedelta(weeks=2),
        signup_ends_on=now.date() - timedelta(days=1),
        ends_on=now.date() + timedelta(weeks=200),
        channel_id=town.channel.id,
    )
    pair = Mentorship(
        id=OTHER_PAIR,
        workspace_id=ws,
        program_id=OTHER_PROGRAM,
        state=MentorshipState.ACTIVE,
        members=(Member(mentee, Role.MENTEE), Member(mentor, Role.MENTOR)),
        score=80.0,
        reasons=(),
        every_weeks=4,
        introduced_on=now.date(),
    )
    async with town.deps.db.transaction() as repos:
        await repos.programs.add_first(program)
        for who in (mentee, mentor, *(people[one].person.id for one in LEAVERS)):
            await repos.people.save(Person(ws, who))
        for who, role in ((mentee, Role.MENTEE), (mentor, Role.MENTOR)):
            await repos.enrolments.save(_place(ws, who, role, content.charter.version, now))
        await repos.mentorships.add_many([pair])


def _place(workspace_id, who, role, charter, now):
    return Enrolment(
        workspace_id=workspace_id,
        program_id=OTHER_PROGRAM,
        user_id=who,
        role=role,
        capacity=1 if role.offers else 0,
        topics_offered=("leadership",) if role.offers else (),
        topics_wanted=("leadership",) if role.wants else (),
        charter_version=charter,
        charter_accepted_at=now,
    )
