"""Settings for the tests: quick where it changes nothing, like production where it does."""

import os

os.environ["DEBUG"] = "1"
os.environ["SCHEME_ENV_FILE"] = ""  # one developer's .env is not another's
os.environ.setdefault("SCHEME_VAR", "var/test")

from scheme.settings.base import *  # noqa: E402, F403
from scheme.settings.base import DATABASES, TASKS, VAR  # noqa: E402

(VAR / "static").mkdir(exist_ok=True)  # WhiteNoise looks for it; nothing is collected for tests
DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {**TASKS, "queue": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: several connections at once, with the same locks.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
