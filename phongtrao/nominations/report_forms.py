"""The achievement reports of NĐ 152/2025/NĐ-CP, as packs/nominations/reports.yaml says them. S3-49

Form 04 is of collectives, 05 of people, 06 and 08 of both: asked of the other kind, a nomination is written on the
form of its own kind, so that a round need not say it twice.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.nominations.models import Nomination, RoundForm

PACK = Path(__file__).resolve().parent.parent / "packs" / "nominations" / "reports.yaml"
SHORT, LONG, TABLE = "short", "long", "table"
CELLS = "|"  # between the columns of a line
R = RoundForm.Report


@dataclass(frozen=True, slots=True)
class Section:
    """``part``: the heading over it and those below, up to the next; ``sources``: what fills it."""

    key: str
    label: str
    hint: str = ""
    kind: str = LONG
    part: str = ""
    columns: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class ReportForm:
    number: str
    title: str
    basis: str
    needs_check: bool
    sections: tuple[Section, ...]


def form_of(found: Nomination) -> ReportForm:
    return report_form(found.form.report, is_person=found.person_id is not None)


@cache
def report_form(number: str, *, is_person: bool) -> ReportForm:
    pack = _pack()
    kind = "person" if is_person else "unit"
    if kind not in pack["forms"][number]["of"]:
        number = R.PERSON_MERIT if is_person else R.UNIT_MERIT
    form = pack["forms"][number]
    sections = tuple(_section(row) for part in form[kind] for row in _rows(part))
    return ReportForm(number, form["title"], pack["basis"], pack["check"], sections)


def limits() -> dict[str, int]:
    """Letters of the two summaries."""
    found: dict[str, int] = _pack()["limits"]
    return found


def kept_years() -> int:
    """How long a dossier is kept after its round ended."""
    return int(_pack()["retention"]["years"])


def cells_of(line: str, columns: int) -> list[str]:
    """One line of a table; what is left out is empty, what is too much stays in the last column."""
    said = [cell.strip() for cell in line.split(CELLS, columns - 1)]
    return said + [""] * (columns - len(said))


def _rows(part: Any) -> list[dict[str, Any]]:
    return part if isinstance(part, list) else [part]


def _section(row: dict[str, Any]) -> Section:
    return Section(
        key=row["key"],
        label=row["label"],
        hint=row.get("hint", ""),
        kind=row.get("kind", LONG),
        part=row.get("part", ""),
        columns=tuple(row.get("columns", ())),
        sources=tuple(row.get("from", ())),
        is_required=row.get("required", True),
    )


@cache
def _pack() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    return found
