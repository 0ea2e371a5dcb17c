"""Typed readers of the environment: what is wrong or missing stops the start with a sentence."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_bool(name: str, *, default: bool = False) -> bool:
    value = os.getenv(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value!r}: expected True or False")
    return value == "True"


def env_int(name: str, *, default: int) -> int:
    value = os.getenv(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r}: expected a whole number")
    return int(value)


def env_list(name: str) -> list[str]:
    return [part.strip() for part in os.getenv(name, "").split(",") if part.strip()]


def env_needed_list(name: str) -> list[str]:
    if found := env_list(name):
        return found
    raise ImproperlyConfigured(f"set {name}")


def env_secret(name: str) -> str:
    """Read NAME, or the file that NAME_FILE points to (container secrets)."""
    if path := os.getenv(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    if value := os.getenv(name):
        return value
    raise ImproperlyConfigured(f"set {name} or {name}_FILE")


def database_from_url(url: str) -> dict[str, Any]:
    """Django's settings of postgres://user:password@host:port/name?option=value.

    Only PostgreSQL: the constraints of the model are written for it.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL: expected postgres://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    host = unquote(options.pop("host", "") or parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def origin_of(address: str) -> str:
    """https://cong.vidu.example/realms/so → https://cong.vidu.example. Raises for what is no address."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ImproperlyConfigured(f"not an http(s) address: {address!r}")
    return f"{parts.scheme}://{parts.netloc}"
