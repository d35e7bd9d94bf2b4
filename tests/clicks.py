"""Open questions "did you meet?", and the taps that answer them, as Slack sends and signs them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState, Outcome
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.sandbox.towards_app.signing import signature
from bot.storage.database import Database
from bot.views.ids import Action
from bot.views.meetings.check_in import check_in_question
from bot.views.message import Message
from bot.views.refs import CycleRef

PROGRAM_ID = "P1"


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap on "We met", for a cycle of its own."""

    workspace_id: str
    mentorship_id: str
    user_id: str
    other_id: str

    def body(self, response_url: str = "") -> bytes:
        question = check_in_question(others=(self.other_id,), mentorship_id=self.mentorship_id, cycle=1)
        button = {"type": "button", "action_id": Action.WE_MET, "value": str(CycleRef(self.mentorship_id, 1))}
        return self.tapped(question, button, response_url)

    def tapped(self, message: Message, button: Mapping[str, Any], response_url: str) -> bytes:
        """What Slack sends when this person taps a button of a message."""
        payload: dict[str, Any] = {
            "type": "block_actions",
            "team": {"id": self.workspace_id, "domain": "hospital"},
            "user": {"id": self.user_id, "username": "nia", "team_id": self.workspace_id},
            "api_app_id": "A1",
            "token": "verification-token",
            "enterprise": None,
            "is_enterprise_install": False,
            "container": {"type": "message", "message_ts": "1772445600.000100", "channel_id": "D1"},
            "channel": {"id": "D1", "name": "directmessage"},
            "message": {"type": "message", "ts": "1772445600.000100", **message.to_dict()},
            "state": {"values": {}},
            "trigger_id": "1.2.3",
            "response_url": response_url,
            "actions": [{**button, "block_id": "b1", "action_ts": "1772445600.000200"}],
        }
        return urlencode({"payload": json.dumps(payload)}).encode()


def signed(body: bytes, *, secret: str, now: datetime) -> Mapping[str, str]:
    timestamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


async def ask_pairs(db: Database, *, workspace_id: str, count: int, on: date) -> list[Tap]:
    """So many active pairs, each with a first cycle open since that day, and the tap that answers it."""
    taps = [Tap(workspace_id, f"M{n:031}", f"UMENTEE{n}", f"UMENTOR{n}") for n in range(count)]
    async with db.transaction() as repos:
        await repos.workspaces.ensure(workspace_id, "Hospital")
        await repos.programs.add(_program(workspace_id, on))
        await repos.mentorships.add_many([_pair(tap, on) for tap in taps])
        for tap in taps:
            await repos.cycles.open(workspace_id, Cycle(tap.mentorship_id, 1, starts_on=on))
    return taps


async def recorded(db: Database, workspace_id: str, taps: list[Tap]) -> set[Tap]:
    """Those the database knows to have met."""
    async with db.transaction() as repos:
        cycles = await repos.cycles.list_for_mentorships(workspace_id, [tap.mentorship_id for tap in taps])
    return {tap for tap in taps if cycles[tap.mentorship_id][0].outcome is Outcome.MET}


def _pair(tap: Tap, on: date) -> Mentorship:
    return Mentorship(
        id=tap.mentorship_id,
        workspace_id=tap.workspace_id,
        program_id=PROGRAM_ID,
        state=MentorshipState.ACTIVE,
        members=(Member(tap.user_id, Role.MENTEE), Member(tap.other_id, Role.MENTOR)),
        score=80.0,
        reasons=("leadership",),
        every_weeks=2,
        channel_id="G1",
        introduced_on=on,
    )


def _program(workspace_id: str, on: date) -> Program:
    return Program(
        id=PROGRAM_ID,
        workspace_id=workspace_id,
        template_id="nurse_leadership",
        name="Nurse leadership",
        state=ProgramState.RUNNING,
        starts_on=on,
        ends_on=on + timedelta(weeks=26),
        every_weeks=2,
        minutes=45,
        channel_id="C1",
        managers=("UMIA",),
        created_by="UMIA",
        signposts={},
    )
