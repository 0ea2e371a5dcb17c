"""What an office types about what units owe by a day: which units to show, what to tell the slow."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.owed import Standing
from phongtrao.web.tables import ANY, Filter


class StandingFilter(Filter):
    """Over rows with ``standing``."""

    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Standing.choices]
    )

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        asked = self.cleaned_data["tinh_trang"]
        return rows.filter(standing=asked) if asked else rows


class OwedFilter(StandingFilter):
    """The same by unit and commune."""

    first = ("q", "tinh_trang")
    field_order = ("q", "tinh_trang", "xa")
    q = TextField(label=gettext_lazy("Tên đơn vị"))
    xa = forms.ModelChoiceField(
        label=gettext_lazy("Xã, phường"), queryset=Unit.objects.none(), empty_label=ANY[1]
    )

    def __init__(self, *args: Any, communes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, xa=communes)

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        rows, asked = super().narrow(rows), self.cleaned_data
        if asked["q"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["q"]))
        if asked["xa"]:
            rows = rows.filter(unit__admin_path__startswith=asked["xa"].admin_path)
        return rows


class UrgeForm(forms.Form):
    late_only = forms.BooleanField(label=gettext_lazy("Chỉ các đơn vị đã quá hạn"), required=False)
    words = LongTextField(label=gettext_lazy("Lời nhắn"), rows=3, max_length=300)
