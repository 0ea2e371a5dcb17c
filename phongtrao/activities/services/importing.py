"""Many activities from a workbook: every bad cell told, nothing written while one is there. Written by COPY."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import can_record_for, importable_units
from phongtrao.activities.models import Activity, ActivityKind
from phongtrao.activities.services.copying import Parties, copy_activities, tell_named
from phongtrao.activities.services.own_fields import read_own_fields
from phongtrao.activities.sheets import LABELS, OwnColumn, known_columns, own_columns, read_others
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import CellError, Column, Table, find_header, open_workbook, read_table
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.bearers import Bearers, bearers_of

S = Activity.Status
MOST_OTHERS = 50  # units that did it together with the one that records
HEAD = 25  # lines looked at for the header
LOCK = 0x61637469  # one import at a time: a workbook sent twice at once would stand twice
NEEDED = {"kind", "unit", "title", "starts_on"}
KEY = ("kind", "unit", "starts_on", "title")
THERE = """
    SELECT kind_id, unit_id, starts_on, title FROM activities_activity
    WHERE unit_id = ANY(%s) AND starts_on BETWEEN %s AND %s
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """``drafts``: of kinds that need evidence, which wait for it; ``named``: how many times another unit is
    named as having done it together. Nothing is written where there are errors.
    """

    count: int = 0
    drafts: int = 0
    errors: Sequence[CellError] = ()
    named: int = 0


@dataclass(frozen=True, slots=True)
class _Sheet:
    table: Table
    kinds: dict[int, ActivityKind]
    own: Sequence[OwnColumn]

    def refuse(self, place: int, key: str, said: str) -> None:
        self.table.refuse(place, str(LABELS[key]), said)

    def refuse_all(self, key: str, refused: Mapping[str, str]) -> None:
        """Every cell of the column whose text is refused."""
        for place, text in enumerate(self.table.columns[key] if refused else ()):
            if text in refused:
                self.refuse(place, key, refused[text])


@transaction.atomic
def import_activities(
    owner: Unit, content: bytes, name: str, *, by: AbstractBaseUser, is_trial: bool = False
) -> Imported:
    """``owner``: for whom one imports, where history says so. Raises BadInput where it is not such a table."""
    can_record_for(by, owner).enforce()
    sheet = _read(content, name)
    table = sheet.table
    others = _find_units(sheet, by)
    _refuse_ends(sheet)
    values = read_own_fields(table, sheet.own, sheet.kinds)
    if not table.errors:
        if not is_trial:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _refuse_twice(sheet)
    if table.errors:
        return Imported(errors=sorted(table.errors, key=lambda error: error.row))
    waits = {pk: S.DRAFT if one.needs_evidence else S.RECORDED for pk, one in sheet.kinds.items()}
    status = [str(waits[pk]) for pk in table.columns["kind"]]
    if not is_trial:
        ids = copy_activities(table.columns | {"status": status, "values": values}, others, by=by)
        tell_named(owner, ids, status, others)
        record(owner, "activities.imported", by=by, activities=len(ids))
    return Imported(len(status), status.count(S.DRAFT), (), sum(map(len, others.values())))


def _read(content: bytes, name: str) -> _Sheet:
    kinds = list(ActivityKind.objects.filter(out_since=None))
    own = own_columns(kinds)
    known = known_columns(kinds, own)
    book = open_workbook(content, name)
    sheet = book.names[0]
    head = [row for _n, row in zip(range(HEAD), book.rows(sheet), strict=False)]
    header = find_header(head, book.merged(sheet), set(known))
    labels = header.labels if header else ()
    places = {at: known[folded] for at, label in enumerate(labels) if (folded := fold(label)) in known}  # fmt: skip
    missing = NEEDED - {column.key for column in places.values()}
    if header is None or missing:
        names = ", ".join(f"“{LABELS[key]}”" for key in LABELS if key in missing)
        raise BadInput(
            _("Bảng thiếu cột %s. Hãy dùng bảng mẫu hoặc bảng tải từ danh sách.") % names
        )
    _refuse_double(places.values())
    table = read_table(book.rows(sheet), header.last, places, header.labels)
    if not table.lines:
        raise BadInput(_("Bảng không có dòng nào. Hãy kiểm tra lại tệp."))
    absent = [one for one in known.values() if one.key in LABELS and one.key not in table.columns]
    table.columns |= {one.key: [one.empty] * len(table.lines) for one in absent}
    return _Sheet(table, {one.pk: one for one in kinds}, own)


