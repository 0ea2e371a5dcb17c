"""Input about a learner whose name is needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField
from phongtrao.orgs.models import Learner, Unit


class LearnerForm(forms.Form):
    full_name = TextField(label=gettext_lazy("Họ và tên người học"), max_length=120)
    group = TextField(label=gettext_lazy("Lớp"), max_length=40, required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Dùng để"), choices=Learner.Purpose.choices)
    purpose_note = TextField(
        label=gettext_lazy("Cụ thể"),
        max_length=200,
        help_text=gettext_lazy("Tên giải, đợt xét hoặc sáng kiến."),
    )
    consent_by = TextField(
        label=gettext_lazy("Ai đồng ý"),
        max_length=160,
        help_text=gettext_lazy("Cha, mẹ hoặc người giám hộ; người học đủ tuổi tự đồng ý."),
    )
    consent_on = DayField(label=gettext_lazy("Ngày đồng ý"))
    keep_until = DayField(
        label=gettext_lazy("Lưu đến hết ngày"),
        help_text=gettext_lazy("Sau ngày này tên được xóa khỏi hệ thống."),
    )

    def learner(self, unit: Unit) -> Learner:
        said: dict[str, Any] = self.cleaned_data
        return Learner(unit=unit, **said)
