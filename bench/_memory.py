"""What the reader remembers between two texts, forgotten: a plan is always the first one."""

import sys


def forget() -> None:
    """Empty every cache of the reader and of what it reads words with."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("phongtrao.reader", "phongtrao.lib.text")):
            for thing in vars(module).values():
                if clear := getattr(thing, "cache_clear", None):
                    clear()
