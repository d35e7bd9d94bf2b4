"""The process in which papers are set, and what goes in and out of it."""

import json
import os
import re
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.confined.child import serve
from bot.paper.paper import Paper, settable

HERE = Path(__file__).parent
TEMPLATE = HERE / "paper.typ"
FONTS = HERE.parent / "views" / "charts" / "fonts"
# What is no text: a drawing of ours.
AS_IT_IS = frozenset({"svg"})
# In front of an answer: a paper, or the letters that no font of ours has.
SET, UNKNOWN = b"+", b"-"
NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def main() -> None:
    # Before any limit begins. With a thread a core, a large machine would be out of memory at once.
    os.putenv("RAYON_NUM_THREADS", "1")
    _typesetter()

    serve(answer)


def _typesetter() -> ModuleType:
    import typst

    return typst


def question(paper: Paper) -> bytes:
    return json.dumps(_settable(asdict(paper))).encode()


def _settable(words: Any) -> Any:
    match words:
        case str():
            return settable(words)
        case dict():
            return {name: one if name in AS_IT_IS else _settable(one) for name, one in words.items()}
        case list() | tuple():
            return [_settable(one) for one in words]
    return words


def answer(asked: bytes) -> bytes:
    """Set a paper. The words are data to the template: nothing in them is markup."""
    typst = _typesetter()
    try:
        pdf: bytes = typst.compile(
            TEMPLATE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            sys_inputs={"words": asked.decode()},
        )
    except typst.TypstError as error:
        found = NO_GLYPH.search(str(error))
        if found is None:
            raise
        return UNKNOWN + found.group(1).encode()
    return SET + pdf
