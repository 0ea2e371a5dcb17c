"""Who scores what as one Excel table; what is downloaded can be filled in and brought back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.councils.models import Case, Member
from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetContent,
    Workbook,
    read_rows,
    write_workbook,
)
from phongtrao.lib.text import fold

SHEET = "Phân công chấm"
COLUMNS = (
    Column("case", "Mã hồ sơ", width=12),
    Column("title", "Nội dung", required=False, empty="", width=70),
    Column("members", "Người chấm", required=False, empty="", width=50),
)


@dataclass(frozen=True, slots=True)
class Read:
    """Pairs of keys; with errors there are none to use."""

    pairs: tuple[tuple[int, int], ...]
    errors: tuple[CellError, ...]


def assignment_workbook(cases: Iterable[Case], given: Iterable[tuple[int, str]]) -> bytes:
    """``given``: (case, name of a member) as it is now."""
    names: dict[int, list[str]] = defaultdict(list)
    for case, name in given:
        names[case].append(name)
    rows = ([str(case.pk), case.title, "; ".join(names[case.pk])] for case in cases)
    return write_workbook([SheetContent(SHEET, COLUMNS, rows)], title=SHEET)


def read_assignment(book: Workbook, cases: Iterable[Case], members: Sequence[Member]) -> Read:
    """Every wrong cell at once: a case not waiting here, a name that is no member's or two members'."""
    known = {str(case.pk) for case in cases}
    named: dict[str, list[int]] = defaultdict(list)
    for one in members:
        named[fold(one.person.full_name)].append(one.pk)
        if one.person.code:
            named[fold(one.person.code)].append(one.pk)
    result = read_rows(book.rows(), COLUMNS)
    errors, pairs = list(result.errors), []
    for line, row in zip(result.lines, result.rows, strict=True):
        if row["case"] not in known:
            errors.append(CellError(line, "Mã hồ sơ", _("Không có hồ sơ chờ xét mang mã này.")))
            continue
        for name in (part.strip() for part in row["members"].split(";")):
            if name and len(named[fold(name)]) == 1:
                pairs.append((int(row["case"]), named[fold(name)][0]))
            elif name:
                errors.append(CellError(line, "Người chấm", _unknown(name, len(named[fold(name)]))))
    return Read(tuple(dict.fromkeys(pairs)), tuple(errors))


def _unknown(name: str, bearers: int) -> str:
    if bearers:
        return _("Có %(n)d thành viên tên “%(name)s”. Hãy ghi mã cán bộ.") % {
            "n": bearers,
            "name": name,
        }
    return _("“%s” không phải là thành viên hội đồng. Hãy ghi đủ họ tên hoặc mã.") % name