def _refuse_double(found: Iterable[Column]) -> None:
    """A column twice: the second would be read over the first, as “Kết quả” of a kind over that of the list."""
    labels: dict[str, str] = {}
    for column in found:
        if column.key in labels:
            said = _("Bảng có hai cột “%s”. Hãy đặt tên cột như bảng mẫu hoặc bỏ một cột.")
            raise BadInput(said % column.label)
        labels[column.key] = column.label


def _find_units(sheet: _Sheet, by: AbstractBaseUser) -> Parties:
    """Texts become keys of units. Returns those that did it together, by the place of the row.

    One records for one's own units; anybody's may have done it together, as on the page.
    """
    table = sheet.table
    written = table.columns["unit"]
    parts = {text: read_others(text) for text in set(table.columns["others"]) if text}
    owners = {text for text in written if text}
    known = bearers_of(owners | {one for few in parts.values() for one in few})
    allowed = set(importable_units(by).values_list("pk", flat=True))
    keys, refused = {}, {}
    for text in owners:
        meant = known.meant(text)
        if len(meant) != 1:
            refused[text] = known.refusal(text)
        elif meant[0].pk not in allowed:
            refused[text] = _("Bạn không ghi hoạt động cho “%s”.") % meant[0].name
        else:
            keys[text] = meant[0].pk
    sheet.refuse_all("unit", refused)
    others = _find_others(sheet, parts, known)
    table.columns["unit"] = [keys.get(text) for text in written]
    return {
        place: sorted(named - {table.columns["unit"][place]}) for place, named in others.items()
    }


def _find_others(
    sheet: _Sheet, parts: Mapping[str, Sequence[str]], known: Bearers
) -> dict[int, set[int]]:
    named, refused = {}, {}
    for text, few in parts.items():
        if len(few) > MOST_OTHERS:
            refused[text] = _("Quá %s đơn vị trong một ô. Hãy bớt lại.") % MOST_OTHERS
        elif wrong := [said for one in few if (said := known.refusal(one))]:
            refused[text] = " ".join(wrong)
        else:
            named[text] = {known.one(one).pk for one in few}
    sheet.refuse_all("others", refused)
    told = enumerate(sheet.table.columns["others"] if named else ())
    return {place: named[text] for place, text in told if text in named}


def _refuse_ends(sheet: _Sheet) -> None:
    said = sheet.table.columns
    for place, (first, last) in enumerate(zip(said["starts_on"], said["ends_on"], strict=True)):
        if first and last and last < first:
            sheet.refuse(place, "ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))


def _refuse_twice(sheet: _Sheet) -> None:
    """What is recorded already, or stands in a line above."""
    kinds, units, days, titles = (sheet.table.columns[key] for key in KEY)
    keys = list(zip(kinds, units, days, titles, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(THERE, [list(set(units)), min(days), max(days)])
        there = set(cursor.fetchall())
    if not there and len(set(keys)) == len(keys):
        return
    first: dict[Any, int] = {}
    for place, key in enumerate(keys):
        if key in there:
            said = _("Đơn vị đã ghi hoạt động này (cùng loại, ngày, tên). Hãy bỏ dòng.")
            sheet.refuse(place, "title", said)
        elif first.setdefault(key, place) != place:
            said = _("Trùng một dòng ở trên (cùng đơn vị, loại, ngày, tên). Hãy bỏ bớt.")
            sheet.refuse(place, "title", said)
