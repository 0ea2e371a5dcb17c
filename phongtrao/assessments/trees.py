"""Stored criteria from flat rows: each with the group it counts for, and whether it is answered."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from phongtrao.assessments.rows import Row, is_leaf


def criteria_of(model: Any, edition: Any, rows: Sequence[Row]) -> list[Any]:
    """Ready for ``bulk_create``."""
    made: list[Any] = []
    group = ""
    for place, row in enumerate(rows):
        group = row.code if row.depth == 0 else group
        values = asdict(row) | {"choices": [dict(choice) for choice in row.choices]}
        one = model(
            edition=edition,
            position=place,
            is_leaf=is_leaf(rows, place),
            group=group,
            **values,
        )
        made.append(one)
    return made
