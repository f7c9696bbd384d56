"""Django's settings of one node: everything comes from the node's home and the environment."""

import os
from pathlib import Path

from kerege.foundation import node, server

PACKAGE = Path(__file__).resolve().parents[1]

ROOMS = [
    "journal",
    "directory",
    "access",
    "substances",
    "files",
    "records",
    "intake",
    "crosscheck",
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
    "default": server.database_settings(os.environ.get("KEREGE_ROLE", "app"), os.environ.get("KEREGE_DATABASE", "kerege"))
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASES["default"]["CONN_MAX_AGE"] = 60

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
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {},
    },
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
STATIC_URL = "/static/"
