"""Asking for a card of use, and answering it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField
from phongtrao.initiatives.models import UseProof
from phongtrao.initiatives.services.proofs import Use
from phongtrao.orgs.forms.named_units import UnitField
from phongtrao.web.tables import ANY, Filter


class AskForm(forms.Form):
    unit = UnitField(
        label=gettext_lazy("Đơn vị đã áp dụng"),
        max_length=200,
        help_text=gettext_lazy("Tên hoặc mã đơn vị; thủ trưởng đơn vị ấy nhận được phiếu."),
    )


class ConfirmUseForm(forms.Form):
    since = DayField(label=gettext_lazy("Áp dụng từ ngày"))
    until = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu vẫn đang áp dụng."),
    )
    effect = LongTextField(
        label=gettext_lazy("Hiệu quả tại đơn vị"),
        rows=5,
        max_length=3_000,
        help_text=gettext_lazy("Bao nhiêu người, lớp dùng; số liệu trước và sau."),
    )

    def use(self) -> Use:
        asked = self.cleaned_data
        return Use(asked["since"], asked["effect"], asked["until"])


class DeclineUseForm(forms.Form):
    reason = TextField(label=gettext_lazy("Vì sao không xác nhận"), max_length=300)


class ProofFilter(Filter):
    first = ("tinh_trang",)

    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *UseProof.Status.choices], required=False
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        status = self.cleaned_data["tinh_trang"]
        return rows.filter(status=status) if status else rows
