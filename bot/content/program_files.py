"""A program as a file to share: its plan, and nothing that names a person, a channel or a workspace."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import to_json

from bot.content.library import Content
from bot.content.loading.complaints import complaints
from bot.content.loading.document import Document
from bot.content.loading.errors import ContentError, Problem
from bot.content.loading.fields import ContentModel, Id, Minutes, Weeks, did_you_mean, one_of, wrong
from bot.content.loading.reading import read_document
from bot.content.numbers.measures import keys_of, measure_of
from bot.content.programs import CRITERIA
from bot.domain.matching.choices import ANSWER_DAYS, IfNoAnswer, MatchedBy
from bot.domain.programs.programs import Intake

FORMAT: Final = 1
MIN_WEEKS = 4
WIDE = 2000
HEADING = "# A mentoring program to share. It holds a plan, and no name of a person, channel or workspace.\n"


def _text(at_most: int, *, may_be_empty: bool = True) -> AfterValidator:
    def check(text: str) -> str:
        text = " ".join(text.split())
        if not text and not may_be_empty:
            raise wrong("is empty; write some text")
        if len(text) > at_most:
            raise wrong(f"is {len(text)} characters long; at most {at_most} fit")
        return text

    return AfterValidator(check)


Name = Annotated[str, _text(75, may_be_empty=False)]
Line = Annotated[str, _text(150, may_be_empty=False)]
Paragraph = Annotated[str, _text(500)]
Key = Annotated[str, Field(max_length=80)]


def _some_weight(weights: Mapping[str, int]) -> Mapping[str, int]:
    if weights and not any(weights.values()):
        raise wrong("are all 0; at least one has to count")
    return weights


Weights = Annotated[
    Mapping[Annotated[str, one_of(CRITERIA)], Annotated[int, Field(ge=0, le=100)]],
    AfterValidator(_some_weight),
]


class ProgramFile(ContentModel):
    """`length_weeks` is there for a cohort alone; without `weights` the template's count.

    The order of keys is the order in the file. Targets are as people type them; a file from before they were
    numbers has any text there.
    """

    lamplight_program: Literal[1]
    template: Id
    name: Name
    purpose: Paragraph
    mentees: Paragraph
    mentors: Paragraph
    objectives: Annotated[tuple[Line, ...], Field(max_length=10)]
    targets: Annotated[Mapping[Key, Line], Field(max_length=40)]
    intake: Intake
    length_weeks: Weeks | None = None
    every_weeks: Weeks
    minutes: Minutes
    minutes_a_month: Annotated[int, Field(ge=0, le=6000)]
    capacity: Annotated[int, Field(ge=1, le=10)]
    review_every_weeks: Weeks
    expected_mentees: Annotated[int, Field(ge=0, le=5000)]
    places_first_percent: Annotated[int, Field(ge=0, le=100)]
    by_approval: bool
    release_after_weeks: Annotated[int, Field(ge=0, le=104)]
    matched_by: MatchedBy = MatchedBy.PROPOSED
    mentors_confirm: bool = True
    answer_days: Annotated[int, Field(ge=ANSWER_DAYS[0], le=ANSWER_DAYS[-1])] = 5
    silence: IfNoAnswer = IfNoAnswer.YES
    weights: Weights = {}


def write_program_file(one: ProgramFile) -> str:
    values = one.model_dump(mode="json", exclude_none=True)
    return HEADING + str(yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=WIDE))


def read_program_file(path: Path, *, content: Content) -> ProgramFile:
    """Raises ContentError with everything that is wrong, by line and key."""
    if not path.is_file():
        raise ContentError([Problem(path.name, 0, "", "isn't there; check the name of the file")])
    document = read_document(path, shown_as=path.name)
    try:
        # As JSON, strict lets a list become a tuple and a word an enum, and nothing else change.
        found = ProgramFile.model_validate_json(to_json(document.value))
    except ValidationError as error:
        raise ContentError(complaints(error, document=document, model=ProgramFile)) from None
    if problems := _strangers(found, document, content):
        raise ContentError(problems)
    return found


def _strangers(found: ProgramFile, document: Document, content: Content) -> list[Problem]:
    """What the file names and nobody here knows, and what does not fit together."""
    problems = []
    if found.template not in content.programs:
        near = did_you_mean(found.template, content.programs)
        problems.append(document.problem(("template",), f"`{found.template}` isn't known{near}"))
    elif found.capacity > (most := content.programs[found.template].mentor_capacity.max):
        sentence = f"is {found.capacity}; mentors of this template take at most {most}"
        problems.append(document.problem(("capacity",), sentence))
    for key in found.targets:
        if key not in content.measures and not measure_of(content.measures, key):
            near = did_you_mean(key, keys_of(content.measures, content.measures))
            problems.append(document.problem(("targets", key), f"`{key}` isn't known{near}"))
    if (found.length_weeks is None) != (found.intake is Intake.ROLLING):
        sentence = "a cohort has a length_weeks of 4 to 104, and a rolling program has none"
        problems.append(document.problem(("length_weeks",), sentence))
    elif found.length_weeks is not None and found.length_weeks < MIN_WEEKS:
        sentence = f"is {found.length_weeks}; it should be {MIN_WEEKS} or more"
        problems.append(document.problem(("length_weeks",), sentence))
    return problems
