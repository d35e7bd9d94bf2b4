"""Bytes from elsewhere as text: unpacked piece by piece, never beyond a limit, in whatever charset."""

import codecs
import zlib
from collections.abc import Callable
from email.message import Message

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
# Either of gzip and zlib, whichever it begins with; some servers send deflate without any head.
WITH_A_HEAD, WITHOUT_A_HEAD = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
COMPRESSIONS = frozenset({"gzip", "x-gzip", "deflate"})
# Python's own: no server means them, some take time for ever, and their errors are others.
NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
# Whatever is compressed is longer than this.
SHORTEST = 8


class CannotUnpack(ValueError):
    """It is compressed in another way than it says, or not whole."""


class Unpacking:
    """Writes what it is fed, unpacked where `encoding` or the first bytes say so, `limit` bytes at a time.

    Whoever `write`s counts, and raises when it is too much.
    """

    def __init__(self, write: Callable[[bytes], object], *, encoding: str, limit: int) -> None:
        self._write, self._encoding, self._limit = write, encoding, limit
        self._unpacker: zlib._Decompress | None = None
        self._beginning: bytes | None = b""

    def feed(self, piece: bytes) -> None:
        """Raises CannotUnpack."""
        if self._beginning is not None:
            self._beginning += piece
            if len(self._beginning) < SHORTEST:
                return
            piece = self._begin()
        self._pass_on(piece)

    def finish(self) -> None:
        """Write what is left. Raises CannotUnpack where the end is missing."""
        if self._beginning is not None:
            self._pass_on(self._begin())
        if self._unpacker is not None and not self._unpacker.eof:
            raise CannotUnpack

    def _begin(self) -> bytes:
        piece, self._beginning = self._beginning or b"", None
        if self._encoding in COMPRESSIONS and len(piece) < SHORTEST:
            raise CannotUnpack
        if piece.startswith(ZIP) or self._encoding not in COMPRESSIONS | {"", "identity"}:
            raise CannotUnpack
        if piece.startswith(GZIP) or (self._encoding == "deflate" and _has_a_head(piece)):
            self._unpacker = zlib.decompressobj(WITH_A_HEAD)
        elif self._encoding == "deflate" and not piece[:SHORTEST].isascii():
            self._unpacker = zlib.decompressobj(WITHOUT_A_HEAD)
        return piece

    def _pass_on(self, piece: bytes) -> None:
        if self._unpacker is None:
            if piece:
                self._write(piece)
            return
        while piece and not self._unpacker.eof:
            try:
                unpacked = self._unpacker.decompress(piece, self._limit)
            except zlib.error:
                raise CannotUnpack from None
            self._write(unpacked)
            piece = self._unpacker.unconsumed_tail


def _has_a_head(piece: bytes) -> bool:
    return len(piece) > 1 and piece[0] & 0x0F == zlib.DEFLATED and int.from_bytes(piece[:2]) % 31 == 0


def decoded(content: bytes, *, content_type: str) -> str:
    """By its first bytes, as UTF-8, or in the charset that its server names. Raises UnicodeDecodeError."""
    for mark, charset in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset)
    named = _charset(content_type)
    if named is None or (_is_utf8(content) and b"\0" not in content):
        return content.decode("utf-8")
    return content.decode(named)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _charset(content_type: str) -> str | None:
    """Only one that is for text; None for none, or for UTF-8, which it was not."""
    header = Message()
    header["Content-Type"] = content_type
    name = str(header.get_param("charset") or "").strip()
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    is_one = found._is_text_encoding and found.name not in NO_CHARSETS
    return found.name if is_one and found.name != "utf-8" else None
