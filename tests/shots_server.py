"""The server whose pages ``tests.shots`` takes pictures of."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 300  # seconds until the server answers: it makes the demo first


@contextmanager
def serving() -> Iterator[str]:
    """A server with the demo, on a free port and a folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="phongtrao-shots-"))
    os.environ["PHONGTRAO_DATA"] = str(folder)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "phongtrao.config.cli", "serve", f"--port={port}"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: answers(f"{address}/song/"), "the server")
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 -- our own server
            return True
    except (urllib.error.URLError, OSError):
        return False


def wait_until(is_so: object, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():  # type: ignore[operator]
        if time.monotonic() > deadline:
            raise SystemExit(f"Waited {PATIENCE} s for {what} in vain.")
        time.sleep(0.3)
