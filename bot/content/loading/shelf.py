"""Finds and reads the files of one language, and collects everything that is wrong with them."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from bot.content.loading.complaints import complaints
from bot.content.loading.document import Document
from bot.content.loading.errors import ContentError, Problem
from bot.content.loading.fields import Entry, did_you_mean
from bot.content.loading.reading import read_document

M = TypeVar("M", bound=BaseModel)
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Found(Generic[M]):
    """What a file says, and where it says it."""

    document: Document
    model: M


class Shelf:
    """One language's folder. Reading goes on after a mistake, so that all of them are found at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._expected: set[str] = set()
        self.problems: list[Problem] = []

    def file(self, name: str, model: type[M]) -> Found[M] | None:
        """None when there is something wrong with it."""
        self._expected.add(name)
        if not (self._root / name).is_file():
            self.problems.append(Problem(self._shown(name), 0, "", "is missing; copy it from bot/content/en"))
            return None
        try:
            document = read_document(self._root / name, shown_as=self._shown(name))
        except ContentError as error:
            self.problems.extend(error.problems)
            return None
        try:
            # As JSON, strict lets a list become a tuple and a word an enum, and nothing else change.
            return Found(document, model.model_validate_json(to_json(document.value)))
        except ValidationError as error:
            self.problems.extend(complaints(error, document=document, model=model))
            return None

    def names(self, folder: str) -> list[str]:
        """The names of a folder's files, without their endings."""
        return sorted(path.stem for path in (self._root / folder).glob("*.yml"))

    def folder(self, folder: str, model: type[E], *, needed: Collection[str] = ()) -> list[Found[E]]:
        """Every file of a folder that reads well, in the order they are shown; the `needed` must be there."""
        self._expected.add(folder)
        names = sorted({*self.names(folder), *needed})
        read = [self.file(f"{folder}/{name}.yml", model) for name in names]
        found = [one for one in read if one is not None]
        for name, one in zip(names, read, strict=True):
            if one is not None and one.model.id != name:
                self.problems.append(one.document.problem(("id",), _misnamed(one.model.id, names)))
        return sorted(found, key=lambda one: (one.model.order, one.model.id))

    def check_strangers(self) -> None:
        """Files nobody reads: most often a slip in the name."""
        for path in sorted([*self._root.rglob("*.yml"), *self._root.rglob("*.yaml")]):
            name = path.relative_to(self._root).as_posix()
            if name not in self._expected:
                near = did_you_mean(name.replace(".yaml", ".yml"), sorted(self._expected))
                self.problems.append(Problem(self._shown(name), 0, "", f"isn't a file that's read{near}"))

    def _shown(self, name: str) -> str:
        """As somebody in the checkout would write it: bot/content/en/charter.yml."""
        return (self._root / name).relative_to(self._root.parent.parent.parent).as_posix()


def _misnamed(name: str, names: list[str]) -> str:
    if name in names:
        return f"`{name}` is the id of {name}.yml already; give this file an id of its own"
    return f"`{name}` isn't the file's name; call the file {name}.yml"
