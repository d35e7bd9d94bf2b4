"""Reads PDFs back: their words, what they say of themselves, and their tags as a screen reader finds them."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def pages(pdf: bytes) -> Any:
    return PdfReader(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """All words, with one space between them."""
    return " ".join(" ".join(page.extract_text() for page in pages(pdf).pages).split())


def letters_of(text: str) -> str:
    """Without gaps: where a line ends says nothing about what is on it."""
    return "".join(text.split())


def tags_of(pdf: bytes) -> list[str]:
    """The kinds of all elements of the structure tree, in the order in which they are read."""
    return list(_tags(pages(pdf).trailer["/Root"]["/StructTreeRoot"]))


def _tags(element: Any) -> Iterator[str]:
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for one in found:
            yield from _tags(one)
    elif hasattr(found, "get"):
        if "/S" in found:
            yield str(found["/S"]).removeprefix("/")
        if "/K" in found:
            yield from _tags(found["/K"])
