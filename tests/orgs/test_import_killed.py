"""A worker process that is killed while it writes a list: nothing half-written, and it starts again."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import, Person, Post
from tests.orgs.sheets_in import PEOPLE, checked, sheet

WORKER = """
import sys, django
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
django.setup()
connection.settings_dict["NAME"] = sys.argv[1]
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as worker:
    worker.run_worker(wait=False, queues=["orgs"], install_signal_handlers=False, listen_notify=False)
"""
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def start_worker():
    name = connection.settings_dict["NAME"]
    return subprocess.Popen([sys.executable, "-c", WORKER, name], env=os.environ)


def until(met, seconds=60):
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def is_waiting():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


async def take_up():
    """What the job of every minute does, without the half minute of silence before it."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        async with worker.open_async():
            jobs = worker.job_manager
            for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=0):
                await jobs.retry_job(job)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_half_written(hoa, so, hoa_sen):
    rows = [
        (f"GV{n}", f"Nguyễn Văn {n}", "", hoa_sen.code, "Giáo viên", "Viên chức", "01/09/2020")
        for n in range(50)
    ]
    act = checked(sheet(PEOPLE, *rows), hoa, so)
    services.apply_import(act, by=hoa)
    ProcrastinateJob.objects.filter(task_name="orgs.check_import").delete()

    # The last table of the act is held, so the worker stops with everything else written.
    with psycopg.connect(**connection.get_connection_params()) as holder:
        holder.execute("LOCK TABLE orgs_importedrows IN EXCLUSIVE MODE")
        worker = start_worker()
        until(is_waiting)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    until(lambda: not is_waiting())
    assert (Person.objects.count(), Post.objects.count()) == (0, 0)
    assert Import.objects.get(pk=act.pk).status == "applying"
    job = ProcrastinateJob.objects.get(task_name="orgs.apply_import")
    assert job.status == "doing"

    asyncio.run(take_up())
    assert start_worker().wait(60) == 0

    act.refresh_from_db()
    assert (act.status, act.counts["new"]) == ("applied", 50)
    assert (Person.objects.count(), Post.objects.count()) == (50, 50)
