"""Child processes that never outlive their parent, on every way out: Ctrl-C, kill, kill -9."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

PR_SET_PDEATHSIG = 1
# Looked up before any fork: between fork and exec a child must do as little as possible.
_prctl = getattr(ctypes.CDLL(None), "prctl", None)


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """For ``Popen(preexec_fn=…)``: the kernel sends ``how`` when the thread that forked is gone.

    Popen runs it after the change of user, which would have cleared the wish. Only Linux knows
    the call; elsewhere a killed parent leaves its children.
    """
    parent = os.getpid()

    def ask() -> None:
        if _prctl:
            _prctl(PR_SET_PDEATHSIG, int(how))
            if os.getppid() != parent:  # it died before we could ask
                os.kill(os.getpid(), how)

    return ask


def end_all(
    processes: Iterable[subprocess.Popen[bytes]], how: signal.Signals, patience: float
) -> None:
    """Ask all with ``how``, give them ``patience`` seconds together, then kill their groups.

    They must have been started with ``start_new_session=True``. The groups are killed in any
    case: a web server killed from outside leaves workers that hold the port.
    """
    asked = list(processes)
    deadline = time.monotonic() + patience
    for process in asked:
        if process.poll() is None:
            process.send_signal(how)
    for process in asked:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
