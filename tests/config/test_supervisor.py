"""The whole start, in real processes: everything comes up together and goes together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from phongtrao.config.collect import ROOT

VENDOR = ROOT / "phongtrao" / "web" / "vendor"
PREPARING = "Đang chuẩn bị"  # of config.prepare
pytestmark = [
    pytest.mark.skipif(not VENDOR.is_dir(), reason="front-end files: run make run once"),
    pytest.mark.xdist_group("server"),  # its folder is prepared once for both
]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Server:
    """``phongtrao serve`` without the demo; ``session`` holds every process it started."""

    def __init__(self, folder):
        self.data, self.said, self.port = folder / "data", folder / "said.txt", free_port()

    def start(self):
        command = [sys.executable, "-m", "phongtrao.config.cli", "serve", f"--port={self.port}"]
        environment = os.environ | {"DEMO": "False", "DATABASE_URL": ""}
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [*command, f"--data={self.data}"], env=environment, stdout=output
            )
        deadline = time.monotonic() + 300  # a first start on a busy machine
        while f"http://localhost:{self.port}/" not in self.words():
            assert self.process.poll() is None, "it ended by itself"
            assert time.monotonic() < deadline, "it never said its address"
            time.sleep(0.05)

    def words(self):
        return self.said.read_text(encoding="utf-8")

    def status(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/")
        status = connection.getresponse().status
        connection.close()
        return status

    def left(self):
        """Living processes that were told of our data folder or work in it."""
        wanted = f"PHONGTRAO_DATA={self.data}".encode()
        return [
            process.name for process in Path("/proc").glob("[0-9]*") if is_ours(process, wanted)
        ]

    def wait_until_gone(self, seconds):
        began = time.monotonic()
        while self.left() and time.monotonic() - began < seconds:
            time.sleep(0.02)
        return time.monotonic() - began

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def is_ours(process, wanted):
    try:
        return wanted in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One for both tests: preparing it is the slow part."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture
def server(folder):
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.end()


def test_server_comes_up_and_goes_together(server):
    assert server.status() in (200, 302)
    assert PREPARING in server.words()
    assert len(server.left()) >= 4  # web server and its worker, job worker, PostgreSQL

    # Ctrl-C: everything is gone, and the port is free for the next start
    server.process.send_signal(signal.SIGINT)
    code = server.process.wait(10)
    assert code == 0
    assert server.wait_until_gone(1) < 1

    server.start()
    assert PREPARING not in server.words()  # prepared already
    assert server.status() in (200, 302)

    # kill -9 of the parent: the children notice by themselves
    server.process.kill()
    server.process.wait()
    assert server.wait_until_gone(5) < 5


def test_all_end_when_one_child_dies(server):
    children = subprocess.run(
        ["pgrep", "-P", str(server.process.pid), "-f", "granian"],
        capture_output=True,
        text=True,
        check=True,
    )
    os.kill(int(children.stdout), signal.SIGKILL)

    code = server.process.wait(15)

    assert code == 1
    assert server.wait_until_gone(1) < 1
