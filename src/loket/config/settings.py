"""All settings, read from the environment; a fresh clone runs with none of them set."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from loket.config.database import database_from
from loket.config.policy import one_of
from loket.config.secret import secret_key, signing_passphrase

REPOSITORY = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("LOKET_HOME", "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("LOKET_DEBUG") == "1"
HTTPS = os.environ.get("LOKET_HTTPS") == "1"
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("LOKET_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LOKET_ORIGINS", "").split(",") if origin]
SOP_ROOT = Path(os.environ.get("LOKET_SOP", REPOSITORY / "sop"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",  # For the assets of the page that documents the API.
    # In the order of the layers.
    "loket.offices",
    "loket.register",
    "loket.entries",
    "loket.casework",
    "loket.documents",
    "loket.signing",
    "loket.rehearsal",
    "loket.api",
    "loket.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "loket.web.middleware.RefuseLargeRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "loket.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
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
]
# off: nobody is asked. optional: who has enrolled is asked. required: who has not is led to enrolment and nowhere else.
SECOND_FACTOR = one_of("LOKET_SECOND_FACTOR", "optional", "off", "required")
CSRF_FAILURE_VIEW = "loket.web.errors.csrf_failed"
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"

# Signed cookies: a step over HTTP costs no query for session or user.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Addresses of the office's own reverse proxies, which say in X-Forwarded-For who asked them.
PROXIES = frozenset(filter(None, os.environ.get("LOKET_PROXIES", "").replace(" ", "").split(",")))
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "berkas"
SIGNING_ROOT = HOME / "kunci"
SIGNING_ROOT.mkdir(mode=0o700, exist_ok=True)
SIGNING_PASSPHRASE = signing_passphrase(HOME)
# A provider of signatures elsewhere; credentials and whom to trust are files, so that no dump of these settings holds a secret.
SIGNING_ADDRESS = os.environ.get("LOKET_SIGNING_ADDRESS", "")
SIGNING_CREDENTIALS = os.environ.get("LOKET_SIGNING_CREDENTIALS", "")
SIGNING_TRUST = os.environ.get("LOKET_SIGNING_TRUST", "")
# The PKCS#11 library for keys in tokens; it runs in this process, so no page may name it.
TOKEN_LIBRARY = os.environ.get("LOKET_TOKEN_LIBRARY", "")
# Printed on signed papers as the place to check them; empty while the office has no public address.
VERIFY_ADDRESS = os.environ.get("LOKET_VERIFY_ADDRESS", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
