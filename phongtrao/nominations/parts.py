"""What a dossier is made of, and which places of it a screener marks. NĐ 152/2025/NĐ-CP, điều 6; S3-47 … S3-51"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """``of_each``: every nomination has its own; else the submission has one."""

    key: str
    label: str | Promise
    of_each: bool


PARTS = {
    part.key: part
    for part in (
        Part("letter", _("Tờ trình"), of_each=False),
        Part("minutes", _("Biên bản họp kèm danh sách"), of_each=False),
        Part("report", _("Báo cáo thành tích"), of_each=True),
        Part("summary", _("Tóm tắt thành tích nửa trang"), of_each=True),
        Part("brief", _("Trích ngang hai dòng"), of_each=True),
        Part("claims", _("Minh chứng cho từng thành tích"), of_each=True),
        Part("statements", _("Xác nhận của người có trách nhiệm"), of_each=True),
        Part("opinions", _("Ý kiến của cơ quan khác"), of_each=True),
    )
}
# Places beside the parts that may be marked as wrong.
PLACES = {
    "name": _("Tên, chức vụ"),
    "form": _("Hình thức đề nghị"),
    **{key: part.label for key, part in PARTS.items()},
}
USUAL = ["letter", "minutes", "report", "summary", "claims"]  # plan 003, V.1.2
