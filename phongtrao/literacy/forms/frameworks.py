"""Frameworks, their versions, and groups of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, offer, ticks
from phongtrao.indicators.models import COLLECTED, Indicator
from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import groups_of


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


class FeedForm(forms.Form):
    group = forms.ModelChoiceField(
        TargetGroup.objects.none(), label=_("Nhóm đối tượng"), empty_label=None
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Chỉ số"),
        help_text=_(
            "Chỉ số tỷ lệ của đơn vị, mẫu số cùng nguồn với nhóm: số người của đơn vị, số người học, hoặc"
            " đơn vị nhập."
        ),
    )

    def __init__(self, *args: Any, framework: SkillFramework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Indicator.objects.filter(COLLECTED, owner=framework.owner_id)
        ratios = rows.filter(rolling=Indicator.Rolling.RATIO)
        ratios = ratios.exclude(denominator_source=Indicator.Denominator.ONE)
        offer(self, group=groups_of(framework), indicator=ratios.order_by("sort_key", "pk"))


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
