"""Rights, as a whole: the table of every address is the one that was read and agreed upon."""

import logging
import os
from pathlib import Path

import pytest

from phongtrao.audit.visibility import SOCKETS
from tests.access_table import WRITE
from tests.addresses import NOUNS, ask_all, routes
from tests.world import SUBJECTS, build_world

COMMITTED = Path(__file__).with_name("access_table.txt")

pytestmark = pytest.mark.django_db


def test_access_table_is_the_committed_one(settings, caplog):
    settings.ROOT_URLCONF = "tests.bare_urls"
    caplog.set_level(logging.CRITICAL, "django.request")
    table = ask_all(build_world())
    if os.environ.get(WRITE):
        COMMITTED.write_text(table, encoding="utf-8")

    assert table.splitlines() == COMMITTED.read_text(encoding="utf-8").splitlines()
    assert [line for line in table.splitlines()[12:] if " 500 " in f"{line} "] == []


def test_nouns_name_only_routes_that_exist():
    assert sorted(NOUNS) == [name for name in sorted(NOUNS) if name in dict(routes())]


def test_every_history_has_its_samples():
    assert sorted(SUBJECTS) == sorted(SOCKETS.subjects)
