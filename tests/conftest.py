"""Fixtures that override those of pytest-django and pytest-playwright."""

import os
import shutil
from unittest.mock import patch

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from phongtrao.pytest_plugin import use_template
from tests import emptying

pytest_plugins = ["tests.cast", "tests.standing"]

# A shared machine may be slow for a moment; what a property says does not depend on the clock. CI asks the same
# examples of every change; a developer's run looks for new ones.
settings.register_profile(
    "shared",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("shared")
expect.set_options(timeout=20_000)  # ms; the same machine, seen through a browser


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_blocker, django_db_modify_db_settings_parallel_suffix
):
    use_template(request.config)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        emptying.remember()
    with patch.object(TransactionTestCase, "_fixture_teardown", emptying.clean):
        yield


@pytest.fixture(scope="session")
def base_url():
    """Ours comes from live_server, per test; the plugin's own does not know pytest 9."""
    return


@pytest.fixture(scope="session", autouse=True)
def style_is_fetched_once():
    """A browser keeps style, script and fonts from page to page, as an office's does."""
    serve = StaticFilesHandler.serve

    def kept(handler, request):
        response = serve(handler, request)
        response.headers["Cache-Control"] = "max-age=3600"
        return response

    with patch.object(StaticFilesHandler, "serve", kept):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; root has no sandbox, and containers have little /dev/shm."""
    flags = ["--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    return browser_type_launch_args | {
        "executable_path": shutil.which("chromium"),
        "args": flags,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture(autouse=True)
def no_job_outlives_its_test(request, django_db_blocker):
    """Tests with real transactions empty the tables, but not the queue: its jobs would meet nothing."""
    yield
    marker = request.node.get_closest_marker("django_db")
    is_real = {"transactional_db", "live_server"} & set(request.fixturenames)
    if is_real or (marker and marker.kwargs.get("transaction")):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE status = 'todo'"
            )
