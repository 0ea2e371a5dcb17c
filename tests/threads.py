"""Several people at the same moment: each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list[Exception | None]:
    """Run the acts together; for each the exception it raised, or None. Needs transaction=True."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Exception | None:
        start.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
