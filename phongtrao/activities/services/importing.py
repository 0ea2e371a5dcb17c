"""Many activities from a workbook: every bad cell told, nothing written while one is there. Written by COPY."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import can_record_for, importable_units
from phongtrao.activities.models import Activity, ActivityKind, Segment
from phongtrao.activities.sheets import columns
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import CellError, Table, find_header, open_workbook, read_table
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.copying import copy_columns
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import bearers_of

S = Activity.Status
HEAD = 25  # lines looked at for the header
LOCK = 0x61637469  # one import at a time: a workbook sent twice at once would stand twice
NEEDED = {"kind", "unit", "title", "starts_on"}
KEPT = "kind_id unit_id title starts_on ends_on place channel quantity about audiences people status search_text"  # fmt: skip
# As of the table; written in one statement, and who did it right after.
INTO = f"""
    WITH made AS (
        INSERT INTO activities_activity
            ({", ".join(KEPT.split())}, values, written_by_id, recorded_by_id, was, reason)
        SELECT {", ".join(KEPT.split())}, '{{}}', %(by)s, CASE status WHEN 'draft' THEN NULL ELSE %(by)s END, '', ''
        FROM activities_in ORDER BY line
        RETURNING id, unit_id, starts_on
    )
    INSERT INTO activities_participation (activity_id, unit_id, day) SELECT id, unit_id, starts_on FROM made
"""  # noqa: S608 -- the names are ours
TABLE = """
    CREATE TEMPORARY TABLE activities_in (
        line integer, kind_id bigint, unit_id bigint, title text, starts_on date, ends_on date, place text,
        channel text, quantity integer, about text, audiences jsonb, people integer, status text, search_text text
    ) ON COMMIT DROP
"""
TWICE = """
    SELECT i.line, bool_or(a.id IS NOT NULL) FROM activities_in i
    JOIN (SELECT kind_id, unit_id, starts_on, title, min(line) AS line FROM activities_in GROUP BY 1, 2, 3, 4) f
      USING (kind_id, unit_id, starts_on, title)
    LEFT JOIN activities_activity a USING (kind_id, unit_id, starts_on, title)
    WHERE a.id IS NOT NULL OR i.line <> f.line
    GROUP BY i.line ORDER BY i.line LIMIT 300
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """``drafts``: of kinds that need evidence, which wait for it. Nothing is written where there are errors."""

    count: int = 0
    drafts: int = 0
    errors: Sequence[CellError] = ()


@transaction.atomic
def import_activities(
    owner: Unit, content: bytes, name: str, *, by: AbstractBaseUser, is_trial: bool = False
) -> Imported:
    """``owner``: for whom one imports, where history says so. Raises BadInput where it is not such a table."""
    can_record_for(by, owner).enforce()
    table = _read(content, name)
    units = _units(table, by)
    _refuse_ends(table)
    _refuse_kinds(table)
    if table.errors:
        return Imported(errors=sorted(table.errors, key=lambda error: error.row))
    found = _columns(table, units)
    with connection.cursor() as cursor:
        if not is_trial:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(TABLE)
        copy_columns("activities_in", found)
        cursor.execute(TWICE)
        errors = [_twice(line, bool(there)) for line, there in cursor.fetchall()]
        if not errors and not is_trial:
            cursor.execute(INTO, {"by": by.pk})
        cursor.execute("DROP TABLE activities_in")
    if errors:
        return Imported(errors=errors)
    drafts = found["status"].count(S.DRAFT)
    if not is_trial:
        record(owner, "activities.imported", by=by, activities=len(table.lines))
    return Imported(len(table.lines), drafts)


def _read(content: bytes, name: str) -> Table:
    kinds = {one.name: one for one in ActivityKind.objects.filter(out_since=None)}
    known = {fold(column.label): column for column in columns(kinds)}
    book = open_workbook(content, name)
    sheet = book.names[0]
    head = [row for _n, row in zip(range(HEAD), book.rows(sheet), strict=False)]
    header = find_header(head, book.merged(sheet), set(known))
    labels = header.labels if header else ()
    places = {at: known[fold(label)] for at, label in enumerate(labels) if fold(label) in known}
    missing = NEEDED - {column.key for column in places.values()}
    if header is None or missing:
        names = ", ".join(f"“{column.label}”" for column in known.values() if column.key in missing)
        raise BadInput(
            _("Bảng thiếu cột %s. Hãy dùng bảng mẫu hoặc bảng tải từ danh sách.") % names
        )
    table = read_table(book.rows(sheet), header.last, places, header.labels)
    if not table.lines:
        raise BadInput(_("Bảng không có dòng nào. Hãy kiểm tra lại tệp."))
    absent = [one for one in known.values() if one.key not in table.columns]
    table.columns |= {one.key: [one.empty] * len(table.lines) for one in absent}
    return table


