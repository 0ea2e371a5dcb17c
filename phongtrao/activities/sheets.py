"""The list as a workbook goes out and comes in: its own columns, people by whom they are, fields of the kinds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from phongtrao.activities.models import ActivityKind, Channel, KindField, Segment
from phongtrao.activities.values import LONGEST, MOST_PEOPLE, read_value
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_date, parse_whole_number
from phongtrao.lib.sheets import Column, SheetContent, one_of, to_text, write_workbook
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.bearers import write_unit

Said = str | Promise

LONGEST_TEXT = {"title": 300, "place": 200, "about": 5_000}
LABELS: dict[str, Said] = {
    "kind": gettext_lazy("Loại"),
    "unit": gettext_lazy("Đơn vị"),
    "title": gettext_lazy("Tên hoạt động"),
    "starts_on": gettext_lazy("Ngày"),
    "ends_on": gettext_lazy("Đến ngày"),
    "place": gettext_lazy("Địa điểm"),
    "channel": gettext_lazy("Kênh"),
    **dict(Segment.choices),
    "quantity": gettext_lazy("Số lượng"),
    "about": gettext_lazy("Kết quả"),
    "others": gettext_lazy("Đơn vị cùng làm"),
}
ONLY_OUT: dict[str, Said] = {
    "people": gettext_lazy("Lượt người"),
    "state": gettext_lazy("Tình trạng"),
}
OTHERS_END = ";"  # between units that did it together


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """Fields of kinds under one name, whatever kinds ask it. ``fields``: by the key of the kind."""

    key: str
    label: str
    fields: dict[int, KindField]

    def cell(self, kind: int, values: dict[str, Any]) -> Any:
        """What stands in the workbook of the kept values of an activity."""
        asked = self.fields.get(kind)
        kept = values.get(asked.key) if asked else None
        if asked is None or kept in (None, ""):
            return None
        if asked.kind == "number":
            return Decimal(str(kept))
        return date.fromisoformat(kept) if asked.kind == "date" else str(kept)


def columns(kinds: Iterable[ActivityKind]) -> tuple[Column, ...]:
    """As the list is exported; order and further columns do not matter."""
    pks = {one.name: one.pk for one in kinds}
    return (
        _column("kind", clean=one_of(pks), width=30),
        _column("unit", width=36),
        _column("title", clean=_text("title"), width=44),
        _column("starts_on", clean=_past_day, width=12),
        _column("ends_on", clean=_past_day, required=False, width=12),
        _column("place", clean=_text("place"), required=False, empty="", width=24),
        _column("channel", clean=one_of(labels_of(Channel)), required=False, empty="", width=16),
        *(
            _column(key, clean=_number, required=False, empty=0, width=14)
            for key in Segment.values
        ),
        _column("quantity", clean=_number, required=False, empty=1, width=10),
        _column("about", clean=_text("about"), required=False, empty="", width=40),
        _column("others", required=False, empty="", width=36),
    )  # fmt: skip


def own_columns(kinds: Iterable[ActivityKind]) -> tuple[OwnColumn, ...]:
    """One for each different name. A name of the list itself is told apart: “Kết quả (ô riêng)”.

    How the fields of a kind are named does not hang on the other kinds, so that a table comes in again
    whatever kinds were added meanwhile.
    """
    taken = {fold(said) for label in (LABELS | ONLY_OUT).values() for said in spoken(label)}
    found: dict[str, OwnColumn] = {}
    for kind in kinds:
        here = set(taken)
        for one in kind.asked:
            label = _free(one.label, here)
            key = fold(label)
            here.add(key)
            found.setdefault(key, OwnColumn(f"own:{key}", label, {})).fields[kind.pk] = one
    return tuple(found.values())


def known_columns(kinds: Iterable[ActivityKind], own: Iterable[OwnColumn]) -> dict[str, Column]:
    """The column of a header's folded label, in the language of the office or of the reader."""
    listed = {fold(said): one for one in columns(kinds) for said in spoken(LABELS[one.key])}
    # A cell of theirs is read once the kind of its row is known.
    return listed | {
        fold(one.label): Column(one.key, one.label, clean=_as_it_is, required=False) for one in own
    }


