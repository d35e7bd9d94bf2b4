"""The lists people choose from when they join, and what is near to what."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.content.loading.fields import ContentModel, Id, Labels, SomeIds, frozen

Related = tuple[SomeIds, ...]
Groups = Annotated[Mapping[Id, SomeIds], Field(min_length=1), AfterValidator(frozen)]


class People(ContentModel):
    """Choices by id, in the order they are shown; career stages run from the first to the last.

    `workflow_links` are departments that hand work to each other. `patient_settings` groups departments by
    the kind of patients; each has its label.
    """

    professions: Labels
    related_professions: Related
    functions: Groups
    specialties: Labels
    related_specialties: Related
    departments: Labels
    related_departments: Related
    workflow_links: Related
    patient_settings: Groups
    patient_setting_labels: Labels
    career_stages: Labels
