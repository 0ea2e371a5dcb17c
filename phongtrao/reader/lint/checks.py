"""The table of checks, in the order a careful reader goes: numbers first, words last."""

from collections.abc import Iterator

from phongtrao.reader.lint import (
    abbreviations,
    annexes,
    citations,
    dates,
    numbering,
    numbers,
    periods,
    rows,
    spelling,
    targets,
    tasks,
    units,
)
from phongtrao.reader.lint.model import Check, Defect, Paper, Rule

CHECKS: tuple[Check, ...] = (
    citations.check_citations,
    numbers.check_kinds,
    numbers.check_forms,
    dates.check_impossible,
    dates.check_weekdays,
    dates.check_passed,
    dates.check_spans,
    numbering.check_sections,
    numbering.check_heads,
    numbering.check_levels,
    numbering.check_inline_lists,
    numbering.check_titles,
    rows.check_rows,
    rows.check_groups,
    tasks.check_tables,
    tasks.check_labels,
    targets.check_units,
    targets.check_parent,
    units.check_ended,
    units.check_recipients,
    annexes.check_annexes,
    annexes.check_attachments,
    periods.check_periods,
    abbreviations.check_abbreviations,
    spelling.check_spellings,
    spelling.check_twice,
)
# What can still be told of a text that was recognised in a picture, or whose marks were put back: other
# slips would more often be the machine's than the writer's.
READ_DAMAGED: tuple[Check, ...] = (numbers.check_kinds, dates.check_impossible)
_MODULES = (
    citations, numbers, dates, numbering, rows, tasks, targets, units, annexes, periods, abbreviations, spelling,
)  # fmt: skip
RULES: dict[str, Rule] = {rule.key: rule for module in _MODULES for rule in module.RULES}


def run_checks(paper: Paper) -> list[Defect]:
    """Every defect once, in the order of the text."""
    return sorted(_found(paper), key=lambda defect: defect.passage.first_block)


def _found(paper: Paper) -> Iterator[Defect]:
    seen: set[str] = set()
    for check in READ_DAMAGED if paper.is_damaged else CHECKS:
        for defect in check(paper):
            if defect.key not in seen:
                seen.add(defect.key)
                yield defect
