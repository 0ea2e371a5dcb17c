"""Results of a contest as a workbook: the columns of its list. Of students a number, never a name."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_whole_number
from phongtrao.lib.sheets import Column, SheetContent, one_of, to_text, write_workbook
from phongtrao.research import catalogue
from phongtrao.research.models import Contest

MOST = 200  # students of one project


def columns(contest: Contest) -> tuple[Column, ...]:
    """As the list is exported; order and further columns do not matter."""
    labels = fields_of(contest)
    prizes = {one.label: one.key for one in catalogue.prizes()}
    return (
        Column("unit", _("Trường"), width=36, help=_("Tên hoặc mã định danh")),
        Column("title", _("Tên dự án"), clean=_text(300), width=44),
        Column("field", _("Lĩnh vực"), clean=one_of({label: key for key, label in labels.items()}), width=28),
        Column("students", _("Số học sinh"), clean=_students, width=12, help=_("Chỉ ghi số, không ghi tên")),
        Column("teacher", _("Giáo viên hướng dẫn"), clean=_text(120), required=False, empty="", width=28, help=_("Họ tên hoặc mã")),
        Column("prize", _("Giải"), clean=one_of(prizes), required=False, empty="", width=20),
    )  # fmt: skip


def fields_of(contest: Contest) -> dict[str, str]:
    """Key → label of the fields projects of the contest are in."""
    known = catalogue.contest_fields()
    return {key: known[key] for key in contest.fields if key in known} or known


def sample_workbook(contest: Contest) -> bytes:
    """An empty table as the import takes it."""
    return write_workbook([SheetContent(_("Kết quả"), columns(contest), [])], title=_("Kết quả"))


def _text(most: int) -> Callable[[Any], str]:
    def clean(value: Any) -> str:
        text = to_text(value)
        if len(text) > most:
            raise BadInput(_("dài quá %s chữ. Hãy viết gọn lại.") % most)
        return text

    return clean


def _students(value: Any) -> int:
    """What stands there instead is not repeated: it may be a name."""
    try:
        number = parse_whole_number(value)
    except BadInput:
        raise BadInput(_("Hãy ghi số học sinh, không ghi tên.")) from None
    if not 1 <= number <= MOST:
        raise BadInput(_("Số học sinh từ 1 đến %s. Hãy xem lại.") % MOST)
    return number
