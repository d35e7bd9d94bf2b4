"""Encryption of secrets at rest, with keys that can be changed."""

import hmac
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import UserFacingError

FOR_MARKS = b"lamplight deletions"
NO_MOMENT = 0
BAD_KEY = (
    "Encryption key {number} is not a key. Make one with `lamplight keys` and put it in ENCRYPTION_KEYS."
)
NO_KEY = "There is no encryption key. Make one with `lamplight keys` and put it in ENCRYPTION_KEYS."
WRONG_KEY = (
    "A stored secret cannot be read with these ENCRYPTION_KEYS. "
    "Add the key it was written with back to the end of the list."
)


class Cipher:
    """The first key encrypts, every key decrypts: a new one goes in front, the old stays until rotated."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise UserFacingError(NO_KEY)
        self._fernet = MultiFernet([_fernet(key, number) for number, key in enumerate(keys, start=1)])
        # A key of their own, so that no hash says anything of what is encrypted.
        self._marking = [hmac.digest(urlsafe_b64decode(key), FOR_MARKS, "sha256") for key in keys]

    def __repr__(self) -> str:
        return "Cipher(...)"

    def encrypt(self, plain: str) -> str:
        """A token says when it was made, for anybody to read: of all of them that is the same moment."""
        return self._fernet.encrypt_at_time(plain.encode(), NO_MOMENT).decode()

    def decrypt(self, secret: str) -> str:
        """Raises UserFacingError when none of the keys fits."""
        try:
            return self._fernet.decrypt(secret.encode()).decode()
        except InvalidToken as error:
            raise UserFacingError(WRONG_KEY) from error

    def marks(self, plain: str) -> list[tuple[str, str]]:
        """Hash something under each key, the first one first: which key it is, and the hash, both in hex.

        Only who has a key can tell of whom a hash is.
        """
        return [
            (sha256(key).hexdigest()[:16], hmac.new(key, plain.encode(), "sha256").hexdigest())
            for key in self._marking
        ]

    def rotate(self, secret: str) -> str:
        """The same secret, encrypted with the first key."""
        return self.encrypt(self.decrypt(secret))


def _fernet(key: str, number: int) -> Fernet:
    try:
        return Fernet(key)
    except ValueError as error:
        raise UserFacingError(BAD_KEY.format(number=number)) from error
