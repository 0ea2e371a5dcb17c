"""The list as a workbook comes in: the columns of the list itself, and people by whom they are."""

from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.models import ActivityKind, Channel, Segment
from phongtrao.activities.values import MOST_PEOPLE
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_date, parse_whole_number
from phongtrao.lib.sheets import Column, SheetContent, one_of, to_text, write_workbook

LONGEST = {"title": 300, "place": 200, "about": 5_000}


def columns(kinds: dict[str, ActivityKind]) -> tuple[Column, ...]:
    """As the list is exported; order and further columns do not matter."""
    return (
        Column("kind", "Loại", clean=one_of({one.name: one for one in kinds.values()}), width=30),
        Column("unit", "Đơn vị", width=36, help="Tên hoặc mã định danh"),
        Column("title", "Tên hoạt động", clean=_text("title"), width=44),
        Column("starts_on", "Ngày", clean=_past_day, width=12, help="dd/mm/yyyy"),
        Column("ends_on", "Đến ngày", clean=_past_day, required=False, width=12),
        Column("place", "Địa điểm", clean=_text("place"), required=False, empty="", width=24),
        Column("channel", "Kênh", clean=one_of(_labels(Channel)), required=False, empty="", width=16),
        *(
            Column(key, str(label), clean=_number, required=False, empty=0, width=14)
            for key, label in Segment.choices
        ),
        Column("quantity", "Số lượng", clean=_number, required=False, empty=1, width=10),
        Column("about", "Kết quả", clean=_text("about"), required=False, empty="", width=40),
    )  # fmt: skip


def sample_workbook() -> bytes:
    """An empty table as the import takes it."""
    sheet = SheetContent("Hoạt động", columns({}), [])
    return write_workbook([sheet], title=_("Hoạt động"))


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    return {str(label): value for value, label in choices.choices}


def _text(key: str) -> Any:
    most = LONGEST[key]

    def clean(value: Any) -> str:
        text = to_text(value)
        if len(text) > most:
            raise BadInput(_("dài quá %s chữ. Hãy viết gọn lại.") % most)
        return text

    return clean


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
