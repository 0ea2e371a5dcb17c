"""First reading of an old .xls file, in a process of its own with little memory.

On a damaged .xls the reader may ask for terabytes and abort the whole process, which no
``except`` can catch. So a child reads it first: if the child survives, the same bytes are safe
here. Run by its path; it must not import anything of ours, so that it starts quickly.
"""

import resource
import subprocess
import sys
from io import BytesIO

import python_calamine as calamine

_MEMORY = 2 * 1024**3  # the largest sheet such a file can hold takes a quarter of it
_SECONDS = 60


def is_readable(content: bytes) -> bool:
    """Whether a child that reads the whole file comes back in time and says so."""
    command = [sys.executable, "-I", __file__]
    try:
        child = subprocess.run(  # noqa: S603 -- our own interpreter and file, no shell
            command, input=content, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return child.returncode == 0


def read_through(content: bytes) -> int:
    """Read every sheet; return the number of sheets. Raises or dies on a damaged file."""
    book = calamine.load_workbook(BytesIO(content))
    return len([book.get_sheet_by_name(name) for name in book.sheet_names])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read_through(sys.stdin.buffer.read())
