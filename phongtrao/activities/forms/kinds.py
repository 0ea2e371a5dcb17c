"""A kind of activity as its office writes it; its own fields one a line."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities.models import LONGEST_KEY, ActivityKind, KindField
from phongtrao.base.forms import LongTextField, TextField
from phongtrao.lib.text import fold

SORTS = {"number": "số", "words": "chữ", "date": "ngày", "choice": "chọn"}
SORTS_READ = {fold(said): sort for sort, said in SORTS.items()}
MOST = 8  # a phone asks no more
FIELDS = (
    "name", "group", "quantity", "needs_evidence", "has_participants", "has_score", "has_certificate", "basis", "to_check",
)  # of the model, as they are typed  # fmt: skip


class FieldsField(LongTextField):
    """“Chủ đề | chữ”, “Hình thức | chọn | Tin bài; Video”, a star after what must be said."""

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(_("Mỗi loại nhiều nhất %s ô riêng.") % MOST)
        found = [_read_line(line) for line in lines]
        keys = [one.label for one in found]
        if len(set(keys)) < len(keys):
            raise forms.ValidationError(_("Hai ô riêng trùng tên. Hãy đặt tên khác."))
        return found


def _read_line(line: str) -> KindField:
    label, *rest = (part.strip() for part in line.split("|"))
    required, label = label.endswith("*"), label.rstrip("* ")
    sort = SORTS_READ.get(fold(rest[0]) if rest else "chu")
    if sort is None or not label:
        words = _("“%s” chưa rõ. Hãy ghi như “Số thành viên | số”; cách nhập: số, chữ, ngày, chọn.")
        raise forms.ValidationError(words % line)
    options = (
        tuple(one.strip() for one in rest[1].split(";") if one.strip()) if len(rest) > 1 else ()
    )
    if (sort == "choice") != bool(options):
        words = _("“%s”: ô chọn cần các lựa chọn, như “Hình thức | chọn | Tin bài; Video”.")
        raise forms.ValidationError(words % line)
    return KindField(slugify(fold(label))[:LONGEST_KEY], label, sort, options, required)


def write_line(one: KindField) -> str:
    parts = [one.label + ("*" if one.required else ""), SORTS[one.kind]]
    if one.options:
        parts.append("; ".join(one.options))
    return " | ".join(parts)


class KindForm(forms.Form):
    name = TextField(label=gettext_lazy("Tên loại"), max_length=120)
    group = TextField(label=gettext_lazy("Nhóm"), max_length=80)
    quantity = TextField(
        label=gettext_lazy("Đếm thêm"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: số buổi. Để trống: mỗi lần ghi là một."),
    )
    needs_evidence = forms.BooleanField(label=gettext_lazy("Cần minh chứng"), required=False)
    has_participants = forms.BooleanField(
        label=gettext_lazy("Có danh sách người dự, ghi tên và kết quả từng người"), required=False
    )
    has_score = forms.BooleanField(label=gettext_lazy("Mỗi người có điểm"), required=False)
    has_certificate = forms.BooleanField(
        label=gettext_lazy("Mỗi người có số chứng nhận"), required=False
    )
    fields_ = FieldsField(
        label=gettext_lazy("Ô riêng"),
        required=False,
        rows=6,
        help_text=gettext_lazy(
            "Mỗi dòng một ô: “Số thành viên | số”, “Hình thức | chọn | Tin bài; Video”. Dấu * sau tên:"
            " bắt buộc. Sửa chữ của một dòng là đổi tên ô ấy; ô khác thì ghi thêm dòng cuối."
        ),
    )
    basis = TextField(label=gettext_lazy("Căn cứ"), max_length=200, required=False)
    to_check = forms.BooleanField(label=gettext_lazy("Cần kiểm tra"), required=False)
    is_out = forms.BooleanField(label=gettext_lazy("Thôi dùng khi ghi mới"), required=False)


def given_by(kind: ActivityKind) -> dict[str, Any]:
    given = {name: getattr(kind, name) for name in FIELDS}
    lines = "\n".join(write_line(one) for one in kind.asked)
    return given | {"fields_": lines, "is_out": kind.out_since is not None}
