"""What a row tells of an old task, and how its cells are read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import to_text
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.fields import Field, day, text_of
from phongtrao.recognition.imports.fields import LONGEST, lines_of
from phongtrao.research import catalogue
from phongtrao.research.models import ResearchTask

L, O = ResearchTask.Level, ResearchTask.Orientation  # noqa: E741 -- as L
# As old lists write them, folded.
LEVELS = {
    "co so": L.BASE, "cap co so": L.BASE, "truong": L.BASE, "cap truong": L.BASE, "nganh": L.BASE,
    "cap nganh": L.BASE, "so": L.BASE, "cap so": L.BASE,
    "tinh": L.PROVINCE, "cap tinh": L.PROVINCE, "thanh pho": L.PROVINCE, "cap thanh pho": L.PROVINCE,
    "cap tinh, thanh pho": L.PROVINCE, "bo": L.MINISTRY, "cap bo": L.MINISTRY,
    "quoc gia": L.NATION, "cap quoc gia": L.NATION, "nha nuoc": L.NATION, "cap nha nuoc": L.NATION,
}  # fmt: skip
ORIENTATIONS = {"phat trien": O.DEVELOPMENT, "moi": O.NEW, "huong moi": O.NEW}


def level(cell: Any) -> str:
    return _one_of(cell, LEVELS, L.labels)


def orientation(cell: Any) -> str:
    known = ORIENTATIONS | {fold(str(label)): key for key, label in O.choices}
    return _one_of(cell, known, O.labels)


def _one_of(cell: Any, known: Mapping[str, str], labels: Iterable[object]) -> str:
    text = to_text(cell)
    found = known.get(fold(text))
    if found is None:
        said = _("“%(text)s” không có trong danh mục. Hãy ghi một trong: %(names)s.")
        names = ", ".join(f"“{label}”" for label in labels)
        raise BadInput(said % {"text": text, "names": names})
    return str(found)


def area(cell: Any) -> list[str]:
    """Labels of the list of fields, separated by semicolons → keys."""
    known = {fold(label): key for key, label in catalogue.field_labels().items()}
    parts = [part.strip() for part in to_text(cell).split(";") if part.strip()]
    for part in parts:
        if fold(part) not in known:
            said = _(
                "danh mục không có lĩnh vực “%s”. Hãy ghi như trong danh mục, cách nhau bằng dấu chấm phẩy."
            )
            raise BadInput(said % part)
    return [known[fold(part)] for part in parts]


FIELDS = (
    Field("number", gettext_lazy("Mã số nhiệm vụ"), text_of(40), (
        "mã số", "mã đề tài", "mã nhiệm vụ", "số hợp đồng",
    )),
    Field("title", gettext_lazy("Tên nhiệm vụ"), text_of(400), (
        "tên đề tài", "tên", "tên nhiệm vụ KH&CN", "tên đề tài, dự án",
    )),
    Field("unit", gettext_lazy("Tổ chức chủ trì"), text_of(200), (
        "đơn vị chủ trì", "cơ quan chủ trì", "đơn vị", "trường",
    ), constant=True, help=gettext_lazy("Mã định danh hoặc tên đơn vị khi nghiệm thu")),
    Field("level", gettext_lazy("Cấp"), level, ("cấp đề tài", "cấp quản lý"), constant=True),
    Field("accepted_on", gettext_lazy("Nghiệm thu ngày"), day, (
        "ngày nghiệm thu", "ngày quyết định công nhận", "nghiệm thu",
    )),
    Field("proposed_on", gettext_lazy("Đề xuất ngày"), day, ("ngày đề xuất", "phê duyệt ngày"),
          help=gettext_lazy("Để trống là ngày nghiệm thu; ngày này cho biết quy trình")),
    Field("rating", gettext_lazy("Xếp loại"), text_of(60), ("kết quả nghiệm thu", "kết quả", "loại")),
    Field("authors", gettext_lazy("Người thực hiện"), lines_of(LONGEST), (
        "chủ nhiệm và thành viên", "chủ nhiệm", "thành viên", "họ và tên", "nhóm thực hiện",
    ), help=gettext_lazy("Người đầu là chủ nhiệm")),
    Field("codes", gettext_lazy("Mã hoặc thư điện tử của người thực hiện"), lines_of(LONGEST), (
        "mã cán bộ", "mã viên chức", "email", "thư điện tử",
    )),
    Field("workplace", gettext_lazy("Đơn vị của người thực hiện"), text_of(200), ("nơi công tác",)),
    Field("shares", gettext_lazy("Tỷ lệ đóng góp (%)"), lines_of(LONGEST), (
        "tỷ lệ đóng góp", "tỷ lệ", "tỉ lệ đóng góp", "tỉ lệ", "% đóng góp",
    )),
    Field("area", gettext_lazy("Lĩnh vực"), area, ("lĩnh vực nghiên cứu",), constant=True),
    Field("orientation", gettext_lazy("Định hướng"), orientation, (
        "định hướng nghiên cứu", "hướng nghiên cứu",
    ), constant=True, help=gettext_lazy("Để trống là Ứng dụng")),
    Field("about", gettext_lazy("Mục tiêu, nội dung"), lines_of(LONGEST), ("nội dung", "tóm tắt", "mục tiêu")),
)  # fmt: skip
