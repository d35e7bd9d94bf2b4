"""Which column of the export is what, and what its codes mean; sample/mapping.yml is one."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from unicodedata import normalize

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import to_json

from bot.content.loading.complaints import complaints
from bot.content.loading.document import Document
from bot.content.loading.errors import ContentError, Problem
from bot.content.loading.fields import ContentModel, did_you_mean, frozen, words, wrong
from bot.content.loading.reading import document_in, read_bytes
from bot.content.people import People
from bot.directory.dates import is_date_format
from bot.domain.directory import Employment
from bot.errors import UserFacingError

# An invented export and its mapping, to copy and to try.
SAMPLE = Path(__file__).parent / "sample"
LONGEST_NAME = 200
MOST_CODES = 5000
NO_MAPPING = "There is no mapping at {path}. Copy {sample} and change it to your columns."


def _in_one_form(text: str) -> str:
    """An accent is in the same character as its letter, as in the files these are compared with."""
    return normalize("NFC", text)


Name = Annotated[str, words(LONGEST_NAME, blanks=None), AfterValidator(_in_one_form)]
Code = Name
Table = Annotated[Mapping[Code, Name], Field(max_length=MOST_CODES), AfterValidator(frozen)]
CodeList = Annotated[tuple[Code, ...], Field(max_length=MOST_CODES)]
Encoding = Literal["utf-8", "utf-16", "windows-1252", "iso-8859-1", "iso-8859-15"]
Delimiter = Literal[",", ";", "|", "tab"]


def _date_format(text: str) -> str:
    if not is_date_format(text):
        raise wrong(
            "should be YYYY, MM and DD in some order, as in DD/MM/YYYY; MON or MONTH where the month is in "
            "letters, as in DD-MON-YYYY"
        )
    return text


class Columns(ContentModel):
    """The export's own column names; only the employee's number has to be there."""

    employee_id: Name
    slack_id: Name | None = None
    email: Name | None = None
    profession: Name | None = None
    specialty: Name | None = None
    department: Name | None = None
    site: Name | None = None
    career_stage: Name | None = None
    manager_id: Name | None = None
    starts_on: Name | None = None
    ends_on: Name | None = None
    leave_from: Name | None = None
    leave_until: Name | None = None
    status: Name | None = None


class Codes(ContentModel):
    """From the export's codes to the ids in the content; a site's name is kept as it is written here."""

    profession: Table = Field(default_factory=lambda: frozen({}))
    specialty: Table = Field(default_factory=lambda: frozen({}))
    department: Table = Field(default_factory=lambda: frozen({}))
    site: Table = Field(default_factory=lambda: frozen({}))
    career_stage: Table = Field(default_factory=lambda: frozen({}))


class StatusCodes(ContentModel):
    active: CodeList = ()
    leave: CodeList = ()
    left: CodeList = ()

    def standings(self) -> dict[str, Employment]:
        return {code: standing for standing in Employment for code in getattr(self, standing.value)}


class DirectoryMapping(ContentModel):
    columns: Columns
    codes: Codes = Field(default_factory=Codes)
    status: StatusCodes = Field(default_factory=StatusCodes)
    date_format: Annotated[str, AfterValidator(_date_format)] = "YYYY-MM-DD"
    delimiter: Delimiter = ","
    encoding: Encoding = "utf-8"
    empty: CodeList = ()

    def column_of(self, field: str) -> str | None:
        """What the export calls this field; None when it has no such column."""
        name: str | None = getattr(self.columns, field)
        return name


def load_mapping(path: Path, *, people: People) -> DirectoryMapping:
    """Codes may only lead to what is in the content. Raises UserFacingError with file, line and key."""
    if not path.is_file():
        raise UserFacingError(NO_MAPPING.format(path=path, sample=SAMPLE / "mapping.yml"))
    document = _document(read_bytes(path, shown_as=str(path)), str(path))
    try:
        mapping = DirectoryMapping.model_validate_json(to_json(document.value))
    except ValidationError as error:
        raise ContentError(complaints(error, document=document, model=DirectoryMapping)) from None
    if problems := list(_problems(document, mapping, choices_in(people))):
        raise ContentError(problems)
    return mapping


@lru_cache(maxsize=1)
def _document(raw: bytes, shown_as: str) -> Document:
    """The feed asks again every few hours, and almost never have the bytes changed."""
    return document_in(raw, shown_as=shown_as)


def choices_in(people: People) -> Mapping[str, Collection[str]]:
    """By field: the ids that may stand in it."""
    return {
        "profession": people.professions,
        "specialty": people.specialties,
        "department": people.departments,
        "career_stage": people.career_stages,
    }


def _problems(
    document: Document, mapping: DirectoryMapping, choices: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for field in Codes.model_fields:
        table: Mapping[str, str] = getattr(mapping.codes, field)
        if table and mapping.column_of(field) is None:
            sentence = f"has codes, but no column; add a line `{field}: ...` under columns"
            yield document.problem(("codes", field), sentence)
        for code, name in table.items():
            if field in choices and name not in choices[field]:
                sentence = f"`{name}` isn't known{did_you_mean(name, choices[field])}"
                yield document.problem(("codes", field, code), sentence)
    yield from _status_problems(document, mapping)


def _status_problems(document: Document, mapping: DirectoryMapping) -> Iterator[Problem]:
    lists = {standing.value: getattr(mapping.status, standing.value) for standing in Employment}
    if any(lists.values()) and mapping.columns.status is None:
        yield document.problem(
            ("status",), "has codes, but no column; add a line `status: ...` under columns"
        )
    seen: dict[str, str] = {}
    for standing, codes in lists.items():
        for place, code in enumerate(codes):
            if seen.setdefault(code, standing) != standing:
                sentence = f"`{code}` stands under {seen[code]} already; keep one"
                yield document.problem(("status", standing, place), sentence)
