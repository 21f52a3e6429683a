"""Fields that are unreadable in a database dump.

Fernet (AES-128-CBC with HMAC-SHA256, from `cryptography`). FIELD_ENCRYPTION_KEYS lists the keys, newest first: the first
encrypts, all of them decrypt, and `rotate_field_keys` rewrites every row with the first.
"""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def fernet() -> MultiFernet:
    return _fernet(tuple(settings.FIELD_ENCRYPTION_KEYS))


def encrypt(text: str) -> str:
    return fernet().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The clear text; raises ImproperlyConfigured when no configured key fits."""
    try:
        return fernet().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "A stored field does not open with any key in FIELD_ENCRYPTION_KEYS. Put back the key that was taken out."
        ) from error


class EncryptedTextField(models.TextField):
    """Text that the database holds encrypted. Empty text stays empty, so that `exclude(phone="")` still works.

    It cannot be searched or filtered by content: every encryption of the same text differs.
    """

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name not in ("exact", "isnull"):
            return None
        return super().get_lookup(lookup_name)
