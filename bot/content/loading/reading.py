"""Reads one YAML file into plain values and their lines; nothing in it can run, refer elsewhere or grow."""

import re
from contextlib import suppress
from pathlib import Path as FilePath
from typing import Any, ClassVar

import yaml

from bot.content.loading.document import Document, Path, dotted
from bot.content.loading.errors import ContentError, Problem

LARGEST_FILE = 1_000_000
DEEPEST = 12
ODD = "has a character that isn't text; write it again"
REPEATS = "uses & or * to repeat text; write the text out"
PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
PLAIN_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8})")
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


def read_document(path: FilePath, *, shown_as: str) -> Document:
    """Raises ContentError with everything that keeps the file from being read."""
    return document_in(read_bytes(path, shown_as=shown_as), shown_as=shown_as)


def read_bytes(path: FilePath, *, shown_as: str) -> bytes:
    """Raises ContentError where it is too large."""
    if path.stat().st_size > LARGEST_FILE:
        raise _unreadable(shown_as, 0, "is larger than 1 MB; split it or shorten it")
    return path.read_bytes()


def document_in(raw: bytes, *, shown_as: str) -> Document:
    """What a file says. Raises ContentError with everything that keeps it from being read."""
    text = _text(raw, shown_as)
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _unreadable(shown_as, mark.line + 1 if mark else 0, _in_words(error)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _unreadable(shown_as, line, ODD) from None
    if node is None:
        raise _unreadable(shown_as, 0, "is empty")
    tree = _Tree(shown_as)
    value = tree.value(node, ())
    if tree.problems:
        raise ContentError(tree.problems)
    return Document(shown_as, value, tree.lines)


def _composed(text: str) -> yaml.Node | None:
    """By libyaml where it is there; what it trips over is told as PyYAML tells it, wherever we run."""
    if _QuickLoader is not None:
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=_QuickLoader)
    return yaml.compose(text, Loader=_PlainLoader)


def _unreadable(file: str, line: int, sentence: str) -> ContentError:
    return ContentError([Problem(file, line, "", sentence)])


def _text(raw: bytes, shown_as: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _unreadable(shown_as, line, "isn't UTF-8 here; save the file as UTF-8") from None
    if tab := TAB_INDENT.search(text):
        line = text.count("\n", 0, tab.end()) + 1
        raise _unreadable(shown_as, line, "begins with a tab; use spaces instead")
    return text


def _in_words(error: yaml.MarkedYAMLError) -> str:
    if isinstance(error, _Refused):
        return str(error.problem)
    return f"can't be read ({error.problem}); check the quotes, colons and spaces here and on the line above"


class _Refused(yaml.MarkedYAMLError):
    """YAML that is valid and yet has no place in a content file."""


class _Plain(yaml.composer.Composer):
    """Composes nodes and guesses no types: `no`, `12:30` and `2026-11-22` are the words they look like."""

    yaml_implicit_resolvers: ClassVar[dict[str, object]] = {}
    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[attr-defined]  # the loader's parser has it
        if getattr(event, "anchor", None):
            raise _Refused(problem=REPEATS, problem_mark=event.start_mark)
        if self._depth == DEEPEST:
            raise _Refused(problem="is nested too deeply", problem_mark=event.start_mark)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _PlainLoader(_Plain, yaml.SafeLoader):
    pass


_QuickLoader: type[Any] | None = None
if yaml.__with_libyaml__:

    class _LibyamlLoader(_Plain, yaml.CSafeLoader):
        """Reads events from libyaml; its own composer would know neither depth nor anchors."""

        def __init__(self, stream: str) -> None:
            yaml.CSafeLoader.__init__(self, stream)
            yaml.composer.Composer.__init__(self)

    _QuickLoader = _LibyamlLoader


class _Tree:
    """Turns nodes into values, keeping the line of each and whatever is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path) -> object:
        self.lines.setdefault(path, _line(node))
        if node.tag not in PLAIN_TAGS:
            self._refuse(node, path, "has a tag that begins with !; take the tag out")
        if isinstance(node, yaml.MappingNode):
            return self._group(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        if NOT_TEXT.search(node.value):
            self._refuse(node, path, ODD)
        return _scalar(node)

    def _group(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        group: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or NOT_TEXT.search(key.value):
                self._refuse(key, path, "has a key that isn't a word; write `key: value`")
                continue
            place = (*path, key.value)
            if key.value in group:
                self._refuse(key, place, f"is here twice, first on line {self.lines[place]}; keep one")
                continue
            self.lines[place] = _line(key)
            group[key.value] = self.value(value, place)
        return group

    def _refuse(self, node: yaml.Node, path: Path, sentence: str) -> None:
        self.problems.append(Problem(self.file, _line(node), dotted(path), sentence))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return text
    if text in PLAIN_WORDS:
        return PLAIN_WORDS[text]
    return int(text) if WHOLE_NUMBER.fullmatch(text) else text
