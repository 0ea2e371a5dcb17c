"""The embedded PostgreSQL: starts, stops, and survives what happens to processes."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from phongtrao.config import embedded
from phongtrao.config.embedded import CannotStart, Cluster, FolderInUse, socket_dir

LONG = Path("/".join(["y" * 60] * 3))
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the user")


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path / "data", durable=False)
    yield cluster
    cluster.stop()


def value(cluster, query):
    with cluster.connect() as connection:
        return connection.execute(query).fetchone()[0]


def test_socket_dir_makes_nothing_and_depends_on_the_folder_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    named, same, other = socket_dir(tmp_path / "a"), socket_dir(Path("a")), socket_dir(Path("b"))

    assert named == same != other
    assert not named.exists()
    assert len(f"{socket_dir(tmp_path / LONG)}/.s.PGSQL.5432.lock") < 107


def test_cluster_answers_in_vietnamese_when_started(cluster):
    cluster.start()

    assert value(cluster, "SELECT lower('ĐÀO TẠO')") == "đào tạo"
    assert value(cluster, "SELECT 'ĐÀO' ILIKE 'đào'") is True
    assert value(cluster, "SELECT to_tsvector('simple', 'Thi ĐUA')::text") == "'thi':1 'đua':2"
    assert value(cluster, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_data_stays_when_stopped_and_started_again(cluster):
    cluster.start()
    with cluster.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    cluster.stop()
    cluster.start()

    assert value(cluster, "SELECT answer FROM kept") == 42


def test_nothing_is_left_when_stopped(cluster):
    cluster.start()

    cluster.stop()

    assert list(embedded.postgres_in(cluster.folder)) == []
    assert not cluster.socket.exists()


def test_start_recovers_when_postgres_was_killed(cluster):
    cluster.durable = True
    cluster.start()
    with cluster.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    cluster.process.kill()
    cluster.process.wait()
    assert (cluster.folder / "postmaster.pid").exists()
    cluster.stop()
    cluster.start()

    assert value(cluster, "SELECT answer FROM kept") == 42


def test_start_ignores_a_stale_pid_of_somebody_alive(cluster):
    cluster.start()
    cluster.stop()
    stale = f"{os.getpid()}\n{cluster.folder}\n1\n5432\n{cluster.socket}\n\n0 0\nready\n"
    (cluster.folder / "postmaster.pid").write_text(stale)

    cluster.start()

    assert value(cluster, "SELECT 1") == 1


def test_cluster_works_when_the_path_is_long(tmp_path):
    with Cluster(tmp_path / LONG, durable=False) as cluster:
        assert value(cluster, "SELECT 1") == 1


def test_pgport_of_the_environment_changes_nothing(cluster, monkeypatch):
    monkeypatch.setenv("PGPORT", "6000")
    monkeypatch.setenv("PGDATA", "/nowhere")

    cluster.start()

    assert value(cluster, "SELECT current_setting('port')") == "5432"


def test_second_start_on_one_folder_is_refused(cluster):
    cluster.start()

    with pytest.raises(FolderInUse) as refused:
        Cluster(cluster.data).start()

    assert str(refused.value) == (
        f"Thư mục dữ liệu {cluster.data} đang được một lần chạy khác sử dụng. "
        "Hãy dừng lần chạy đó (Ctrl-C), hoặc chọn thư mục khác: make run DATA=…"
    )
    assert value(cluster, "SELECT 1") == 1


def test_folder_of_another_version_is_refused(cluster):
    cluster.start()
    cluster.stop()
    (cluster.folder / "PG_VERSION").write_text("15\n")

    with pytest.raises(CannotStart, match="thuộc PostgreSQL 15, chương trình này dùng bản 18"):
        cluster.start()


def test_socket_folder_is_private(cluster):
    cluster.start()

    found = cluster.socket.stat()

    assert stat.S_IMODE(found.st_mode) == 0o700
    assert found.st_uid == cluster.account.uid


@pytest.mark.parametrize("trap", ["open", "link", "file"])
def test_socket_folder_put_there_by_somebody_else_is_refused(cluster, tmp_path, trap):
    if trap == "open":
        cluster.socket.mkdir(mode=0o777)
        cluster.socket.chmod(0o777)
    elif trap == "link":
        cluster.socket.symlink_to(tmp_path)
    else:
        cluster.socket.touch(mode=0o700)

    try:
        with pytest.raises(CannotStart, match="người khác vào được"):
            cluster.start()
    finally:
        cluster.socket.rmdir() if trap == "open" else cluster.socket.unlink()


@is_root
def test_socket_folder_of_another_user_is_refused(cluster):
    cluster.socket.mkdir(mode=0o700)
    os.chown(cluster.socket, 1, 1)

    try:
        with pytest.raises(CannotStart, match="không phải do chương trình tạo ra"):
            cluster.start()
    finally:
        cluster.socket.rmdir()


@is_root
def test_root_drops_to_nobody_behind_a_closed_folder(cluster):
    cluster.data.mkdir(mode=0o700)  # nobody cannot pass through it by its path

    cluster.start()

    status = Path(f"/proc/{cluster.process.pid}/status").read_text()
    assert f"Uid:\t{cluster.account.uid}\t{cluster.account.uid}" in status
    assert cluster.account.uid not in (0, cluster.data.stat().st_uid)


@is_root
def test_programs_are_copied_when_nobody_cannot_reach_them(cluster, monkeypatch, tmp_path):
    monkeypatch.setattr(embedded, "is_open", lambda _: False)
    monkeypatch.setattr(embedded, "TEMPORARY", tmp_path)

    programs = embedded.find_programs(cluster.account)

    assert programs.is_relative_to(tmp_path)
    version = subprocess.run([programs / "initdb", "--version"], capture_output=True, check=True)
    assert version.stdout.startswith(b"initdb (PostgreSQL) 18")
    assert embedded.find_programs(cluster.account) == programs


def test_postgres_ends_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout.readline() == "started\n"
        parent.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 5
    while list(embedded.postgres_in(tmp_path / "db")) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert list(embedded.postgres_in(tmp_path / "db")) == []
    with Cluster(tmp_path, durable=False) as again:
        assert value(again, "SELECT 1") == 1


PARENT = """
import sys, time
from pathlib import Path
from phongtrao.config.embedded import Cluster
Cluster(Path(sys.argv[1]), durable=False).start()
print("started", flush=True)
time.sleep(60)
"""


def test_log_is_quoted_when_postgres_does_not_start(cluster):
    cluster.start()
    cluster.stop()
    with (cluster.folder / "postgresql.conf").open("a") as conf:
        conf.write("nonsense = 1\n")

    with pytest.raises(CannotStart, match="nonsense"):
        cluster.start()

    with pytest.raises(psycopg.OperationalError):
        cluster.connect()
