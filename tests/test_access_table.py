"""Rights, as a whole: the table of every address is the one that was read and agreed upon."""

import logging
import os

import pytest

from phongtrao.audit.visibility import SOCKETS
from tests.access_table import (
    COMMITTED,
    PARTS,
    ask_part,
    committed,
    heading,
    part_of_routes,
    write,
)
from tests.addresses import NOUNS, routes
from tests.world import SUBJECTS
from tests.write_access_table import WRITE

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.mark.parametrize("part", range(PARTS))
def test_access_table_is_the_committed_one(world, settings, caplog, part):
    settings.ROOT_URLCONF = "tests.bare_urls"
    caplog.set_level(logging.CRITICAL, "django.request")
    of = part_of_routes(part)
    lines = ask_part(world, of)
    if os.environ.get(WRITE):
        write(of, lines)

    assert lines == committed(of)
    assert [line for line in lines if " 500 " in f"{line} "] == []


def test_committed_table_has_every_line_of_a_route_and_no_other(settings):
    settings.ROOT_URLCONF = "tests.bare_urls"
    lines = COMMITTED.read_text(encoding="utf-8").splitlines()

    assert lines == heading() + committed(routes())


def test_nouns_name_only_routes_that_exist():
    assert sorted(NOUNS) == [name for name in sorted(NOUNS) if name in dict(routes())]


def test_every_history_has_its_samples():
    assert sorted(SUBJECTS) == sorted(SOCKETS.subjects)
