"""The workspaces people come from: the app's own, others of its organisation, and partners'."""

from dataclasses import dataclass

from bot.sandbox.model import Json, Person

ORGANISATION = ("E0000001", "Sandbox Organisation")


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace; `enterprise` is the id and name of its organisation, ("", "") where it stands alone."""

    id: str
    name: str
    enterprise: tuple[str, str] = ("", "")
    is_partner: bool = False

    @property
    def domain(self) -> str:
        return "-".join(self.name.lower().split())


class Teams:
    """`home` has the app. With `taps_name_home` a payload's `team` is home whoever taps: Slack's documents
    leave open whether it is that, or the workspace of the person."""

    def __init__(self, home: Team) -> None:
        self.home = home
        self.taps_name_home = False
        self._known = {home.id: home}

    def add(self, name: str, *, is_partner: bool = False) -> Team:
        """Another workspace of this organisation, or a partner's that shares channels with it."""
        number = len(self._known) + 1
        enterprise = ("", "") if is_partner else self.home.enterprise
        team = Team(f"T{number:07}", name, enterprise, is_partner)
        self._known[team.id] = team
        return team

    def of(self, person: Person) -> Team:
        """Where somebody's account belongs."""
        return self._known[person.team] if person.team else self.home

    def is_home(self, person: Person) -> bool:
        """Whether somebody is a member here; in an organisation people are in several workspaces."""
        return self.home in (self.of(person), *(self._known[one] for one in person.also_in))

    def acts_in(self, person: Person) -> Team:
        return self.home if self.is_home(person) else self.of(person)

    # what payloads say

    def named(self, person: Person) -> Team:
        """The one that a payload of this person names."""
        return self.home if self.taps_name_home else self.acts_in(person)

    def json(self, person: Person) -> Json:
        team = self.named(person)
        enterprise_id, enterprise_name = team.enterprise
        of_organisation = {"enterprise_id": enterprise_id, "enterprise_name": enterprise_name}
        return {"id": team.id, "domain": team.domain, **(of_organisation if enterprise_id else {})}

    def enterprise_json(self, person: Person) -> Json | None:
        enterprise_id, name = self.named(person).enterprise
        return {"id": enterprise_id, "name": name} if enterprise_id else None

    def form(self, person: Person) -> dict[str, str]:
        """As the form of a slash command has it."""
        team = self.named(person)
        enterprise_id, name = team.enterprise
        told = {"team_id": team.id, "team_domain": team.domain}
        return told | ({"enterprise_id": enterprise_id, "enterprise_name": name} if enterprise_id else {})

    def user_json(self, person: Person) -> Json:
        """What a user object adds about where somebody is from."""
        team = self.of(person)
        told: Json = {"team_id": team.id}
        if team.is_partner:
            told["is_stranger"] = person.is_stranger
        if team.enterprise[0]:
            told["enterprise_user"] = {
                "id": person.id,
                "enterprise_id": team.enterprise[0],
                "enterprise_name": team.enterprise[1],
                "is_admin": False,
                "is_owner": False,
                "teams": [team.id, *person.also_in],
            }
        return told
