"""All settings, read from the environment; a fresh clone runs with none of them set."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from loket.config.database import database_from, file_of
from loket.config.policy import (
    a_date,
    host_of_files,
    one_of,
    scanner_for_viruses,
    site_address,
    store_of_files,
    whole_number,
)
from loket.config.secret import secret_key, signing_passphrase
from loket.storage.own_folders import own_database_file, own_folder

REPOSITORY = Path(__file__).resolve().parents[3]
HOME = own_folder(Path(os.environ.get("LOKET_HOME", "var")).resolve())

# A production refuses to start while something in loket.config.checks is wrong; a demo says so when it is asked.
PRODUCTION = one_of("LOKET_MODE", "demo", "production") == "production"
SECRETS_IN_ENVIRONMENT = [name for name in ("LOKET_SECRET_KEY", "LOKET_SIGNING_PASSPHRASE") if os.environ.get(name)]
DEBUG = os.environ.get("LOKET_DEBUG") == "1"
HTTPS = os.environ.get("LOKET_HTTPS") == "1"
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("LOKET_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# A second name of this server, as a browser writes it, that serves scans and nothing else: what runs there has no session.
FILES_HOST = host_of_files()
if FILES_HOST:
    ALLOWED_HOSTS.append(FILES_HOST.rpartition(":")[0] if FILES_HOST.rpartition(":")[2].isdigit() else FILES_HOST)
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LOKET_ORIGINS", "").split(",") if origin]
SOP_ROOT = Path(os.environ.get("LOKET_SOP", REPOSITORY / "sop"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",  # For the assets of the page that documents the API.
    # In the order of the layers.
    "loket.vault",
    "loket.offices",
    "loket.register",
    "loket.entries",
    "loket.collection",
    "loket.casework",
    "loket.documents",
    "loket.home",
    "loket.lobby",
    "loket.outbox",
    "loket.complaints",
    "loket.signing",
    "loket.keeping",
    "loket.rehearsal",
    "loket.api",
    "loket.web",
    "loket.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "loket.web.middleware.FilesApart",
    "loket.web.compressing.CompressStatic",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "loket.web.middleware.RefuseLargeRequests",
    "loket.web.accounts.session_door.Sessions",
    "loket.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "loket.web.accounts.session_door.Accounts",
    "loket.web.accounts.session_door.LeadToTheDoor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "loket.web.middleware.AskSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "loket.config.urls"
WSGI_APPLICATION = "loket.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), HOME / "loket.sqlite3")}
DATABASE_FILE = file_of(DATABASES["default"])
if DATABASE_FILE is not None:
    own_database_file(DATABASE_FILE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "loket.web.accounts.context_words.OfficeWordsValidator"},
]
# off: nobody is asked. optional: who has enrolled is asked. required: who has not is led to enrolment and nowhere else.
SECOND_FACTOR = one_of("LOKET_SECOND_FACTOR", "optional", "off", "required")
# A password that somebody else has made opens nothing after so many days.
FIRST_PASSWORD_DAYS = whole_number("LOKET_FIRST_PASSWORD_DAYS", 7, least=1, most=30)
CSRF_FAILURE_VIEW = "loket.web.errors.csrf_failed"
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"

# A table, read together with the account. Browsers keep a __Host- cookie only when it came over https from this very host.
SESSION_ENGINE = "loket.web.accounts.session_store"
SESSION_IDLE_SECONDS = 60 * whole_number("LOKET_IDLE_MINUTES", 15, least=2, most=240)
SESSION_COOKIE_AGE = 3600 * whole_number("LOKET_SESSION_HOURS", 8, least=1, most=24)
SESSION_COOKIE_NAME = "__Host-sesi" if HTTPS else "sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# A program that speaks without TLS is refused by the API's own door, not led on: it would send its token in the clear each time.
SECURE_REDIRECT_EXEMPT = [r"^api/(?!v1/docs$)"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Names below this host as well, unless something there is served without https.
SECURE_HSTS_INCLUDE_SUBDOMAINS = one_of("LOKET_HSTS_SUBDOMAINS", "1", "0") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Addresses of the office's own reverse proxies, which say in X-Forwarded-For who asked them.
PROXIES = frozenset(filter(None, os.environ.get("LOKET_PROXIES", "").replace(" ", "").split(",")))
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *([FILES_HOST] if FILES_HOST else [])],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "static/"
STATIC_ROOT = own_folder(HOME / "static")
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "berkas"
# In place of that folder a bucket, as s3://bucket/prefix; the file of credentials holds the key and its secret, on a line each.
STORE = store_of_files()
STORE_ENDPOINT = os.environ.get("LOKET_STORE_ENDPOINT", "")
STORE_REGION = os.environ.get("LOKET_STORE_REGION", "us-east-1")
STORE_CREDENTIALS = os.environ.get("LOKET_STORE_CREDENTIALS", "")
# Where files from outside lie until they are checked; nothing is ever served from it.
QUARANTINE_ROOT = own_folder(HOME / "karantina")
FILE_UPLOAD_TEMP_DIR = QUARANTINE_ROOT
# A scanner for viruses, as unix:/run/clamav/clamd.ctl or host:3310; with one set, nothing is accepted that it has not seen.
CLAMD = scanner_for_viruses()
# The keys that wrap the keys of specific data; apart from the database, so that no dump of it can be read.
DATA_KEYS_ROOT = Path(os.environ.get("LOKET_DATA_KEYS", HOME / "kunci-data"))
SIGNING_ROOT = own_folder(HOME / "kunci")
SIGNING_PASSPHRASE = signing_passphrase(HOME)
# A provider of signatures elsewhere; credentials and whom to trust are files, so that no dump of these settings holds a secret.
SIGNING_ADDRESS = os.environ.get("LOKET_SIGNING_ADDRESS", "")
SIGNING_CREDENTIALS = os.environ.get("LOKET_SIGNING_CREDENTIALS", "")
SIGNING_TRUST = os.environ.get("LOKET_SIGNING_TRUST", "")
# A server of time stamps over the signed checkpoints (RFC 3161), and the PEM file with the root certificates it is trusted by.
STAMP_ADDRESS = os.environ.get("LOKET_STAMP_ADDRESS", "")
STAMP_TRUST = os.environ.get("LOKET_STAMP_TRUST", "")
# Whom to trust at gateways of messages (a PEM file; empty: the authorities of this machine), and how long to wait for an answer.
MESSAGES_TRUST = os.environ.get("LOKET_MESSAGES_TRUST", "")
MESSAGES_ANSWER_SECONDS = whole_number("LOKET_MESSAGES_ANSWER_SECONDS", 15, least=1, most=60)
# The PKCS#11 library for keys in tokens; it runs in this process, so no page may name it.
TOKEN_LIBRARY = os.environ.get("LOKET_TOKEN_LIBRARY", "")
# Where the public reaches this site: printed on signed papers, and opened by the camera that scans their QR. Empty while
# the office has no public address; then a QR holds what it says and no link.
VERIFY_ADDRESS = site_address("LOKET_VERIFY_ADDRESS")
# How many different NIKs and KK numbers one account, and all on one stretch of a region and date, may ask for in so many minutes;
# how many resis of nothing in so many; and how many people an account opens in an hour without a case before it is told.
LOOKUPS_OF_ACCOUNT = whole_number("LOKET_LOOKUPS_OF_ACCOUNT", 300, least=1, most=100_000)
LOOKUPS_OF_STRETCH = whole_number("LOKET_LOOKUPS_OF_STRETCH", 25, least=1, most=100_000)
LOOKUP_MINUTES = whole_number("LOKET_LOOKUP_MINUTES", 60, least=1, most=1440)
UNKNOWN_RESIS = whole_number("LOKET_UNKNOWN_RESIS", 20, least=1, most=100_000)
UNKNOWN_RESI_MINUTES = whole_number("LOKET_UNKNOWN_RESI_MINUTES", 10, least=1, most=1440)
LOOKS_WITHOUT_CASE = whole_number("LOKET_LOOKS_WITHOUT_CASE", 50, least=1, most=100_000)
# Whom to tell of a hole, mailto:… or https://…, and until when that is true; served as /.well-known/security.txt.
SECURITY_CONTACT = os.environ.get("LOKET_SECURITY_CONTACT", "")
SECURITY_EXPIRES = a_date("LOKET_SECURITY_EXPIRES")
# Files with the public keys of who can open a backup, and of who can open the keys of the office in it.
BACKUP_RECIPIENTS = os.environ.get("LOKET_BACKUP_RECIPIENTS", "")
BACKUP_KEY_RECIPIENTS = os.environ.get("LOKET_BACKUP_KEY_RECIPIENTS", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# text for people, json for what gathers logs: one object a line. What is told where: docs/reference/logs.md.
LOG_FORM = one_of("LOKET_LOG", "text", "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "loket.config.log_lines.TextLines"},
        "json": {"()": "loket.config.log_lines.JsonLines"},
    },
    "filters": {"asked-by": {"()": "loket.web.asked_by.AskedBy"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORM, "filters": ["asked-by"]}},
    "loggers": {
        # Django's own handler would write a second line, as it came.
        "django": {"handlers": [], "level": "WARNING"},
        "loket.access": {"level": "INFO"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
