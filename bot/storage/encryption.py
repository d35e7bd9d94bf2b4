"""Encryption of secrets at rest, with keys that can be changed."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import UserFacingError

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

    def __repr__(self) -> str:
        return "Cipher(...)"

    def encrypt(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def decrypt(self, secret: str) -> str:
        """Raises UserFacingError when none of the keys fits."""
        try:
            return self._fernet.decrypt(secret.encode()).decode()
        except InvalidToken as error:
            raise UserFacingError(WRONG_KEY) from error

    def rotate(self, secret: str) -> str:
        """The same secret, encrypted with the first key."""
        return self.encrypt(self.decrypt(secret))


def _fernet(key: str, number: int) -> Fernet:
    try:
        return Fernet(key)
    except ValueError as error:
        raise UserFacingError(BAD_KEY.format(number=number)) from error
