"""All settings, each from one environment variable. docs/settings.md lists them.

Development needs none but DEBUG=1. With DEBUG off the site refuses to start until the secrets are set
(see `secrets.py`); SCHEME_DEMO=1 alone allows the demonstration ones, on loopback only.
"""

import os

import environ

from scheme.settings.fixed import *  # noqa: F403
from scheme.settings.fixed import ROOT
from scheme.settings.secrets import DEMO_FIELD_KEY, DEMO_SECRET_KEY, insist

env = environ.Env()
environ.Env.read_env(env.str("SCHEME_ENV_FILE", str(ROOT / ".env")) or os.devnull)

DEBUG = env.bool("DEBUG", False)
SCHEME_DEMO = env.bool("SCHEME_DEMO", False)
VAR = ROOT / env.str("SCHEME_VAR", "var")
VAR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", DEMO_SECRET_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS", default=[DEMO_FIELD_KEY])
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
# A demonstration answers to no other name, whatever is set: its keys and its second factors are public.
ALLOWED_HOSTS = LOOPBACK if SCHEME_DEMO else env.list("ALLOWED_HOSTS", default=LOOPBACK if DEBUG else [])
insist(debug=DEBUG, demo=SCHEME_DEMO, secret_key=SECRET_KEY, field_keys=FIELD_ENCRYPTION_KEYS, hosts=ALLOWED_HOSTS)

SCHEME_NAME = env.str("SCHEME_NAME", "Digital Champions")
# Pages say "call us". The demonstration's number is one of those that are given to nobody.
SCHEME_PHONE = env.str("SCHEME_PHONE", "01632 960123" if SCHEME_DEMO else "")
SCHEME_EMAIL = env.str("SCHEME_EMAIL", "help@demo.example" if SCHEME_DEMO else "")
SCHEME_REPLY_DAYS = env.int("SCHEME_REPLY_DAYS", 5)  # working days in which whoever asks for help hears from a person
SCHEME_OFFER_DAYS = env.int("SCHEME_OFFER_DAYS", 7)  # an offer to a champion lapses after so many days
SCHEME_OFFER_REMINDER_DAYS = env.int("SCHEME_OFFER_REMINDER_DAYS", 2)  # one reminder so many days before; 0: none
SCHEME_MATCHING = env.dict(
    "SCHEME_MATCHING", default={}
)  # weights that differ from those in learners.matching.objective
# Days after which a kind of place is due for a wifi check, where they differ from those in places.periods
SCHEME_WIFI_CHECK_DAYS = env.dict("SCHEME_WIFI_CHECK_DAYS", default={})
SCHEME_INVITATION_DAYS = env.int("SCHEME_INVITATION_DAYS", 7)
SCHEME_DBS_YEARS = env.int("SCHEME_DBS_YEARS", 3)  # an imported DBS check is renewed after so many years
SCHEME_DATA_LICENCE = env.str("SCHEME_DATA_LICENCE", "Open Government Licence v3.0")  # of the open data
SCHEME_DATA_LICENCE_URL = env.str(
    "SCHEME_DATA_LICENCE_URL", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)
SCHEME_STAFF_IDLE_MINUTES = env.int("SCHEME_STAFF_IDLE_MINUTES", 60)  # then staff are signed out
SCHEME_STAFF_SESSION_HOURS = env.int("SCHEME_STAFF_SESSION_HOURS", 12)  # however busy
# Pictures of streets for the wifi map, such as https://tiles.example.org/{z}/{x}/{y}.png. Without a source it is drawn here.
SCHEME_MAP_TILES = env.str("SCHEME_MAP_TILES", "")
SCHEME_MAP_ATTRIBUTION = env.str("SCHEME_MAP_ATTRIBUTION", "")
BASE_URL = env.str("BASE_URL", "http://localhost:8000").rstrip("/")
WAGTAIL_SITE_NAME = SCHEME_NAME
WAGTAILADMIN_BASE_URL = BASE_URL

# Data ---------------------------------------------------------------------------------------------

if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR / "scheme.sqlite3")}}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: WAL, a lock taken at BEGIN, and a wait of up to 20 s for it.
    # (Django itself turns foreign keys on.)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Shared by all workers even without a cache server: limits on guessing are counted in it.
CACHES = {
    "default": env.cache("CACHE_URL")
    if env.str("CACHE_URL", "")
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Wagtail's own tasks (the search index, what refers to what) are done at once, so that a page is found as soon as it is
# published, worker or not. What may take long or must not get lost (mail) says `backend="queue"` and waits for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# A cache in front (Varnish, Squid, Cloudflare): told what to forget, and allowed to answer in the meantime.
FRONTEND_CACHE_SECONDS = env.int("FRONTEND_CACHE_SECONDS", 300)
WAGTAILFRONTENDCACHE: dict[str, dict] = {}
if FRONTEND_CACHE_URL := env.str("FRONTEND_CACHE_URL", ""):
    purging = {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": FRONTEND_CACHE_URL}
    WAGTAILFRONTENDCACHE["http"] = purging
if CLOUDFLARE_ZONE := env.str("CLOUDFLARE_ZONE", ""):
    cloudflare = {"ZONEID": CLOUDFLARE_ZONE, "BEARER_TOKEN": env.str("CLOUDFLARE_TOKEN")}
    WAGTAILFRONTENDCACHE["cloudflare"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
        **cloudflare,
    }

STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
STORAGES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if STORAGE_BUCKET := env.str("STORAGE_BUCKET", ""):
    s3 = {"bucket_name": STORAGE_BUCKET, "endpoint_url": env.str("STORAGE_ENDPOINT_URL", "") or None}
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": s3}

# Mail: into files until EMAIL_URL names a server (smtp+tls://user:password@host:587) ---------------

mail = env.email("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = mail["EMAIL_BACKEND"]
EMAIL_HOST = mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT = mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "digital-champions@localhost")

TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# Transport ----------------------------------------------------------------------------------------

HTTPS = not (DEBUG or SCHEME_DEMO)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # what watches the site may ask inside the proxy
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Logs: Django alone would stay silent about errors in production, until mail to ADMINS is set up ------

if not DEBUG:
    LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
            "errors": {"class": "logging.StreamHandler", "formatter": "line", "level": "ERROR"},
        },
        "root": {"handlers": ["stderr"]},
        "loggers": {
            # Anybody can send a wrong name; the answer is 400, and a traceback for each would drown what matters.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            "django.request": {"handlers": ["errors"], "propagate": False},  # not each page that is not there
            # The worker warns of every ordinary stop; failed tasks are errors of `django_tasks`, and stay.
            "django_tasks_db": {"handlers": ["errors"], "propagate": False},
        },
    }
