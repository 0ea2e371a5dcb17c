"""The head of a rule, a new rule, and the making of the next version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Honour
from phongtrao.base.forms import LongTextField, MarkedForm, TextField, offer

SUBJECTS = [("person", _("Cá nhân")), ("unit", _("Tập thể")), ("both", _("Tập thể, cá nhân"))]


class HeadForm(MarkedForm):
    field_order: tuple[str, ...] = ("title", "subject", "honour", "note", "check")
    title = TextField(label=_("Tên tiêu chuẩn"), max_length=200)
    subject = forms.ChoiceField(label=_("Đối tượng"), choices=SUBJECTS)
    honour = forms.ChoiceField(
        label=_("Mở đường cho danh hiệu, hình thức"), choices=[], required=False
    )
    note = LongTextField(label=_("Ghi chú"), rows=2, max_length=1000, required=False)
    check = forms.BooleanField(label=_("Cần kiểm tra với văn bản"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Honour.objects.filter(owner=None).order_by("title").values_list("key", "title")
        offer(self, honour=[("", _("Không có")), *rows])

    def head(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in ("title", "subject", "honour", "note", "check")
        }


class NewRuleForm(HeadForm):
    field_order = ("title", "subject", "honour", "first_statement", "note", "check")
    first_statement = LongTextField(
        label=_("Điều kiện đầu tiên"),
        rows=2,
        max_length=500,
        help_text=_("Viết bằng lời; sau đó sửa thành điều kiện tính từ dữ liệu nếu cần."),
    )


class PublishForm(MarkedForm):
    reason = TextField(
        label=_("Lý do thay đổi"),
        max_length=300,
        help_text=_("Số văn bản, điều, khoản; hiện trong danh sách phiên bản."),
    )
