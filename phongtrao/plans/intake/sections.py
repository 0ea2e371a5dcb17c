"""The sections of a read plan: their names, the fields of an item, and who takes them over.

Keys and fields are those of the reader's schema (``reader.plan.SECTION_ORDER``). A section that is one
record there (document, event, budget, subjects) has a fact for each filled field, with one key.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words: TypeAlias = str | Promise
FieldKind = Literal[
    "line", "text", "names", "choice", "whole", "amount", "yes", "partial", "parts", "clock",
    "targets", "time",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item. ``kind`` decides how it is said, typed and stored."""

    name: str
    label: Words
    kind: FieldKind = "line"
    required: bool = False
    help: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``text`` is the field that can be split and joined, empty where none can.

    ``taken_by``: who takes the confirmed facts over; ``is_kept``: nobody does yet, so that the page of
    the plan shows them itself.
    """

    key: str
    label: Words
    fields: tuple[Field, ...]
    text: str = ""
    is_record: bool = False
    taken_by: str = ""
    is_kept: bool = False

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


ORDINAL = Field("ordinal", _("Số thứ tự"))
HEADING = Field("heading", _("Dưới tiêu đề"))
TEXT = Field("text", _("Nội dung"), "text", required=True)
ITEM = (TEXT, HEADING, ORDINAL)
DATE_HELP = _("Ví dụ 20/08/2025, 08/2025, 2025; 15/12 là hằng năm.")
SIDES = (
    ("collective", _("Tập thể")),
    ("individual", _("Cá nhân")),
    ("both", _("Cả tập thể và cá nhân")),
)
SIGNS = (("=", "="), (">", ">"), (">=", "≥"), ("<", "<"), ("<=", "≤"))
READINGS = (("any", _("Đạt một là đủ")), ("all", _("Phải đạt tất cả")))
ROLES = (
    ("basis", _("Căn cứ")),
    ("implements", _("Thực hiện")),
    ("reviews", _("Sơ kết, tổng kết")),
    ("mentioned", _("Nhắc đến")),
    ("self", _("Chính kế hoạch này")),
)
LEVELS = (
    ("state", _("Chủ tịch nước")),
    ("government", _("Chính phủ, Thủ tướng")),
    ("ministry", _("Bộ, ngành trung ương")),
    ("province", _("Tỉnh, thành phố")),
    ("department", _("Sở")),
    ("district", _("Huyện")),
    ("unit", _("Đơn vị")),
)


def _items(key: str, label: Words, *, is_kept: bool = False) -> Section:
    return Section(key, label, ITEM, text="text", is_kept=is_kept)


ALL = (
    Section(
        "document",
        _("Thông tin văn bản"),
        (
            Field("kind", _("Loại văn bản")),
            Field("number", _("Số, ký hiệu"), help=_("Như in trên văn bản, ví dụ 05/KH-SGDĐT.")),
            Field("symbol", _("Ký hiệu khi chưa có số")),
            Field("issuing_parent", _("Cơ quan chủ quản")),
            Field("issuing_unit", _("Cơ quan ban hành")),
            Field("place", _("Địa danh")),
            Field("date", _("Ngày ban hành"), "parts", help=DATE_HELP),
            Field("title", _("Trích yếu"), "text"),
            Field("subtitle", _("Dòng dưới trích yếu"), "text"),
            Field("signer_name", _("Người ký")),
            Field("signer_title", _("Chức vụ người ký")),
            Field("signed_on_behalf", _("Thẩm quyền ký"), help=_("KT., TM., TL. hoặc TUQ.")),
        ),
        is_record=True,
        taken_by="plans",
    ),
    Section(
        "legal_bases",
        _("Văn bản được dẫn"),
        (
            Field("number", _("Số, ký hiệu"), required=True),
            Field("kind", _("Loại văn bản")),
            Field("issuer", _("Cơ quan ban hành")),
            Field("date", _("Ngày ban hành"), "partial", help=DATE_HELP),
            Field("title_or_about", _("Về việc"), "text"),
            Field("role", _("Quan hệ"), "choice", required=True, choices=ROLES),
        ),
        taken_by="plans",
    ),
    _items("purposes", _("Mục đích")),
    _items("requirements", _("Yêu cầu")),
    Section(
        "subjects",
        _("Đối tượng"),
        (
            Field("collectives", _("Tập thể"), "text"),
            Field("individuals", _("Cá nhân"), "text"),
        ),
        is_record=True,
    ),
    Section(
        "phases",
        _("Giai đoạn"),
        (
            Field("name", _("Giai đoạn"), required=True),
            Field("start_year", _("Từ năm"), "whole"),
            Field("end_year", _("Đến năm"), "whole"),
            Field("milestone", _("Việc chính"), "text"),
            Field("date", _("Ngày sơ kết, tổng kết"), "partial", help=DATE_HELP),
        ),
        text="milestone",
    ),
    Section(
        "event",
        _("Hội nghị, sự kiện"),
        (
            Field("form", _("Hình thức"), "text"),
            Field("time", _("Thời gian"), "text"),
            Field("deadline", _("Hạn"), "partial", help=DATE_HELP),
            Field("place", _("Địa điểm"), "text"),
        ),
        is_record=True,
        is_kept=True,
    ),
    _items("contents", _("Nội dung")),
    _items("solutions", _("Giải pháp")),
    Section(
        "tasks",
        pgettext_lazy("many", "Nhiệm vụ"),
        (
            Field("text", _("Nhiệm vụ, giải pháp"), "text", required=True),
            Field("lead_units", _("Cơ quan chủ trì"), "names", help=_("Mỗi dòng một cơ quan.")),
            Field("coordinating_units", _("Cơ quan phối hợp"), "names"),
            Field(
                "time",
                _("Thời gian thực hiện"),
                "time",
                help=_(
                    "Ví dụ: Chậm nhất ngày 20/08/2026; Tháng 8/2026; Quý III/2026; Năm 2026; "
                    "Trước ngày 15/12 hằng năm; Thường xuyên; Theo kế hoạch riêng."
                ),
            ),
            Field("deliverable", _("Kết quả thực hiện")),
            Field("section", _("Mục")),
            ORDINAL,
        ),
        text="text",
        taken_by="plans",
    ),
    Section(
        "indicators",
        pgettext_lazy("many", "Chỉ tiêu"),
        (
            Field("name", _("Chỉ tiêu"), "text", required=True),
            Field(
                "targets",
                _("Mức phải đạt"),
                "targets",
                help=_("Mỗi dòng một mức, năm đứng trước: “2030: > 95% cơ sở giáo dục”."),
            ),
            ORDINAL,
        ),
        text="name",
        is_kept=True,
    ),
    Section(
        "criteria",
        _("Tiêu chuẩn khen thưởng"),
        (
            TEXT,
            Field("applies_to", _("Áp dụng cho"), "choice", required=True, choices=SIDES),
            Field("measurable", _("Đo đếm được"), "yes"),
            Field("metric", _("Đo cái gì")),
            Field("comparator", _("So sánh"), "choice", choices=SIGNS),
            Field(
                "threshold",
                _("Mức"),
                "amount",
                help=_("Số, hoặc tên mức xếp loại. Quy tắc dự thảo đổi theo ô này."),
            ),
            Field("unit", _("Đơn vị tính")),
            Field("window", _("Xét trong thời gian")),
            Field(
                "alternative_group",
                _("Nhóm “hoặc”"),
                help=_("Các tiêu chí cùng một nhóm được hiểu chung một cách."),
            ),
            Field(
                "reading",
                _("Khi có nhiều điều kiện"),
                "choice",
                choices=READINGS,
                help=_("Để trống nếu chưa rõ: quy tắc được ghi “cần kiểm tra”."),
            ),
        ),
        text="text",
        is_kept=True,
    ),
    Section(
        "award_forms",
        _("Hình thức khen thưởng"),
        (
            Field("name", _("Hình thức"), required=True),
            Field("level", _("Cấp khen"), "choice", required=True, choices=LEVELS),
        ),
        text="name",
        is_kept=True,
    ),
    _items("award_rules", _("Xét khen thưởng"), is_kept=True),
    Section(
        "responsibilities",
        _("Phân công thực hiện"),
        (TEXT, Field("unit", _("Đơn vị"), required=True)),
        text="text",
    ),
    Section(
        "reports_due",
        _("Báo cáo phải nộp"),
        (
            Field("who", _("Ai báo cáo"), required=True),
            Field(
                "about",
                _("Về việc"),
                "text",
                help=_("Có chữ “hằng quý” thì ngày là ngày của tháng cuối mỗi quý."),
            ),
            Field("to", _("Gửi cho")),
            Field("day", _("Ngày"), "whole"),
            Field("month", _("Tháng"), "whole"),
            Field("year", _("Năm"), "whole", help=_("Để trống nếu hằng năm hoặc hằng tháng.")),
            Field("recurring", _("Định kỳ"), "yes"),
        ),
        text="about",
        is_kept=True,
    ),
    Section(
        "agenda",
        _("Chương trình"),
        (
            Field("content", _("Nội dung"), "text", required=True),
            Field("start", _("Bắt đầu"), "clock", help=_("Ví dụ 14:20.")),
            Field("end", _("Kết thúc"), "clock"),
            Field("performer", _("Người, đơn vị thực hiện")),
            ORDINAL,
        ),
        text="content",
        is_kept=True,
    ),
    _items("participants", _("Thành phần dự"), is_kept=True),
    _items("dossier_components", _("Thành phần hồ sơ"), is_kept=True),
    Section(
        "budget",
        _("Kinh phí"),
        (Field("budget", _("Kinh phí"), "text", required=True),),
        is_record=True,
    ),
    Section(
        "recipients",
        _("Nơi nhận"),
        (Field("name", _("Nơi nhận"), required=True), Field("purpose", _("Để làm gì"))),
        text="name",
    ),
    Section(
        "contacts",
        _("Đầu mối liên hệ"),
        (
            Field("unit", _("Đơn vị")),
            Field("person", _("Người")),
            Field("phone", _("Điện thoại")),
            Field("email", _("Thư điện tử")),
            Field("about", _("Về việc"), "text"),
        ),
        taken_by="plans",
    ),
)
SECTIONS: dict[str, Section] = {section.key: section for section in ALL}
ORDER: dict[str, int] = {section.key: place for place, section in enumerate(ALL)}
# What may become a task of its own: who does it stands in the named field.
TASK_SOURCES: dict[str, str] = {"responsibilities": "unit", "reports_due": "who"}
# A plain item of these may really be one of those: it leaves its section for the other.
TURNABLE = ("requirements", "contents", "solutions")
TURNED_INTO = ("tasks", "indicators")
