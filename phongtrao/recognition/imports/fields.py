"""What a row tells of a work, and how its cells are read."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import to_text
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.fields import Field, day, text_of
from phongtrao.orgs.imports.ratings import period
from phongtrao.recognition.models import Creation, ScopeRecognition

S = ScopeRecognition.Scope
K = Creation.Kind
LONGEST = 5_000  # characters of a cell with several lines

# As old lists write them, folded; a cell may say more (“Cấp tỉnh năm 2023”).
SCOPES = {
    "co so": S.BASE, "cap co so": S.BASE, "truong": S.BASE, "cap truong": S.BASE, "don vi": S.BASE,
    "nganh": S.DEPARTMENT, "cap nganh": S.DEPARTMENT, "so": S.DEPARTMENT, "cap so": S.DEPARTMENT,
    "tinh": S.PROVINCE, "cap tinh": S.PROVINCE, "thanh pho": S.PROVINCE, "cap thanh pho": S.PROVINCE,
    "bo": S.MINISTRY, "cap bo": S.MINISTRY, "cap bo, ban, nganh": S.MINISTRY,
    "toan quoc": S.NATION, "quoc gia": S.NATION, "nha nuoc": S.NATION, "cap nha nuoc": S.NATION,
}  # fmt: skip
KINDS = {
    "sang kien": K.INITIATIVE, "sang kien kinh nghiem": K.INITIATIVE, "giai phap": K.INITIATIVE,
    "de tai": K.RESEARCH, "nghien cuu": K.RESEARCH, "ket qua nghien cuu": K.RESEARCH,
    "mo hinh": K.PRACTICE, "cach lam hay": K.PRACTICE, "mo hinh, cach lam hay": K.PRACTICE,
}  # fmt: skip


def lines_of(most: int) -> Callable[[Any], str]:
    """A reader of a text that may have several lines."""

    def clean(cell: Any) -> str:
        text = to_text(cell)
        if len(text) > most:
            said = _("dài %(length)s ký tự, quá mức %(most)s. Hãy rút gọn.")
            raise BadInput(said % {"length": len(text), "most": most})
        return text

    return clean


def scope(cell: Any) -> str:
    return _known(cell, SCOPES, [label for __, label in S.choices])


def kind(cell: Any) -> str:
    return _known(cell, KINDS, [label for __, label in K.choices])


def _known(cell: Any, words: dict[str, Any], labels: list[Any]) -> str:
    text = to_text(cell)
    found = words.get(fold(text))
    if found is None:
        names = ", ".join(f"“{label}”" for label in labels)
        said = _("“%(text)s” không có trong danh mục. Hãy ghi một trong: %(names)s.")
        raise BadInput(said % {"text": text, "names": names})
    return str(found)


FIELDS = (
    Field("number", gettext_lazy("Mã công trình"), text_of(40), (
        "mã sáng kiến", "mã số", "mã hồ sơ", "số hồ sơ", "mã đề tài",
    )),
    Field("title", gettext_lazy("Tên"), text_of(400), (
        "tên sáng kiến", "tên công trình", "tên đề tài", "tên giải pháp", "tên sáng kiến, giải pháp",
        "tên mô hình",
    )),
    Field("kind", gettext_lazy("Loại"), kind, ("loại công trình",), constant=True,
          help=gettext_lazy("Để trống là sáng kiến")),
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "nơi tạo ra", "mã đơn vị", "trường", "tên trường", "tên đơn vị", "đơn vị công tác",
    ), constant=True, help=gettext_lazy("Mã định danh hoặc tên đơn vị trong năm ấy")),
    Field("period", gettext_lazy("Năm"), period, ("năm học", "năm xét", "năm công nhận"),
          constant=True, help=gettext_lazy("Ví dụ 2023-2024 hoặc 2023")),
    Field("authors", gettext_lazy("Tác giả"), lines_of(LONGEST), (
        "họ và tên tác giả", "họ tên tác giả", "tên tác giả", "nhóm tác giả", "tác giả, đồng tác giả",
        "họ và tên",
    )),
    Field("codes", gettext_lazy("Mã hoặc thư điện tử của tác giả"), lines_of(LONGEST), (
        "mã tác giả", "mã cán bộ", "mã giáo viên", "mã viên chức", "email", "thư điện tử",
    )),
    Field("workplace", gettext_lazy("Đơn vị của tác giả"), text_of(200), ("nơi công tác",)),
    Field("shares", gettext_lazy("Tỷ lệ đóng góp (%)"), lines_of(LONGEST), (
        "tỷ lệ đóng góp", "tỷ lệ", "tỉ lệ đóng góp", "tỉ lệ", "% đóng góp",
    )),
    Field("area", gettext_lazy("Lĩnh vực"), text_of(60), ("lĩnh vực áp dụng", "môn", "bộ môn"),
          constant=True),
    Field("theme", gettext_lazy("Chủ đề"), text_of(60), (), constant=True),
    Field("summary", gettext_lazy("Tóm tắt"), lines_of(LONGEST), ("nội dung", "nội dung tóm tắt")),
    Field("scope", gettext_lazy("Phạm vi ảnh hưởng"), scope, (
        "cấp công nhận", "phạm vi", "cấp", "phạm vi áp dụng",
    ), constant=True, help=gettext_lazy("Để trống là cấp cơ sở")),
    Field("decided_by", gettext_lazy("Cơ quan công nhận"), text_of(200), ("nơi công nhận",),
          constant=True, help=gettext_lazy("Để trống: cấp cơ sở là đơn vị, cấp khác là nơi nhập")),
    Field("decision", gettext_lazy("Số quyết định"), text_of(60), ("quyết định", "số QĐ"),
          constant=True),
    Field("decided_on", gettext_lazy("Ngày công nhận"), day, (
        "ngày quyết định", "ngày ký", "ngày QĐ",
    ), constant=True),
    Field("effect", gettext_lazy("Hiệu quả áp dụng"), lines_of(LONGEST), ("hiệu quả",)),
    Field("files", gettext_lazy("Tên tệp"), lines_of(LONGEST), (
        "tệp", "file", "tên file", "tệp kèm theo", "tệp đính kèm", "files",
    ), help=gettext_lazy("Trong tệp nén; nhiều tệp cách nhau bằng dấu chấm phẩy")),
)  # fmt: skip
