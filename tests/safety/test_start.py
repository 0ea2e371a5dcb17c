"""What a deployment must be told, and what is off unless somebody says so."""

import json
import os
import subprocess
import sys

import pytest

SHOWN = """
import json
from phongtrao.config import settings as s
names = ["DEBUG", "DEMO", "EMBEDDED", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_CONTENT_TYPE_NOSNIFF"]
print(json.dumps({name: getattr(s, name) for name in names}))
"""
TOLD = {"SECRET_KEY", "ALLOWED_HOSTS", "DEMO", "HTTPS", "DEBUG", "DATABASE_URL"}
SERVER = {"DATABASE_URL": "postgres://h/db", "SECRET_KEY": "k", "ALLOWED_HOSTS": "thidua.example"}


def start(tmp_path, **environment):
    """Load the settings in a process of their own."""
    clean = {name: value for name, value in os.environ.items() if name not in TOLD}
    return subprocess.run(
        [sys.executable, "-c", SHOWN],
        env=clean | {"PHONGTRAO_DATA": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_deployment_does_not_start_without(tmp_path, missing):
    done = start(tmp_path, **{name: said for name, said in SERVER.items() if name != missing})

    assert done.returncode == 1
    assert f"set {missing}" in done.stderr


def test_deployment_is_closed_unless_told_otherwise(tmp_path):
    done = start(tmp_path, **SERVER)

    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "DEMO": False,
        "EMBEDDED": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
    }
