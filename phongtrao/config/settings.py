"""One file of settings. Wrong or missing values stop the start.

Without DATABASE_URL the program runs on its own embedded PostgreSQL, for trying and developing:
then there are a demo province, demo sign-ins and a key made on the spot. With DATABASE_URL it is a
deployment: SECRET_KEY and ALLOWED_HOSTS must be given, and nothing of the demo exists.
"""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from phongtrao.config.embedded import socket_dir
from phongtrao.config.env import (
    database_from_url,
    env_bool,
    env_int,
    env_list,
    env_needed_list,
    env_secret,
    origin_of,
)

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.getenv("PHONGTRAO_DATA", ".data")).resolve()
DATABASE_URL = os.getenv("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL

DEBUG = env_bool("DEBUG")
DEMO = env_bool("DEMO", default=EMBEDDED)


def local_secret() -> str:
    """A key of this folder, made at the first start: the embedded database is for one machine."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = local_secret() if EMBEDDED else env_secret("SECRET_KEY")
# Required of a deployment: without any, every page would be answered with 400.
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or (
    ["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else env_needed_list("ALLOWED_HOSTS")
)
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SITE_URL = os.getenv("SITE_URL", "http://localhost:8000")
HTTPS = env_bool("HTTPS", default=not EMBEDDED)

# ------------------------------------------------------------------ apps
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_prometheus",
    "procrastinate.contrib.django",
    "template_partials",
    "phongtrao.base",
    "phongtrao.web",
    "phongtrao.audit",
    "phongtrao.accounts",
    "phongtrao.notifications",
    "phongtrao.orgs",
    "phongtrao.documents",
    "phongtrao.councils",
    "phongtrao.similarity",
    "phongtrao.plans",
    "phongtrao.activities",
    "phongtrao.indicators",
    "phongtrao.assessments",
    "phongtrao.recognition",
    "phongtrao.initiatives",
    "phongtrao.literacy",
    "phongtrao.research",
    "phongtrao.awards",
    "phongtrao.nominations",
    "phongtrao.reports",
    "phongtrao.portal",
    "phongtrao.demo",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "phongtrao.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "phongtrao.base.middleware.ReadableMiddleware",
    "phongtrao.accounts.middleware.PasswordChangeMiddleware",
    "phongtrao.accounts.middleware.SecondFactorMiddleware",
    "phongtrao.accounts.middleware.SignInMiddleware",
    "phongtrao.orgs.middleware.OwnNameMiddleware",
    "phongtrao.orgs.middleware.TermsMiddleware",
    "phongtrao.web.middleware.DraftMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "phongtrao.config.urls"
FORM_RENDERER = "phongtrao.web.renderer.Renderer"
WSGI_APPLICATION = "phongtrao.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "accounts" / "templates"],  # ours, before those of allauth
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "phongtrao.web.context.shell",
            ],
        },
    }
]

# ------------------------------------------------------------------ data
DATABASES: dict[str, dict[str, Any]] = {
    "default": database_from_url(DATABASE_URL)
    if DATABASE_URL
    else {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "phongtrao",
        "USER": "phongtrao",
        "HOST": str(socket_dir(DATA_DIR)),
        "PORT": "5432",  # the number in the socket's name; PGPORT must not decide
        "OPTIONS": {},
    }
}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that a lockout holds for every web process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}
}
PROCRASTINATE_ON_APP_READY = None

# Files of users lie outside every public folder: a view serves them to those who may see them.
MEDIA_ROOT = Path(os.getenv("FILES_DIR", str(DATA_DIR / "files")))
# Pages of papers as pictures; as private as the files themselves.
PAGE_IMAGES_DIR = Path(os.getenv("PAGE_IMAGES_DIR", str(DATA_DIR / "page-images")))
# The keys that certificates are signed with, one PEM each; made at the first one, kept with the backups.
CERTIFICATE_KEYS_DIR = Path(os.getenv("CERTIFICATE_KEYS_DIR", str(DATA_DIR / "certificate-keys")))
# A folder of certificates (PEM or DER) whose signatures are trusted; empty: none is checked so far.
SIGNATURE_ROOTS = os.getenv("SIGNATURE_ROOTS", "")
UPLOAD_LIMIT = env_int("UPLOAD_LIMIT_MB", default=50) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # of a folder of reference texts
FILE_UPLOAD_PERMISSIONS = 0o600

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [("vendor", PACKAGE / "web" / "vendor")]  # made by config/collect.py
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ------------------------------------------------------------------ sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "phongtrao.accounts.passwords.MinimumLength",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "phongtrao.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "phongtrao.accounts.forms.SignInForm",
    "reauthenticate": "phongtrao.accounts.forms.ConfirmPasswordForm",
    "change_password": "phongtrao.accounts.forms.NewPasswordForm",
    "set_password": "phongtrao.accounts.forms.FirstPasswordForm",
    "reset_password": "phongtrao.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "phongtrao.accounts.forms.ResetPasswordForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Lockout: after ten wrong passwords for one name, or thirty from one address, five minutes of rest.
# A whole school signs in from one address, so that limit is wide.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,10/5m/key", "login": "300/m/ip"}
# How many proxies stand in front; without it everybody behind one counts as the same address.
# The web server speaks no TLS, so HTTPS means at least one.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXIES", default=int(HTTPS))
if HTTPS and not ALLAUTH_TRUSTED_PROXY_COUNT:
    raise ImproperlyConfigured("TRUSTED_PROXIES=0 with HTTPS: say how many proxies stand in front")
MFA_ADAPTER = "phongtrao.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "phongtrao.accounts.forms.CodeForm",
    "reauthenticate": "phongtrao.accounts.forms.ConfirmCodeForm",
    "activate_totp": "phongtrao.accounts.forms.ActivateForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from an administrator
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Phong Trào"
SESSION_COOKIE_AGE = 60 * 60 * 12
# Roles that must use a second factor: admin,leader. Empty: everybody chooses.
SECOND_FACTOR_ROLES = frozenset(env_list("SECOND_FACTOR_ROLES"))

# Sign-in by the province's own gateway, when there is one. People are known by their code alone:
# an address in a mail account says nothing about who somebody is, so nothing is ever matched by it.
OIDC_ISSUER = os.getenv("OIDC_ISSUER", "").rstrip("/")
OIDC_CLAIM = os.getenv("OIDC_CLAIM", "person_code")
OIDC_NAME = os.getenv("OIDC_NAME", "Cổng đăng nhập chung")
SOCIALACCOUNT_ADAPTER = "phongtrao.accounts.oidc_views.GatewayAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": env_list("OIDC_SCOPES") or ["openid", "profile"],
        "APPS": [
            {
                "provider_id": "cong",
                "name": OIDC_NAME,
                "client_id": os.getenv("OIDC_CLIENT_ID", ""),
                "secret": env_secret("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
if OIDC_ISSUER and HTTPS and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("OIDC_ISSUER must be an https:// address")

# ------------------------------------------------------------------ words and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [DATA_DIR / "locale"]  # compiled by config/messages.py
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Not for everything: ids in attributes and addresses are numbers too. `|shown` groups what people read.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "phongtrao.web.formats"

# ------------------------------------------------------------------ mail
EMAIL_BACKEND = os.getenv(
    "EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend"
    if EMBEDDED
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.getenv("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = os.getenv("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD") if EMAIL_HOST_USER else ""
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.getenv("DEFAULT_FROM_EMAIL", "Phong Trào <phongtrao@localhost>")

# ------------------------------------------------------------------ safety
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "phongtrao.web.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler draws ticks and arrows as data: images
        "object-src": ["'none'"],
        "frame-ancestors": [SELF],
        # Browsers hold the rule against where a form is sent on to as well.
        "form-action": [SELF, *([origin_of(OIDC_ISSUER)] if OIDC_ISSUER else [])],
        "base-uri": [SELF],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []

# ------------------------------------------------------------------ local custom, editable
SCHOOL_YEAR_STARTS = (9, 1)  # month, day
DUE_SOON_DAYS = 7
STALE_DAYS = 60

METRICS_TOKEN = env_secret("METRICS_TOKEN") if "METRICS_TOKEN" in os.environ else ""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain"}
    },
    "root": {"handlers": ["console"], "level": os.getenv("LOG_LEVEL", "WARNING")},
}
