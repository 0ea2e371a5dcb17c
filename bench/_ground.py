"""The ground every database bench stands on: a throw-away cluster, a province, two handlers.

Import this before any model: it sets Django up on a temporary folder, whatever DATABASE_URL says.
"""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any

FOLDER = Path(tempfile.mkdtemp(prefix="phongtrao-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.pop("DATABASE_URL", None)
os.environ["PHONGTRAO_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "phongtrao.config.settings"

import django  # noqa: E402 -- app ready
from django.conf import settings  # noqa: E402 -- app ready

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
settings.ALLOWED_HOSTS = ["testserver"]
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
django.setup()

from django.core.management import call_command  # noqa: E402 -- app ready
from django.db import connection  # noqa: E402 -- app ready
from django.test import Client  # noqa: E402 -- app ready
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- app ready

from phongtrao.accounts.models import Role, User  # noqa: E402 -- app ready
from phongtrao.config.embedded import Cluster  # noqa: E402 -- app ready
from phongtrao.orgs.models import Grant, Unit  # noqa: E402 -- app ready
from tests.factories import LONG_AGO, give, make_unit, make_user  # noqa: E402 -- app ready


@cache
def department() -> Unit:
    """Start the cluster, migrate, found a Sở with its commune; once for all benches."""
    cluster = Cluster(FOLDER, durable=False)
    cluster.start()
    atexit.register(cluster.stop)
    call_command("migrate", verbosity=0)
    province = make_unit("UBND tỉnh Sông Ngân", Unit.Kind.PROVINCE)
    return make_unit("Sở Giáo dục và Đào tạo", Unit.Kind.DEPARTMENT, admin=province)


@cache
def officer() -> User:
    over = department()
    user = make_user("Lê Thu An", "an")
    give(user, Role.OFFICE, over)
    return user


def make_schools(number: int) -> list[Unit]:
    """Schools right below the Sở, each with a head who is told of what it is given."""
    owner = department()
    first = Unit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    units = [
        Unit(
            pk=first + n,
            kind=Unit.Kind.SCHOOL,
            level=Unit.Level.PRIMARY,
            opened_on=LONG_AGO,
            name=f"Trường Tiểu học số {first + n}",
            sort_key=f"truong {first + n:09}",
            admin_path=f"{owner.admin_path}{first + n}/",
            prof_path=f"{owner.prof_path}{first + n}/",
        )
        for n in range(1, number + 1)
    ]
    return Unit.objects.bulk_create(units)


def make_heads(units: list[Unit]) -> None:
    users = User.objects.bulk_create(
        User(username=f"head{unit.pk}", full_name=f"Hiệu trưởng {unit.pk}") for unit in units
    )
    days = Grant.objects.values_list("days", flat=True)[0]
    Grant.objects.bulk_create(
        Grant(user=user, role=Role.HEAD, unit=unit, days=days)
        for user, unit in zip(users, units, strict=True)
    )


def browser() -> Client:
    client = Client()
    client.force_login(officer())
    return client


def count_queries(client: Client, address: str) -> tuple[int, Any]:
    """How many queries the page asks once warm, and its answer."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        # Counted here: the next request empties the log.
        number = len(asked)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return number, answer


def seconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def side_by_side(ours: Callable[[], Any], bare: Callable[[], Any], runs: int) -> float:
    """The median ratio of runs taken in turns, so that a busy machine hurts both."""
    ours(), bare()
    return median(seconds(ours) / seconds(bare) for _ in range(runs))
