"""The defects of a text: the filter of their list, and the reason with which one is dismissed."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.lib.text import fold
from phongtrao.plans.models import TextDefect
from phongtrao.plans.queries.folded import Folded
from phongtrao.web.tables import ANY, Filter

OPEN, DISMISSED = "open", "dismissed"
STATES = ((OPEN, _("Chờ sửa")), (DISMISSED, _("Đã bỏ qua")))


class DismissForm(forms.Form):
    reason = LongTextField(
        label=_("Lý do bỏ qua"),
        rows=3,
        max_length=1_000,
        help_text=_("Vì sao chỗ này đúng, hoặc vì sao không sửa. Lý do được giữ trong lịch sử."),
    )


class DefectFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm trong đoạn văn bản"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *STATES])
    muc = forms.ChoiceField(label=_("Mức"), choices=[ANY, *TextDefect.Severity.choices])

    def narrow(self, rows: QuerySet[TextDefect]) -> QuerySet[TextDefect]:
        asked = self.cleaned_data
        if asked["tinh_trang"]:
            rows = rows.filter(dismissed_at__isnull=asked["tinh_trang"] == OPEN)
        if asked["muc"]:
            rows = rows.filter(severity=asked["muc"])
        if words := fold(asked["q"]):
            rows = rows.alias(said=Folded("passage"), quoted=Folded("quote"))
            rows = rows.filter(Q(said__contains=words) | Q(quoted__contains=words))
        return rows
