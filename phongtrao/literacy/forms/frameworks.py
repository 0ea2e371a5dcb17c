"""Frameworks, their versions, and groups of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, ticks
from phongtrao.literacy.models import TargetGroup


class VersionForm(forms.Form):
    number = TextField(label=_("Phiên bản"), max_length=20, help_text=_("Ví dụ: 1.1, 2026."))
    holds_from = DayField(label=_("Áp dụng từ ngày"))


class OutlineForm(forms.Form):
    outline = LongTextField(
        label=_("Các năng lực"),
        rows=18,
        help_text=_(
            "Mỗi dòng một năng lực: mã, dấu cách, tên. Năng lực thuộc miền thì thêm “- ” ở đầu dòng. Chỗ"
            " cần kiểm tra ghi [?] ở cuối, chỗ chưa có văn bản ghi [!]."
        ),
    )
    note = TextField(label=_("Cần kiểm tra"), max_length=400, required=False)


class GroupForm(forms.Form):
    name = TextField(label=_("Tên nhóm"), max_length=120)
    counted = forms.ChoiceField(
        label=_("Tính từ đâu"),
        choices=TargetGroup.Counted.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Tên người chỉ ghi ở nhóm cán bộ, giáo viên; trẻ em và người dân chỉ có số lượng."
        ),
    )
    is_out = ticks("", [("1", _("Thôi dùng nhóm này"))])

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_out"]
