"""Refuse to run for real with the keys that everybody can read in this repository."""

from django.core.exceptions import ImproperlyConfigured

DEMO_SECRET_KEY = "demonstration-only-secret-key-never-use-it-for-a-real-scheme"  # noqa: S105
DEMO_FIELD_KEY = "ZGVtb25zdHJhdGlvbi1vbmx5LWZpZWxkLWtleS0wMDA="


def insist(*, debug: bool, demo: bool, secret_key: str, field_keys: list[str], hosts: list[str]) -> None:
    """Raise ImproperlyConfigured, naming each variable at fault, unless in development or demonstration."""
    if debug or demo:
        return
    faults = []
    if not secret_key or secret_key == DEMO_SECRET_KEY:
        faults.append("SECRET_KEY (a long random text of your own)")
    if not hosts:
        faults.append("ALLOWED_HOSTS (the names the site answers to, with commas between)")
    if not field_keys or DEMO_FIELD_KEY in field_keys:
        faults.append("FIELD_ENCRYPTION_KEYS (make both keys with: make keys)")
    if faults:
        raise ImproperlyConfigured(
            "This is a production start (DEBUG is off), and these settings are missing or are the "
            "demonstration ones: " + "; ".join(faults) + ". docs/settings.md explains each. "
            "For development set DEBUG=1; for a demonstration run: make demo."
        )
