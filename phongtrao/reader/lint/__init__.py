"""The linter: what is wrong with a plan's text, where, why, and how to mend it. No Django.

``lint_file(path)`` and ``lint_source(source)`` give defects in the order of the text; a clean plan gives
none. One module for each kind of slip; ``checks.py`` is the table of them. Lists that law and custom
change — kinds and codes of documents, abbreviations, ended units — are data in packs/lint.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from phongtrao.reader.lint.checks import RULES, run_checks
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, EndedUnit, Rule
from phongtrao.reader.lint.packs import ended_units
from phongtrao.reader.lint.paper import open_paper
from phongtrao.reader.lint.printing import as_json, as_text, place_of
from phongtrao.reader.load import check_file, load
from phongtrao.reader.model import Source
from phongtrao.reader.stamps import refuse_stamped_file

__all__ = [
    "ERROR",
    "NOTE",
    "RULES",
    "Defect",
    "EndedUnit",
    "Rule",
    "as_json",
    "as_text",
    "ended_units",
    "lint_file",
    "lint_source",
    "place_of",
]


def lint_file(path: Path, *, parent: Path | None = None) -> list[Defect]:
    """Defects of a plan in a file, held against the plan above it when that is given.

    Raises BadFile with a sentence that says what is wrong with a file and what to do; SecretPaper for
    a paper with a stamp of secrecy.
    """
    above = open_paper(_load(parent), ()).plan if parent else None
    return lint_source(_load(path), parent=above)


def lint_source(
    source: Source,
    *,
    ended: Sequence[EndedUnit] | None = None,
    parent: Mapping[str, Any] | None = None,
) -> list[Defect]:
    """Defects of loaded text. ``ended``: units that are no more, by default those of packs/lint;
    ``parent``: the plan above in the shape of schema.json."""
    return run_checks(open_paper(source, ended_units() if ended is None else ended, parent))


def _load(path: Path) -> Source:
    check_file(path)
    refuse_stamped_file(path)
    return load(path)
