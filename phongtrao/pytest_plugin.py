"""Tests run on a throw-away PostgreSQL of their own; with DATABASE_URL, on that server instead.

One template database is migrated; every xdist worker clones it. The data folder is temporary,
passwords are hashed cheaply, tools that are missing skip their tests by name — or fail them in CI.
The fixtures that override those of other plugins stand in tests/conftest.py.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from phongtrao.config.embedded import Cluster
from phongtrao.config.messages import compile_messages

FOLDER = "PHONGTRAO_DATA"
TEMPLATE = "PHONGTRAO_TEST_TEMPLATE"  # set once the template stands; xdist workers inherit it
IS_WORKER = "PYTEST_XDIST_WORKER"

# what a test needs: the program looked for, the Debian packages that bring it
TOOLS = {
    "chromium": ("chromium", "chromium"),
    "libreoffice": ("soffice", "libreoffice-writer libreoffice-calc"),
    "tesseract": ("tesseract", "tesseract-ocr tesseract-ocr-vie"),
    "poppler": ("pdftotext", "poppler-utils"),
    "gettext": ("msgfmt", "gettext"),
}
NEEDED_BY_MARK = {"browser": "chromium", "office": "libreoffice", "ocr": "tesseract"}


class TestServer:
    """The data folder and, unless DATABASE_URL names a server, the cluster in it."""

    __test__ = False

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="phongtrao-test-"))
        self.cluster: Cluster | None = None

    def start(self) -> None:
        if not self.cluster and not os.getenv("DATABASE_URL"):
            self.cluster = Cluster(self.folder, durable=False)
            self.cluster.start()

    def stop(self) -> None:
        if self.cluster:
            self.cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


server = pytest.StashKey[TestServer]()


# ------------------------------------------------------------------ start and end


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Before pytest-django loads the settings, which read the environment."""
    if IS_WORKER not in os.environ:
        early_config.stash[server] = TestServer()
        os.environ[FOLDER] = str(early_config.stash[server].folder)
        compile_messages(early_config.stash[server].folder / "locale")
        # A server of the office asks for these; the tests are the same on both.
        given = {
            "SECRET_KEY": "tests",
            "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
            "DEMO": "True",
            "HTTPS": "False",
        }
        for name, value in given.items():
            os.environ.setdefault(name, value)
    try:
        return (yield)
    except BaseException:  # settings or models that do not load: nobody will unconfigure us
        if found := early_config.stash.get(server, None):
            found.stop()
        raise


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings  # noqa: PLC0415 -- app ready

    # The program loaded is half a million objects: looking through them all as often takes a tenth of the time.
    gc.set_threshold(50_000, 10, 10)
    config.addinivalue_line("markers", f"needs(tool): one of {', '.join(TOOLS)}")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_sessionstart(session: pytest.Session) -> None:
    """With xdist the database must outlive every worker, so the controller owns it."""
    if server in session.config.stash and session.config.getoption("numprocesses", None):
        build_template(session.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server in config.stash:
        drop_template(config)
        config.stash[server].stop()


# ------------------------------------------------------------------ database


def use_template(config: pytest.Config) -> None:
    """Make Django create its test database as a copy of the migrated template."""
    from django.db import connection  # noqa: PLC0415 -- app ready

    build_template(config)
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ[TEMPLATE]


def build_template(config: pytest.Config) -> None:
    """Start the server and migrate, unless that has been done."""
    from django.apps.registry import Apps  # noqa: PLC0415 -- app ready
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    if TEMPLATE in os.environ:
        return
    config.stash[server].start()
    name = f"phongtrao_template_{os.getpid()}"
    with unblocked(config):
        run_outside(f'CREATE DATABASE "{name}"')
        os.environ[TEMPLATE] = name
        regular, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
        # For each model a migration draws, Django would forget which may be exchanged: a third of the time.
        kept = patch.object(Apps.get_swappable_settings_name, "cache_clear")
        try:
            with kept:
                call_command("migrate", verbosity=0)
            open_truncate(connection)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = regular


def open_truncate(connection: Any) -> None:
    """The history refuses TRUNCATE, with which transactional tests clean up after themselves."""
    triggers = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%\\_no\\_truncate'"
    with connection.cursor() as cursor:
        cursor.execute(triggers)
        for table, trigger in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')


def drop_template(config: pytest.Config) -> None:
    """On a server that is not ours we leave nothing: neither it nor what was built upon it."""
    from django.db import connection  # noqa: PLC0415 -- app ready

    name = os.environ.pop(TEMPLATE, None)
    if name and os.getenv("DATABASE_URL"):
        with unblocked(config), connection._nodb_cursor() as cursor:  # noqa: SLF001 -- Django's own door for this
            ours = "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)"
            cursor.execute(ours, [name, f"{name}_"])
            for (found,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{found}"')


def run_outside(statement: str) -> None:
    """From the maintenance database: the one in the settings need not exist."""
    from django.db import connection  # noqa: PLC0415 -- app ready

    with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- Django's own door for this
        cursor.execute(statement)


def unblocked(config: pytest.Config) -> Any:
    from pytest_django.plugin import blocking_manager_key  # noqa: PLC0415 -- app ready

    return config.stash[blocking_manager_key].unblock()


# ------------------------------------------------------------------ tools and browser


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    tools = [mark.args[0] for mark in item.iter_markers("needs")]
    tools += [tool for mark, tool in NEEDED_BY_MARK.items() if item.get_closest_marker(mark)]
    for tool in tools:
        require(tool)


def require(tool: str) -> None:
    """Skip, naming the package to install; in CI nothing is skipped, so there it fails."""
    program, packages = TOOLS[tool]
    if shutil.which(program):
        return
    sentence = f"needs {tool}: apt-get install {packages}"
    if os.getenv("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def pytest_itemcollected(item: pytest.Item) -> None:
    if "client" in getattr(item, "fixturenames", ()):
        item.add_marker("screen")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright leaves its event loop running in the main thread.

    Of both, those that take minutes go first, so that no worker waits for another at the end. It takes
    one after another from this list (make test); what shares a slow fixture is kept on one by a group.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("browser") is not None,
            item.get_closest_marker("long") is None,
        )
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """In browser tests Django sees that loop and refuses the database; there it is safe."""
    if not item.get_closest_marker("browser"):
        return (yield)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        return (yield)
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
