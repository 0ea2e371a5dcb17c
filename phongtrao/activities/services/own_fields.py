"""Cells of kinds' own fields: what one means is known once the kind of its row is."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.activities.models import ActivityKind
from phongtrao.activities.sheets import OwnColumn, read_cell
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import Table

Said = tuple[str, Any] | None  # the key of the field and what is kept


def read_own_fields(
    table: Table, own: Sequence[OwnColumn], kinds: Mapping[int, ActivityKind]
) -> list[str]:
    """``Activity.values`` of each row as JSON; every bad cell is refused in the table."""
    said = [
        _read(table, column, _reader(table, column, kinds))
        for column in own
        if column.key in table.columns or any(one.required for one in column.fields.values())
    ]
    if not said:
        return ["{}"] * len(table.lines)
    rows = list(zip(*said, strict=True))
    written = {row: json.dumps(dict(filter(None, row)), ensure_ascii=False) for row in set(rows)}
    return [written[row] for row in rows]


def _read(table: Table, column: OwnColumn, read: Callable[[int, Any], Said]) -> list[Said]:
    cells = table.columns.get(column.key) or [None] * len(table.lines)
    pairs = list(zip(table.columns["kind"], cells, strict=True))
    values: dict[Any, Said] = {}
    wrong: dict[Any, str] = {}
    for kind, cell in set(pairs):
        if kind is None:  # told already
            continue
        try:
            values[kind, cell] = read(kind, cell)
        except BadInput as error:
            wrong[kind, cell] = str(error)
    told = {error.row for error in table.errors if error.column == column.label}
    for place, pair in enumerate(pairs if wrong else ()):
        if pair in wrong and table.lines[place] not in told:
            table.refuse(place, column.label, wrong[pair])
    return [values.get(pair) for pair in pairs]


def _reader(
    table: Table, column: OwnColumn, kinds: Mapping[int, ActivityKind]
) -> Callable[[int, Any], Said]:
    def read(kind: int, cell: Any) -> Said:
        asked = column.fields.get(kind)
        if cell is None:
            if asked and asked.required:
                raise BadInput(missing % kinds[kind])
            return None
        if asked is None:
            said = _("loại “%s” không có ô này. Hãy để trống hoặc chọn loại khác.")
            raise BadInput(said % kinds[kind])
        return asked.key, read_cell(asked, cell)

    if column.key in table.columns:
        missing = _("chưa có giá trị, loại “%s” cần. Hãy nhập vào ô này.")
    else:
        missing = _("chưa có cột này, loại “%s” cần. Hãy thêm cột theo bảng mẫu rồi nhập.")
    return read
