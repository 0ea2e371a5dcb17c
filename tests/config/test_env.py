"""Settings fail loudly: what is wrong or missing stops the start with a sentence."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from phongtrao.config.env import database_from_url, env_bool, env_int, env_list, env_secret


def start(tmp_path, **environment):
    """Load the settings in a process of their own; (exit code, last line of stderr)."""
    clean = {
        k: v
        for k, v in os.environ.items()
        if k not in {"SECRET_KEY", "ALLOWED_HOSTS", "DEMO", "HTTPS", "TRUSTED_PROXIES"}
    }
    done = subprocess.run(
        [sys.executable, "-c", "import phongtrao.config.settings"],
        env=clean | {"PHONGTRAO_DATA": str(tmp_path), "DATABASE_URL": ""} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.strip().rpartition("\n")[2]


def test_settings_load_when_nothing_is_set(tmp_path):
    assert start(tmp_path) == (0, "")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "yes"}, "DEBUG='yes': expected True or False"),
        ({"UPLOAD_LIMIT_MB": "many"}, "UPLOAD_LIMIT_MB='many': expected a whole number"),
        ({"DATABASE_URL": "postgres://h/db"}, "set SECRET_KEY or SECRET_KEY_FILE"),
        (
            {"HTTPS": "True", "TRUSTED_PROXIES": "0"},
            "TRUSTED_PROXIES=0 with HTTPS: say how many proxies stand in front",
        ),
        (
            {"DATABASE_URL": "mysql://h/db", "SECRET_KEY": "k", "ALLOWED_HOSTS": "h"},
            "DATABASE_URL: expected postgres://user:password@host:port/name",
        ),
    ],
)
def test_settings_stop_the_start_when_something_is_wrong(tmp_path, environment, sentence):
    code, said = start(tmp_path, **environment)

    assert code == 1
    assert said.endswith(sentence)


def test_local_key_is_made_once_and_kept_private(tmp_path):
    start(tmp_path)
    first = (tmp_path / "secret_key").read_text()

    start(tmp_path)

    assert (tmp_path / "secret_key").read_text() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_readers_read_what_is_set(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    values = {"A": "True", "B": "12", "C": "a, b,", "D_FILE": str(tmp_path / "key"), "E": "plain"}
    for name, text in values.items():
        monkeypatch.setenv(name, text)

    assert env_bool("A") is True
    assert env_bool("MISSING", default=True) is True
    assert env_int("B", default=1) == 12
    assert env_int("MISSING", default=1) == 1
    assert env_list("C") == ["a", "b"]
    assert (env_secret("D"), env_secret("E")) == ("from a file", "plain")


def test_secret_is_refused_when_missing(monkeypatch):
    monkeypatch.delenv("NO_SUCH", raising=False)

    with pytest.raises(ImproperlyConfigured, match="set NO_SUCH or NO_SUCH_FILE"):
        env_secret("NO_SUCH")


def test_database_url_is_taken_apart():
    url = "postgres://sở:m%40t@db.example:6432/phongtrao?sslmode=require"

    assert database_from_url(url) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "phongtrao",
        "USER": "sở",
        "PASSWORD": "m@t",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_database_url_may_name_a_socket():
    settings = database_from_url("postgres://phongtrao@/phongtrao?host=/run/postgresql")

    assert (settings["HOST"], settings["PORT"], settings["OPTIONS"]) == ("/run/postgresql", "", {})