def spoken(label: Said) -> set[str]:
    """A word in the language of the office and in that of the reader: a table may come from either."""
    with office_language():
        written = str(label)
    return {written, str(label)}


def read_cell(asked: KindField, cell: Any) -> Any:
    """A cell of a kind's own field as it is kept. Raises BadInput."""
    if asked.kind == "date":
        return parse_date(cell).isoformat()
    text = to_text(cell)
    if len(text) > LONGEST:
        raise BadInput(_too_long(LONGEST))
    return read_value(asked, text)


def read_others(text: str) -> list[str]:
    """Names or codes of the units that did it together."""
    parts = text.replace("\n", OTHERS_END).split(OTHERS_END)
    return [one.strip() for one in parts if one.strip()]


def write_others(units: Iterable[Unit]) -> str:
    return f"{OTHERS_END} ".join(
        one.code if one.code and OTHERS_END in one.name else write_unit(one) for one in units
    )


def sample_workbook() -> bytes:
    """An empty table as the import takes it, and a sheet that says what each kind asks."""
    kinds = list(ActivityKind.objects.filter(out_since=None))
    own = [Column(one.key, one.label, width=20) for one in own_columns(kinds)]
    sheet = SheetContent(_("Hoạt động"), [*columns(kinds), *own], [])
    return write_workbook([sheet, _told(kinds)], title=_("Hoạt động"))


def _told(kinds: list[ActivityKind]) -> SheetContent:
    heads = (_("Loại"), _("Ô riêng"), _("Bắt buộc"), _("Cách ghi"))
    labels = {(pk, asked.key): one.label for one in own_columns(kinds) for pk, asked in one.fields.items()}  # fmt: skip
    rows = [
        (kind.name, labels[kind.pk, one.key], _("Có") if one.required else "", _how(one))
        for kind in kinds
        for one in kind.asked
    ]
    rows += [(kind.name, "", "", "") for kind in kinds if not kind.asked]
    return SheetContent(_("Loại và ô riêng"), [Column(head, head) for head in heads], rows)


def _how(asked: KindField) -> str:
    match asked.kind:
        case "number":
            return _("số")
        case "date":
            return _("ngày/tháng/năm")
        case "choice":
            return _("một trong: %s") % "; ".join(asked.options)
    return ngettext("tối đa %d chữ", "tối đa %d chữ", LONGEST) % LONGEST


def _column(key: str, **more: Any) -> Column:
    return Column(key, str(LABELS[key]), **more)


def _free(label: str, taken: set[str]) -> str:
    """The label, or with a word behind it where it is taken. Not translated: it is the office's own word."""
    names = [label, f"{label} (ô riêng)", *(f"{label} (ô riêng {number})" for number in range(2, 100))]  # fmt: skip
    return next(name for name in names if fold(name) not in taken)


def labels_of(choices: type[TextChoices]) -> dict[str, str]:
    return {said: value for value, label in choices.choices for said in spoken(label)}


def _as_it_is(value: Any) -> Any:
    return value


def _text(key: str) -> Callable[[Any], str]:
    most = LONGEST_TEXT[key]

    def clean(value: Any) -> str:
        text = to_text(value)
        if len(text) > most:
            raise BadInput(_too_long(most))
        return text

    return clean


def _too_long(most: int) -> str:
    return _("dài quá %s chữ. Hãy viết gọn lại.") % most


def _past_day(value: Any) -> date:
    day = parse_date(value)
    if day > timezone.localdate():
        raise BadInput(_("Ngày chưa đến. Hãy ghi hoạt động khi đã làm."))
    return day


def _number(value: Any) -> int:
    number = parse_whole_number(value)
    if not 0 <= number <= MOST_PEOPLE:
        raise BadInput(_("Số phải từ 0 đến 10.000.000. Hãy xem lại."))
    return number
