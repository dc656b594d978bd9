"""All settings, read from the environment and from .env beside manage.py. A wrong value stops the start with its name.

Every name read here stands in docs/settings.md; a test keeps that true.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from sellcrm import logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()


def read(kind, name, default):
    """One value of the environment; a value of the wrong kind names itself instead of failing somewhere later."""
    try:
        return getattr(env, kind)(name, default=default)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            f"{name} is set to {env.str(name, '')!r}, which cannot be read as {kind}: {error}"
        ) from error


# Where it runs.
env.read_env(BASE_DIR / read("str", "ENV_FILE", ".env"))
# LOCAL is one person's machine (`make run` sets it): plain http, mails in a public outbox page, demo sign-ins shown.
LOCAL = read("bool", "LOCAL", False)
DEBUG = read("bool", "DEBUG", False)
SECRET_KEY = read("str", "SECRET_KEY", "")
SECRET_KEY_FALLBACKS = read("list", "SECRET_KEY_FALLBACKS", [])
# Keys of encrypted fields, newest first; old ones stay until `manage.py rotate_keys` has run.
# Empty: derived from SECRET_KEY.
FIELD_KEYS = read("list", "FIELD_KEYS", [])
PUBLIC_URL = read("str", "PUBLIC_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = read("list", "ALLOWED_HOSTS", [urlsplit(PUBLIC_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("http") else []
HTTPS = PUBLIC_URL.startswith("https://")

if not SECRET_KEY:
    if not (LOCAL or DEBUG):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    VAR_DIR.mkdir(exist_ok=True)
    key_file = VAR_DIR / "secret_key"
    if not key_file.exists():
        key_file.write_text(secrets.token_urlsafe(50))
        key_file.chmod(0o600)
    SECRET_KEY = key_file.read_text().strip()

# What it is made of.
INSTALLED_APPS = [
    "ui",
    "records",
    "outside",
    "accounts",
    "lists",
    "activities",
    "contacts",
    "deals",
    "leads",
    "sellcrm",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.Personal",
    "accounts.middleware.FirstRun",
    "ui.middleware.SignedOut",
    "sellcrm.middleware.Requests",
    "sellcrm.middleware.Crowded",
]

ROOT_URLCONF = "sellcrm.urls"
WSGI_APPLICATION = "sellcrm.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ui.context.shell",
            ],
        },
    }
]

# Data.
DATABASE_URL = read("str", "DATABASE_URL", f"sqlite:///{VAR_DIR / 'sellcrm.sqlite3'}")
if not DATABASE_URL.startswith(("sqlite:///", "postgres://", "postgresql://")):
    raise ImproperlyConfigured("DATABASE_URL has to start with postgres:// or sqlite:///")
try:
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
except ValueError as error:
    raise ImproperlyConfigured(f"DATABASE_URL cannot be read as an address: {error}") from error
SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if SQLITE:
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["CONN_MAX_AGE"] = read("int", "CONN_MAX_AGE", 600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Off behind a pooler that shares connections out and knows no prepared statements (PgBouncer before 1.21).
PREPARED_STATEMENTS = read("bool", "PREPARED_STATEMENTS", True)

REDIS_URL = read("str", "REDIS_URL", "")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured(
        f"REDIS_URL is set to {REDIS_URL!r}; it has to start with redis://, rediss:// or unix://"
    )
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    )
}

# Background: rows are the queue, Celery is the clock (docs/architecture.md).
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 0.4
# A request waits at most this long for a broker that does not answer; worker and beat wait longer (sellcrm/celery.py).
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"max_retries": 0, "socket_connect_timeout": 0.4, "socket_timeout": 0.4, "visibility_timeout": 3600}
    if REDIS_URL
    else {"polling_interval": 0.2}
)
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "sellcrm"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "sellcrm.clock:Sweeping"
CELERY_TIMEZONE = "UTC"

# People.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
CHECKS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{CHECKS}UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": f"{CHECKS}MinimumLengthValidator"},
    {"NAME": f"{CHECKS}CommonPasswordValidator"},
    {"NAME": f"{CHECKS}NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": read("str", "LOGIN_ATTEMPTS", "10/m/ip,5/5m/key"), "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "SellCRM"
SOCIALACCOUNT_ONLY = False
# OpenID Connect: OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME switch "Company sign-in" on.
OIDC_SERVER_URL = read("str", "OIDC_SERVER_URL", "")
OIDC_NAME = read("str", "OIDC_NAME", "")
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "company",
                "name": OIDC_NAME or "OpenID Connect",
                "client_id": read("str", "OIDC_CLIENT_ID", ""),
                "secret": read("str", "OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
    }

# Mail.
# No EMAIL_URL: mails land in the outbox page. smtp://user:password@host:25, smtp+tls://…:587, smtp+ssl://…:465.
EMAIL_URL = read("str", "EMAIL_URL", "")
DEFAULT_FROM_EMAIL = read("str", "MAIL_FROM", "SellCRM <sellcrm@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = "outside.outbox.Backend"
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 10

# Languages and time.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = read("str", "TIME_ZONE", "UTC")
USE_TZ = True

# Static files.
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "ui.storage.JoinedStaticFilesStorage"
    },
}

# Safety.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = read("int", "SESSION_DAYS", 30) * 86400
SECURE_SSL_REDIRECT = HTTPS and read("bool", "SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
BEHIND_PROXY = read("bool", "BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whose attempts to sign in are counted: without this a proxy would be the one visitor that all share.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The addresses (networks) that guarded HTTP may reach although they are private; empty in production.
OUTSIDE_ALLOWED_NETWORKS = read("list", "OUTSIDE_ALLOWED_NETWORKS", [])

# Logs.
LOG_LEVEL = read("str", "LOG_LEVEL", "INFO").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    raise ImproperlyConfigured(
        f"LOG_LEVEL is set to {LOG_LEVEL!r}; it has to be DEBUG, INFO, WARNING, ERROR or CRITICAL"
    )
LOGGING = logs.configured(LOG_LEVEL, local=LOCAL)
