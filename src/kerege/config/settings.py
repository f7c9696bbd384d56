"""Django's settings of one node: everything comes from the node's home and the environment."""

import os
from pathlib import Path
from typing import cast

from kerege.foundation import node, server
from kerege.foundation.postgres_files import Role
from kerege.foundation.security_log import logging_settings

PACKAGE = Path(__file__).resolve().parents[1]

ROOMS = [
    "journal",
    "directory",
    "access",
    "notices",
    "oversight",
    "substances",
    "files",
    "records",
    "intake",
    "crosscheck",
    "deconfliction",
    "screening",
    "retention",
    "permissions",
    "operations",
    "requests",
    "statistics",
    "bulletins",
    "exercise",
]
ROOMS = [room for room in ROOMS if (PACKAGE / "rooms" / room / "apps.py").exists()]

SECRET_KEY = node.secret("web", 32).hex()
DEBUG = os.environ.get("KEREGE_DEBUG") == "1"
ALLOWED_HOSTS = [host for host in os.environ.get("KEREGE_HOSTS", "localhost 127.0.0.1 [::1]").split() if host]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "kerege.foundation",
    "kerege.web",
    *(f"kerege.rooms.{room}" for room in ROOMS),
]
AUTH_USER_MODEL = "directory.Account"

DATABASES = {
    "default": server.database_settings(
        cast(Role, os.environ.get("KEREGE_ROLE", "app")), os.environ.get("KEREGE_DATABASE", "kerege")
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASES["default"]["CONN_MAX_AGE"] = 60
if server.has_role("search"):
    DATABASES["search"] = server.database_settings("search", os.environ.get("KEREGE_DATABASE", "kerege"))
    DATABASES["search"]["CONN_MAX_AGE"] = 60
    # The driver keeps no plans: it throws away all of a connection after every rollback, `statements.asked`'s too.
    cast(dict[str, object], DATABASES["search"]["OPTIONS"]).update(server_side_binding=True)

# KEREGE_UNCONFINED_FILES=1 is asked by the boxes that read files (foundation/box.py), which know no settings.
SCREENING_ROWS_A_MONTH = int(os.environ.get("KEREGE_SCREENING_ROWS_A_MONTH", "2000000"))
"""How many rows of lists a party may ask to screen in a month, as the Council decided."""

# Notices: e-mail without content, and webhooks to addresses that are listed here and to no other.
EMAIL = os.environ.get("KEREGE_EMAIL", "file")
"""`file` (each message is a file in the node's folder `mail`), `console`, or `smtp`."""
EMAIL_BACKEND = {
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
}[EMAIL]
EMAIL_FILE_PATH = str(node.home() / "mail")
EMAIL_HOST = os.environ.get("KEREGE_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("KEREGE_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KEREGE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KEREGE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KEREGE_EMAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KEREGE_EMAIL_FROM", "kerege@localhost")
WEBHOOK_HOSTS = [host for host in os.environ.get("KEREGE_WEBHOOK_HOSTS", "").split() if host]

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("KEREGE_TIME_ZONE", "Asia/Almaty")

ROOT_URLCONF = "kerege.config.urls"
WSGI_APPLICATION = "kerege.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kerege.web.shell.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kerege.web.shell.middleware.readers_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kerege.web.shell.middleware.session_clock",
    "kerege.web.shell.middleware.logged_or_stopped",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates", *sorted((PACKAGE / "web").glob("*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "kerege.config.jinja.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

# Pages: sessions, cookies, headers. KEREGE_HTTPS=1 says that browsers reach this node by https.
HTTPS = os.environ.get("KEREGE_HTTPS") == "1"
GALLERY = os.environ.get("KEREGE_GALLERY") == "1"
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "kerege.foundation.sessions"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}kerege_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}kerege_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "kerege.web.shell.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^api/"]
"""A page is led to https; a call of the API that came without it has leaked its token already and is refused."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "kerege.foundation.uploads.NamelessFiles",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "kerege.foundation.counters.CounterFiles", "LOCATION": node.home() / "cache"}}
LOGGING = logging_settings(node.home(), os.environ.get("KEREGE_SYSLOG", ""))
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KEREGE_PROXIES", "0"))
"""How many proxies of one's own stand before the node: so many names at the end of X-Forwarded-For are believed."""

# Sign-in: allauth's flows with our own pages; nobody signs up; known and unknown names are counted alike.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kerege.rooms.directory.actions.passwords.Unguessable"},
    {"NAME": "kerege.rooms.directory.actions.passwords.NeverBreached"},
]
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "kerege.web.account.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_ADAPTER = "kerege.web.account.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
AUTHENTICATION_BACKENDS = ["kerege.web.account.backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static"
WHITENOISE_IMMUTABLE_FILE_TEST = r"/built/.+-[A-Z0-9]{8}\.[a-z0-9]+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = False
