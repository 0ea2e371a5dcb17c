"""Requests over real HTTP: one granian as ``make run`` starts it, sixteen connections kept alive."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection

from phongtrao.config.processes import end_all
from phongtrao.config.supervisor import Address, start, web_command

CONNECTIONS = 16
STARTING_SECONDS, LEAVING_SECONDS = 60, 5


@contextmanager
def server(settings: str) -> Iterator[Address]:
    """Serve the bench's own database until the block is left. ``settings``: a module's name."""
    address = Address("127.0.0.1", _free_port())
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    process = start(web_command(address))
    try:
        _wait_for(address, process)
        yield address
    finally:
        end_all([process], signal.SIGTERM, LEAVING_SECONDS)


def requests_per_second(address: Address, path: str, cookie: str, seconds: float) -> float:
    """Answers a second, from sixteen connections that ask again as soon as they are answered."""
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        ends = [start + seconds] * CONNECTIONS
        answered = sum(pool.map(lambda end: _ask(address, path, cookie, end), ends))
    return answered / (time.perf_counter() - start)


def _ask(address: Address, path: str, cookie: str, end: float) -> int:
    """Ask on one connection until the time is over; how many were answered."""
    connection = HTTPConnection(address.host, address.port)
    answered = 0
    while time.perf_counter() < end:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {answer.status}")
        answered += 1
    connection.close()
    return answered


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: Address, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((address.host, address.port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