def _units(table: Table, by: AbstractBaseUser) -> dict[str, int]:
    """What is written in the table → the unit; one that is not theirs to record for is refused."""
    texts = {text for text in table.columns["unit"] if text}
    known = bearers_of(texts)
    allowed = set(importable_units(by).values_list("pk", flat=True))
    found, refused = {}, {}
    for text in texts:
        if refusal := known.refusal(text):
            refused[text] = refusal
        elif (unit := known.one(text)).pk in allowed:
            found[text] = unit.pk
        else:
            refused[text] = _("Bạn không ghi hoạt động cho “%s”.") % unit.name
    for place, text in enumerate(table.columns["unit"] if refused else ()):
        if text in refused:
            table.refuse(place, "Đơn vị", refused[text])
    return found


def _refuse_ends(table: Table) -> None:
    days = zip(table.columns["starts_on"], table.columns["ends_on"], strict=True)
    for place, (first, last) in enumerate(days):
        if first and last and last < first:
            table.refuse(place, "Đến ngày", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))


def _refuse_kinds(table: Table) -> None:
    """A kind with a field that must be said is written one by one."""
    strict = {one.pk for one in set(table.columns["kind"]) if one and any(f.required for f in one.asked)}  # fmt: skip
    for place, kind in enumerate(table.columns["kind"] if strict else ()):
        if kind and kind.pk in strict:
            said = _("Loại này có ô bắt buộc riêng. Hãy ghi từng hoạt động trên trang.")
            table.refuse(place, "Loại", said)


def _columns(table: Table, units: dict[str, int]) -> dict[str, list[Any]]:
    said = table.columns
    kinds: list[ActivityKind] = said["kind"]
    waits = {one.pk: S.DRAFT if one.needs_evidence else S.RECORDED for one in set(kinds)}
    keys = list(Segment.values)
    people = [said[key] for key in keys]
    told = list(zip(*people, strict=True))
    written = {one: _audiences(keys, one) for one in set(told)}
    folded = _folded([*set(said["title"]), *set(said["place"])])
    pairs = zip(said["title"], said["place"], strict=True)
    return {
        "line": list(table.lines),
        "kind_id": [one.pk for one in kinds],
        "unit_id": [units[text] for text in said["unit"]],
        "title": said["title"],
        "starts_on": said["starts_on"],
        "ends_on": [
            last or first for first, last in zip(said["starts_on"], said["ends_on"], strict=True)
        ],
        "place": said["place"],
        "channel": said["channel"],
        "quantity": said["quantity"],
        "about": said["about"],
        "audiences": [written[one] for one in told],
        "people": [sum(one) for one in told],
        "status": [str(waits[one.pk]) for one in kinds],
        "search_text": [f"{folded[title]} {folded[place]}".strip() for title, place in pairs],
    }


def _audiences(keys: Sequence[str], people: Sequence[int]) -> str:
    return json.dumps({key: number for key, number in zip(keys, people, strict=True) if number})


def _folded(texts: Sequence[str]) -> dict[str, str]:
    """Search forms of many texts: each different word is folded once, and titles share theirs."""
    split = {text: text.split() for text in texts}
    words = {word: fold(word) for word in {word for said in split.values() for word in said}}
    return {text: " ".join([words[word] for word in said]) for text, said in split.items()}


def _twice(line: int, there: bool) -> CellError:  # noqa: FBT001 -- of one row of SQL
    if there:
        said = _("Đơn vị đã ghi hoạt động này (cùng loại, ngày, tên). Hãy bỏ dòng.")
    else:
        said = _("Trùng một dòng ở trên (cùng đơn vị, loại, ngày, tên). Hãy bỏ bớt.")
    return CellError(line, "Tên hoạt động", said)
