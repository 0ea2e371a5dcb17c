"""Filters of the pages that hold a plan against those below it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField
from phongtrao.lib.text import fold
from phongtrao.plans.queries.coverage import Origin, Uptake
from phongtrao.plans.queries.folded import Folded
from phongtrao.web.tables import ANY, Filter


class UptakeFilter(Filter):
    """Over tasks annotated by ``queries.coverage.with_uptake``."""

    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm trong nhiệm vụ"))
    tinh_trang = forms.ChoiceField(label=_("Cấp dưới nhận"), choices=[ANY, *Uptake.choices])

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        return _narrow(rows, self.cleaned_data)


class OriginFilter(Filter):
    """Over tasks annotated by ``queries.coverage.with_origin``."""

    first = ("q", "tinh_trang")
    q = TextField(label=_("Tìm trong nhiệm vụ"))
    tinh_trang = forms.ChoiceField(label=_("Đơn vị nhận"), choices=[ANY, *Origin.choices])

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        return _narrow(rows, self.cleaned_data)


class CoveringFilter(Filter):
    """Over units annotated by ``queries.coverage.with_coverage``."""

    first = ("q", "khac")
    q = TextField(label=_("Tên đơn vị"))
    khac = forms.ChoiceField(
        label=_("Chỗ cần xem"),
        choices=[
            ANY,
            ("chua-nhan", _("Còn nhiệm vụ được giao chưa nhận")),
            ("khong-ro", _("Có nhiệm vụ chưa rõ từ đâu")),
        ],
    )

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["khac"]:
            rows = rows.filter(**{_GAPS[asked["khac"]]: 0})
        return rows


_GAPS = {"chua-nhan": "left__gt", "khong-ro": "unrooted__gt"}


def _narrow(rows: QuerySet[Any, Any], asked: dict[str, Any]) -> QuerySet[Any, Any]:
    if asked["q"]:
        rows = rows.alias(said=Folded("text")).filter(said__contains=fold(asked["q"]))
    return rows.filter(state=asked["tinh_trang"]) if asked["tinh_trang"] else rows
