"""Memory: what the reader remembers between two texts, forgotten; and how much a bench takes at most."""

import sys
from pathlib import Path


def forget() -> None:
    """Empty every cache of the reader and of what it reads words with: a plan is always the first one."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("phongtrao.reader", "phongtrao.lib.text")):
            for thing in vars(module).values():
                if clear := getattr(thing, "cache_clear", None):
                    clear()


class Peak:
    """Of this process, beyond what it holds when this is made: the benches before leave theirs."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        self._before = _kilobytes("VmRSS")

    def mb(self) -> float:
        return (_kilobytes("VmHWM") - self._before) / 1024


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
