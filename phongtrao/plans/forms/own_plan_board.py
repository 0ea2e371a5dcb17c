"""Filters of the two boards of units' own plans, and the word to slow units."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.plans.forms.plans import search_plans
from phongtrao.plans.forms.units_below import UnitsBelowFilter
from phongtrao.plans.queries.own_plans import OwnPlan
from phongtrao.web.tables import ANY, Filter

WAITED_FOR = "con-no"


class OwnPlanFilter(UnitsBelowFilter):
    """Over units annotated by ``queries.own_plans.with_own_plan``."""

    first = ("q", "tinh_trang")
    tinh_trang = forms.ChoiceField(
        label=_("Kế hoạch của đơn vị"),
        choices=[ANY, *OwnPlan.choices, (WAITED_FOR, _("Phải ban hành mà chưa ban hành"))],
    )

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        rows, asked = super().narrow(rows), self.cleaned_data
        if asked["tinh_trang"] == WAITED_FOR:
            rows = rows.filter(is_waited_for=True)
        elif asked["tinh_trang"]:
            rows = rows.filter(state=asked["tinh_trang"])
        return rows


class OwedFilter(Filter):
    """Over plans annotated by ``queries.owed_plans``."""

    first = ("q", "tinh_trang")
    q = TextField(label=_("Tên kế hoạch cấp trên"))
    tinh_trang = forms.ChoiceField(
        label=_("Kế hoạch của đơn vị"), choices=[ANY, *OwnPlan.choices[:-1]]
    )

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = search_plans(rows, asked["q"])
        return rows.filter(state=asked["tinh_trang"]) if asked["tinh_trang"] else rows


class UrgeOwnPlanForm(forms.Form):
    loi = LongTextField(
        label=_("Lời nhắn"),
        rows=2,
        max_length=500,
        initial=_("Đề nghị đơn vị soạn và ban hành kế hoạch trên hệ thống."),
    )
