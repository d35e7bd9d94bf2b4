"""The usual shift codes of a few countries, as the file holds them."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from bot.content.loading.fields import LIST, ContentModel, Id, Label, words, wrong
from bot.content.rosters import ShiftHours
from bot.domain.rosters import LONGEST_CODE, Meaning, Work
from bot.domain.shifts.codes import CodeList, UsualCode

CODE = re.compile(rf"[^\s,;:<>&]{{1,{LONGEST_CODE}}}")
KNOW_THEIR_HOURS = (Work.DAY, Work.EVENING, Work.NIGHT)


def _code(text: str) -> str:
    if not CODE.fullmatch(text) or text != text.upper():
        raise wrong(f"`{text}` is no code: up to {LONGEST_CODE} capitals, digits and signs, without a space")
    return text


Code = Annotated[str, AfterValidator(_code)]
Name = Annotated[str, words(40)]


class CodeEntry(ContentModel):
    """`hours` are local, over midnight where the end is not later than the start."""

    code: Code
    name: Name
    work: Work
    hours: ShiftHours | None = None

    @model_validator(mode="after")
    def _hours_where_there_are_any(self) -> Self:
        if self.work in KNOW_THEIR_HOURS and self.hours is None:
            raise wrong(f'says no hours for `{self.code}`; add `hours: "07:00-19:30"`')
        if self.hours is not None and not self.work.has_times:
            raise wrong(f"says hours for `{self.code}`, on which nobody works; leave them out")
        return self

    def for_domain(self) -> UsualCode:
        return UsualCode(self.code, self.name, Meaning(self.work, self.hours))


def _once_each(codes: tuple[CodeEntry, ...]) -> tuple[CodeEntry, ...]:
    listed = [one.code for one in codes]
    if twice := next((code for code in listed if listed.count(code) > 1), None):
        raise wrong(f"has `{twice}` twice; keep one")
    return codes


class Country(ContentModel):
    id: Id
    name: Label
    zones: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LIST)]
    month_first: bool | None = None
    codes: Annotated[tuple[CodeEntry, ...], Field(min_length=1, max_length=LIST), AfterValidator(_once_each)]

    def for_domain(self) -> CodeList:
        codes = tuple(one.for_domain() for one in self.codes)
        return CodeList(self.id, self.name, self.zones, codes, self.month_first)


class CodeFile(ContentModel):
    countries: Annotated[tuple[Country, ...], Field(min_length=1, max_length=LIST)]
