"""The lists people choose from when they join, and what is near to what."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.content.fields import ContentModel, Id, Labels, SomeIds, frozen

Related = tuple[SomeIds, ...]
Groups = Annotated[Mapping[Id, SomeIds], Field(min_length=1), AfterValidator(frozen)]


class People(ContentModel):
    """Choices by id, in the order they are shown; career stages run from the first to the last."""

    professions: Labels
    related_professions: Related
    functions: Groups
    specialties: Labels
    related_specialties: Related
    departments: Labels
    related_departments: Related
    patient_settings: Groups
    career_stages: Labels

    def professions_related(self, one: str, other: str) -> bool:
        return _related(self.related_professions, one, other)

    def specialties_related(self, one: str, other: str) -> bool:
        return _related(self.related_specialties, one, other)

    def departments_related(self, one: str, other: str) -> bool:
        return _related(self.related_departments, one, other)

    def function_of(self, profession: str) -> str | None:
        return _group_of(self.functions, profession)

    def patient_setting_of(self, department: str) -> str | None:
        return _group_of(self.patient_settings, department)


def _related(groups: Related, one: str, other: str) -> bool:
    return any(one in group and other in group for group in groups)


def _group_of(groups: Mapping[str, tuple[str, ...]], name: str) -> str | None:
    return next((group for group, names in groups.items() if name in names), None)
