"""Keys and the sealing of texts with them. A sealed text is "f1:" and a Fernet token (AES-128-CBC, HMAC-SHA256)."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from outside.errors import WrongKey

MARK = "f1:"


class Hidden(str):
    """A secret in plain text: works like any text, but repr (logs, tracebacks, the debug page) does not show it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'••••'" if self else "''"


def is_sealed(text: str) -> bool:
    return text.startswith(MARK)


def seal(text: str) -> str:
    return MARK + MultiFernet(_keys()).encrypt(text.encode()).decode()


def open_sealed(text: str) -> Hidden:
    """Raises WrongKey, naming the settings, when no key fits or the text is not a sealed one."""
    try:
        return Hidden(MultiFernet(_keys()).decrypt(_token(text)).decode())
    except InvalidToken as error:
        raise WrongKey() from error


def is_newest(text: str) -> bool:
    """Whether it is sealed with the key that new texts are sealed with."""
    try:
        _keys()[0].decrypt(_token(text))
    except InvalidToken:
        return False
    return True


def reseal(text: str) -> str:
    """The same secret under the newest key. Raises WrongKey."""
    return seal(open_sealed(text))


def make_key() -> str:
    """A new key for FIELD_KEYS."""
    return Fernet.generate_key().decode()


def check_keys() -> None:
    """Raises ImproperlyConfigured with the name of the setting that holds something else than keys."""
    _keys()


def _token(text: str) -> bytes:
    if not is_sealed(text):
        raise InvalidToken
    return text[len(MARK) :].encode()


def _keys() -> list[Fernet]:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return _fernets(tuple(settings.FIELD_KEYS), secrets)


@lru_cache(maxsize=8)
def _fernets(field_keys: tuple[str, ...], secrets: tuple[str, ...]) -> list[Fernet]:
    """The keys of FIELD_KEYS, then those derived from SECRET_KEY and its fallbacks: whoever sets FIELD_KEYS later
    can still read what was sealed before, and rotate it."""
    keys = []
    for place, key in enumerate(field_keys, start=1):
        try:
            keys.append(Fernet(key.strip()))
        except ValueError:
            raise ImproperlyConfigured(
                f"FIELD_KEYS: key {place} is not a key. Make one with: python manage.py rotate_keys --new"
            ) from None
    return keys + [Fernet(_derived(secret)) for secret in secrets]


def _derived(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sellcrm encrypted fields")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
