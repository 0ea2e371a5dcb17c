"""``phongtrao serve``: one small parent with three children — PostgreSQL, web server, worker.

All children end together, on every way out. The parent loads no Django and has no threads; what
must be ready before the first page is done by a fourth child, which ends (``phongtrao prepare``).
"""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from phongtrao.config.embedded import CannotStart, Cluster
from phongtrao.config.prepare import WELCOME, is_prepared
from phongtrao.config.processes import die_with_parent, end_all

BLOCKING_THREADS = "4"
STARTING_SECONDS = 60
LEAVING_SECONDS = 5  # what a job still running gets; a killed job is taken up again
COMMAND = (sys.executable, "-m", "phongtrao.config.cli")


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int

    @property
    def reachable_host(self) -> str:
        return "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 -- compared, not bound

    def __str__(self) -> str:
        name = "localhost" if self.reachable_host == "127.0.0.1" else self.reachable_host
        return f"http://{name}:{self.port}/"


def serve(address: Address, data: Path) -> int:
    """Run until Ctrl-C or SIGTERM (0) or until a child ends by itself (1).

    Raises CannotStart, before anything is started, when the port or the folder is taken.
    """
    check_port(address)
    with ExitStack() as stack:
        watched: dict[str, subprocess.Popen[bytes]] = {}
        if os.getenv("DATABASE_URL"):
            run_prepare()
        else:
            cluster = stack.enter_context(Cluster(data))
            if cluster.process:
                watched["cơ sở dữ liệu"] = cluster.process
            with cluster.connect() as connection:
                ready = is_prepared(connection, data)
            if not ready:
                run_prepare()
        children: list[subprocess.Popen[bytes]] = []
        stack.callback(end_all, children, signal.SIGTERM, LEAVING_SECONDS)
        children.append(start(web_command(address)))
        children.append(start([*COMMAND, "worker"], when_orphaned=signal.SIGKILL))
        watched |= {"máy chủ web": children[0], "bộ chạy việc nền": children[1]}
        return watch(watched, address, data / WELCOME)


def check_port(address: Address) -> None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            reasons = {errno.EADDRINUSE: "đang được chương trình khác sử dụng"}
            reason = reasons.get(error.errno or 0, f"không mở được ({error.strerror})")
            raise CannotStart(
                f"Cổng {address.port} {reason}. Hãy chọn cổng khác: make run PORT=…"
            ) from error


def run_prepare() -> None:
    """In the terminal's own group: Ctrl-C reaches it as it reaches us."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, "prepare"],
        check=False,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    if done.returncode:
        raise CannotStart("Không chuẩn bị được dữ liệu: hãy xem lỗi ở trên.")


def web_command(address: Address) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "phongtrao.config.wsgi:application"),
        *("--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", address.host, "--port", str(address.port)),
        *("--workers", "1", "--blocking-threads", BLOCKING_THREADS),
        *("--workers-kill-timeout", "2", "--respawn-failed-workers"),
    ]


def start(
    command: list[str], *, when_orphaned: signal.Signals = signal.SIGTERM
) -> subprocess.Popen[bytes]:
    """In a session of its own: the terminal's Ctrl-C comes to us alone, and we end them in order.

    When we are killed, the web server is asked, because it has a worker of its own to take along;
    the job worker is killed, because it would first look for a database that is gone as well.
    """
    return subprocess.Popen(  # noqa: S603 -- our own commands
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(when_orphaned),  # noqa: PLW1509 -- no threads here
    )


def watch(watched: dict[str, subprocess.Popen[bytes]], address: Address, welcome: Path) -> int:
    """Look after the children; say the address once the first page can be had."""
    received: list[int] = []
    # A handler only notes the signal: it may interrupt us anywhere.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: received.append(number))
    deadline = time.monotonic() + STARTING_SECONDS
    is_announced = False
    while not received:
        ended = [name for name, process in watched.items() if process.poll() is not None]
        if ended:
            print(f"Đã dừng ngoài ý muốn: {', '.join(ended)}. Hãy xem lỗi ở trên.", file=sys.stderr)
            return 1
        if not is_announced and answers(address):
            is_announced = True
            announce(address, welcome)
        if not is_announced and time.monotonic() > deadline:
            print("Máy chủ web không trả lời. Hãy xem lỗi ở trên.", file=sys.stderr)
            return 1
        time.sleep(0.05)
    return 0


def announce(address: Address, welcome: Path) -> None:
    if welcome.is_file():
        print(f"\n{welcome.read_text(encoding='utf-8').strip()}")
    print(f"\nPhong Trào: {address}   (dừng: Ctrl-C)", flush=True)


def answers(address: Address) -> bool:
    """Whether a page comes, whatever it says."""
    connection = http.client.HTTPConnection(address.reachable_host, address.port, timeout=5)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
