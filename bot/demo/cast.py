"""The invented people with their places in the workspace."""

from dataclasses import dataclass
from hashlib import sha256

from bot.demo.hospital import Hospital, Invented
from bot.domain.availability import Shift
from bot.sandbox.model import Channel, Person
from bot.sandbox.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Cast:
    """`by_id` from Slack's user id."""

    hospital: Hospital
    people: tuple[tuple[Person, Invented], ...]
    channels: tuple[Channel, ...]

    @property
    def by_id(self) -> dict[str, Invented]:
        return {person.id: invented for person, invented in self.people}

    def titled(self, *titles: str) -> list[tuple[Person, Invented]]:
        """In the order of the titles."""
        return [pair for title in titles for pair in self.people if pair[1].title == title]

    def linked(self) -> tuple[Person, Invented]:
        """A resident whose roster comes by a private link."""
        return next(pair for pair in self.titled("Resident") if pair[1].is_rostered)

    def roster_link(self, base_url: str) -> str:
        """Where the invented rostering system gives that resident's roster."""
        return f"{base_url}/rosters/{self._token}.ics"

    def shifts_behind(self, token: str) -> tuple[Shift, ...] | None:
        return self.linked()[1].shifts if token == self._token else None

    @property
    def _token(self) -> str:
        return sha256(f"{self.hospital.name}/{self.linked()[0].id}".encode()).hexdigest()[:24]

    def newcomer(self) -> Person:
        """A nurse on nights who is in no program yet, and in the staff directory."""
        return next(
            person
            for person, one in self.titled("Staff nurse")
            if one.career_stage == "newly_qualified" and one.works_nights
        )

    def manager_of(self, template_id: str) -> Person:
        return next(person for person, invented in self.people if template_id in invented.manages)

    def champion_of(self, template_id: str) -> Person | None:
        return next((person for person, invented in self.people if template_id in invented.champions), None)

    def lead_of(self, template_id: str) -> Person:
        return next(person for person, invented in self.people if template_id in invented.leads)

    def deputy_of(self, template_id: str) -> Person:
        return next(person for person, invented in self.people if template_id in invented.stands_in)


def move_in(hospital: Hospital, sandbox: Sandbox) -> Cast:
    """Everybody gets a place in the workspace; managers can start programs since they manage one already."""
    people = tuple(
        (sandbox.add_person(one.name, title=one.title, tz=str(hospital.zone)), one) for one in hospital.people
    )
    everybody = [person for person, _ in people]
    leads = [person for person, one in people if one.manages or one.champions]
    channels = (
        sandbox.add_channel("ward-news", members=everybody),
        sandbox.add_channel("mentoring-leads", members=leads, private=True),
        sandbox.add_channel("theatre-team", members=everybody[60:80], bot_is_member=False),
    )
    return Cast(hospital, people, channels)
