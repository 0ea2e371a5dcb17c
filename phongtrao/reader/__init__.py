"""Plan reader: a Vietnamese administrative plan in, its structure with passages out. No Django.

``read_plan(path)`` and ``read_text(text)`` give a ``Reading``; a file that cannot be used raises
``phongtrao.lib.errors.BadFile`` with a sentence that says what to do. The steps, one small module
each: load → blocks → outline → sections → facts.
"""

from phongtrao.reader.glance import glance
from phongtrao.reader.load import MAX_BYTES, check_file
from phongtrao.reader.model import Block, Fact, Passage, Reading
from phongtrao.reader.reading import read_plan, read_text
from phongtrao.reader.recast import as_indicator, as_task, find_time, has_number
from phongtrao.reader.summary import summary

__all__ = [
    "MAX_BYTES",
    "Block",
    "Fact",
    "Passage",
    "Reading",
    "as_indicator",
    "as_task",
    "check_file",
    "find_time",
    "glance",
    "has_number",
    "read_plan",
    "read_text",
    "summary",
]
