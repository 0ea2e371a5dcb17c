"""The levels of an office, from a day on."""

from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField, WholeNumberField
from phongtrao.orgs.models import Unit
from phongtrao.similarity.law import Levels

STEPS = ("look", "ask", "refuse")


def percent(label: Any, help_text: Any) -> WholeNumberField:
    return WholeNumberField(label=label, help_text=help_text, lowest=0, highest=100)


class GiveUpForm(forms.Form):
    from_day = DayField(
        label=gettext_lazy("Từ ngày"),
        help_text=gettext_lazy("Từ ngày mai trở đi. Kết quả trước ngày ấy giữ mức cũ."),
    )


class ThresholdForm(forms.Form):
    look = percent(
        gettext_lazy("Xem lại từ (%)"),
        gettext_lazy("Từ mức này, người kiểm tra được nhắc xem các đoạn trùng."),
    )
    ask = percent(
        gettext_lazy("Hỏi tác giả từ (%)"),
        gettext_lazy("Từ mức này, đề nghị hỏi tác giả và ghi lại câu trả lời."),
    )
    refuse = percent(
        gettext_lazy("Đề nghị không xét từ (%)"),
        gettext_lazy("Chỉ là đề nghị: luôn có người quyết định, chương trình không tự từ chối."),
    )
    drafts_a_day = WholeNumberField(
        label=gettext_lazy("Số lần tác giả tự đối chiếu bản nháp mỗi ngày"),
        help_text=gettext_lazy("0 là không cho tự đối chiếu."),
        lowest=0,
        highest=100,
    )
    linked = percent(
        gettext_lazy("Đưa vào một nhóm từ (%)"),
        gettext_lazy("Hai văn bản trùng nhau từ mức này được xếp vào một nhóm để xem."),
    )
    holds_from = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy("Từ ngày mai trở đi. Kết quả trước ngày ấy giữ mức cũ."),
    )
    basis = TextField(label=gettext_lazy("Căn cứ"), max_length=300)

    def __init__(self, *args: Any, owner: Unit, **kwargs: Any) -> None:
        """Groups reach over all units, so only who stands above all says when two texts are in one."""
        super().__init__(*args, **kwargs)
        if owner.kind not in Unit.Kind.top:
            self.fields["linked"].required = False
            self.fields["linked"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for lower, higher in pairwise(STEPS):
            if lower in given and higher in given and given[lower] > given[higher]:
                wrong = _("Phải từ %(percent)s trở lên, không thấp hơn mức “%(before)s”.") % {
                    "percent": given[lower],
                    "before": self.fields[lower].label,
                }
                self.add_error(higher, ValidationError(wrong))
        return given

    def levels(self, linked: int) -> Levels:
        """``linked``: where the form does not ask for it."""
        given = self.cleaned_data
        numbers = {name: int(given[name]) for name in (*STEPS, "drafts_a_day")}
        if not self.fields["linked"].widget.is_hidden:
            linked = int(given["linked"])
        return Levels(**numbers, linked=linked, basis=given["basis"])

    def day(self) -> date:
        found: date = self.cleaned_data["holds_from"]
        return found
