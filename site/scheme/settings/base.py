"""All settings, each from one environment variable. docs/settings.md lists them.

Development needs none but DEBUG=1. With DEBUG off the site refuses to start until the secrets are set
(see `secrets.py`); SCHEME_DEMO=1 alone allows the demonstration ones, on loopback only.
"""

import os
from pathlib import Path

import environ

from scheme.settings.secrets import DEMO_FIELD_KEY, DEMO_SECRET_KEY, insist

ROOT = Path(__file__).resolve().parents[3]
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
SCHEME_PHONE = env.str("SCHEME_PHONE", "")
SCHEME_EMAIL = env.str("SCHEME_EMAIL", "")
SCHEME_REPLY_DAYS = env.int("SCHEME_REPLY_DAYS", 5)  # working days in which whoever asks for help hears from a person
SCHEME_OFFER_DAYS = env.int("SCHEME_OFFER_DAYS", 7)  # an offer to a champion lapses after so many days
SCHEME_INVITATION_DAYS = env.int("SCHEME_INVITATION_DAYS", 7)
SCHEME_DBS_YEARS = env.int("SCHEME_DBS_YEARS", 3)  # an imported DBS check is renewed after so many years
SCHEME_STAFF_IDLE_MINUTES = env.int("SCHEME_STAFF_IDLE_MINUTES", 60)  # then staff are signed out
SCHEME_STAFF_SESSION_HOURS = env.int("SCHEME_STAFF_SESSION_HOURS", 12)  # however busy
BASE_URL = env.str("BASE_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "scheme",
    "learners",
    "champions",
    "guides",
    "places",
    "accounts",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.images",
    "wagtail.documents",  # the editor asks for its addresses; no group may upload
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "accounts.middleware.ProtectionHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SignInRules",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "scheme.urls"
WSGI_APPLICATION = "scheme.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "scheme.context.scheme",
            ],
        },
    }
]

FORM_RENDERER = "scheme.rendering.SiteForms"

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
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
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

# Language and time --------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [ROOT / "templates" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# Signing in ---------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with a link sent to its address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # an unknown address gets a mail too: same work, same time
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# The account first (key, user), then the address on the net: many people share one accommodation's wifi.
ACCOUNT_RATE_LIMITS = {
    "login": "600/10m/ip",
    "login_failed": "10/10m/key,300/10m/ip",
    "request_login_code": "5/10m/key,200/10m/ip",
    "confirm_login_code": "5/15m/key,300/10m/ip",
    "reset_password": "5/10m/key,200/10m/ip",
    "reset_password_from_key": "200/10m/ip",
    "change_password": "10/10m/user",
    "reauthenticate": "10/10m/user",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = SCHEME_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute early or late
MFA_RATE_LIMITS = {"webauthn_login": "300/10m/ip"}
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "accounts.forms.EditWebAuthnForm",
}
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# Transport and headers ----------------------------------------------------------------------------

HTTPS = not (DEBUG or SCHEME_DEMO)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains, and
    "security.W021",  # the browsers' preload list: whether the whole domain speaks HTTPS, its owner knows, not we
    "security.W019",  # frames: see X_FRAME_OPTIONS
]
SECURE_REFERRER_POLICY = "same-origin"
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = False  # Wagtail's editor reads it
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
PROTECTION_HEADERS = {  # on every response, whatever made it
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": X_FRAME_OPTIONS,
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}

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
        # Anybody can send a wrong name; the answer is 400, and a traceback for each would drown what matters.
        "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
        # The worker warns of every ordinary stop; failed tasks are errors of `django_tasks`, and stay.
        "loggers": {"django_tasks_db": {"handlers": ["errors"], "propagate": False}},
    }

# Wagtail ------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = SCHEME_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "guides.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
