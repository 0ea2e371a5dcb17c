"""Run every bench/*.py that offers ``run()``; one line each, 1 when any is slower than allowed.

``run() -> list[tuple[str, float, float]]``: name, ratio measured, ratio allowed. A ratio is against
a bare equivalent on the same machine, so that the numbers mean the same everywhere. Each runs in a process
and on a database of its own: rows and memory of one are no business of the next. Names pick some:
``python -m bench similarity trees``.
"""

import importlib
import subprocess
import sys
from pathlib import Path

ALONE = "--alone"


def main(names: list[str]) -> int:
    chosen = names or sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    print(f"{'':44}{'ratio':>9}{'allowed':>9}", flush=True)
    return int(bool([name for name in chosen if _in_its_process(name)]))


def _in_its_process(name: str) -> int:
    return subprocess.run([sys.executable, "-m", "bench", ALONE, name], check=False).returncode


def alone(name: str) -> int:
    module = importlib.import_module(f"bench.{name}")
    slow = 0
    for what, ratio, allowed in module.run() if hasattr(module, "run") else ():
        slow += ratio > allowed
        verdict = "ok" if ratio <= allowed else "TOO SLOW"
        print(f"{what:44}{ratio:9.2f}{allowed:9.2f}  {verdict}", flush=True)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(alone(sys.argv[2]) if sys.argv[1:2] == [ALONE] else main(sys.argv[1:]))
