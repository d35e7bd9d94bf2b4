"""Sealing: the answers of one person to one wave as bytes that say nothing, not even that there are any."""

import hmac
import json
import os
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.domain.feedback.answers import Answers
from bot.domain.feedback.waves import WaveKind
from bot.errors import UserFacingError
from bot.storage.encryption import Cipher

# A workspace, a program and an intake.
Intake = tuple[str, str, str]
SIZE: Final = 2048
NONCE: Final = 12
FOR_ANSWERS, FOR_ROWS = b"lamplight answers", b"lamplight rows"
TOO_LONG = "There are more answers than a wave can hold. Ask fewer questions in it."
CHANGED = "Answers can't be read with the key of their program: the row is damaged, or another one's."


def new_secret() -> str:
    """Make the secret of an intake."""
    return secrets.token_urlsafe(32)


class Seal:
    """Seals and opens with one secret. Keys of their own for both, so that no row's key says anything."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._for_rows = hmac.digest(secret.encode(), FOR_ROWS, "sha256")
        self._cipher = AESGCM(hmac.digest(secret.encode(), FOR_ANSWERS, "sha256"))

    def __repr__(self) -> str:
        return "Seal(...)"

    def __reduce__(self) -> tuple[type["Seal"], tuple[str]]:
        """For the child process that counts."""
        return Seal, (self._secret,)

    def row_key(self, kind: WaveKind, user_id: str) -> str:
        """The key of somebody's row in a wave, in hex: without the secret nobody can tell whose it is."""
        return hmac.new(self._for_rows, f"{kind}\n{user_id}".encode(), "sha256").hexdigest()

    def close(self, row_key: str, answers: Answers) -> bytes:
        """Always of the same size, and never twice the same; it opens only in its own row."""
        plain = json.dumps(dict(answers), separators=(",", ":")).encode()
        if len(plain) > SIZE:
            raise UserFacingError(TOO_LONG)
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain.ljust(SIZE), row_key.encode())

    def open(self, row_key: str, blob: bytes) -> Answers:
        """Raises UserFacingError, without a word of what stands in it."""
        try:
            plain = self._cipher.decrypt(blob[:NONCE], blob[NONCE:], row_key.encode())
        except InvalidTag:
            raise UserFacingError(CHANGED) from None
        answers: Answers = json.loads(plain)
        return answers


class Seals:
    """The seals of this process, so that a tap need not decrypt the secret of its intake again."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher
        self._known: dict[Intake, tuple[str, Seal]] = {}

    def opened(self, intake: Intake, secret: str) -> Seal:
        """Open the secret that an intake has now. Raises UserFacingError when none of our keys fits."""
        known = self._known.get(intake)
        if known and known[0] == secret:
            return known[1]
        seal = Seal(self._cipher.decrypt(secret))
        self._known[intake] = (secret, seal)
        return seal

    def guess(self, intake: Intake) -> Seal | None:
        """The one that it had when it was last opened here."""
        known = self._known.get(intake)
        return known[1] if known else None
