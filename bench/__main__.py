"""Run every bench/*.py that offers ``run()``; one line each, 1 when any is slower than allowed.

``run() -> list[tuple[str, float, float]]``: name, ratio measured, ratio allowed. A ratio is against
a bare equivalent on the same machine, so that the numbers mean the same everywhere.
"""

import importlib
import sys
from pathlib import Path


def main() -> int:
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    modules = [importlib.import_module(f"bench.{name}") for name in names if name[0] != "_"]
    print(f"{'':44}{'ratio':>9}{'allowed':>9}")
    slow = 0
    for module in modules:
        if not hasattr(module, "run"):
            continue
        for name, ratio, allowed in module.run():
            slow += ratio > allowed
            verdict = "ok" if ratio <= allowed else "TOO SLOW"
            print(f"{name:44}{ratio:9.2f}{allowed:9.2f}  {verdict}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
