"""Filters of the two lists: a unit's work, and the office's queue of reports."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.periods import period_label
from phongtrao.plans.queries.twins import without_twins
from phongtrao.plans.queries.work import this_week
from phongtrao.web.tables import ANY, Filter

S = Assignment.Status
State = Assignment.Progress

# The words of the address, and what each narrows the work to.
WORK_KINDS = {
    "cho-tiep-nhan": _("Chờ tiếp nhận"),
    "cho-tra-loi": _("Chờ văn phòng trả lời"),
    "qua-han": _("Quá hạn"),
    "tuan-nay": _("Hạn đến hết tuần này"),
    "sap-den-han": _("Sắp đến hạn"),
    "cho-duyet": _("Báo cáo chờ duyệt"),
    "tra-lai": _("Báo cáo bị trả lại"),
    "hoan-thanh": _("Hoàn thành"),
    "tu-choi": _("Đã từ chối"),
    "rieng": _("Nhiệm vụ riêng"),
}
CONDITIONS = {
    "cho-tiep-nhan": Q(status=S.SENT),
    "cho-tra-loi": Q(status=S.PROPOSED),
    "qua-han": Q(state=State.LATE),
    "sap-den-han": Q(state=State.DUE_SOON),
    "cho-duyet": Q(is_submitted=True),
    "tra-lai": Q(is_returned=True),
    "hoan-thanh": Q(state=State.DONE),
    "tu-choi": Q(status=S.DECLINED),
    "rieng": Q(task__local_to__isnull=False),
}


class WorkFilter(Filter):
    """Over assignments with ``state``, ``is_submitted`` and ``is_returned``."""

    first = ("q",)  # the kinds stand above the table as links
    q = TextField(label=_("Tìm trong nhiệm vụ"))
    viec = forms.ChoiceField(label=_("Việc"), choices=[ANY, *WORK_KINDS.items()])
    ke_hoach = forms.ModelChoiceField(
        label=_("Kế hoạch"), queryset=Plan.objects.none(), empty_label=_("Mọi kế hoạch")
    )
    han = DayField(label=_("Hạn đúng ngày"))

    def __init__(self, *args: Any, plans: QuerySet[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, ke_hoach=plans)

    def narrow(self, rows: QuerySet[Assignment, Any]) -> QuerySet[Assignment, Any]:
        data = self.cleaned_data
        if kind := data["viec"]:
            rows = self._of_kind(rows, kind)
        if data["ke_hoach"]:
            rows = rows.filter(task__plan=data["ke_hoach"])
        if data["han"]:
            rows = rows.filter(due_on=data["han"])
        if data["q"]:
            rows = rows.filter(Q(task__text__icontains=data["q"]) | Q(wording__icontains=data["q"]))
        return without_twins(rows)

    def _of_kind(self, rows: QuerySet[Assignment, Any], kind: str) -> QuerySet[Assignment, Any]:
        if kind == "tuan-nay":
            return this_week(rows, timezone.localdate())
        return rows.filter(CONDITIONS[kind])


class ReviewFilter(Filter):
    """Over submitted reports."""

    first = ("q", "ke_hoach")
    q = TextField(label=_("Tìm đơn vị, nhiệm vụ"))
    ke_hoach = forms.ModelChoiceField(
        label=_("Kế hoạch"), queryset=Plan.objects.none(), empty_label=_("Mọi kế hoạch")
    )
    ky = forms.ChoiceField(label=_("Kỳ báo cáo"))

    def __init__(
        self, *args: Any, plans: QuerySet[Plan], periods: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Mọi kỳ")), *((key, period_label(key)) for key in periods)]
        offer(self, ke_hoach=plans, ky=choices)

    def narrow(self, rows: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
        data = self.cleaned_data
        if data["ke_hoach"]:
            rows = rows.filter(assignment__task__plan=data["ke_hoach"])
        if data["ky"]:
            rows = rows.filter(period=data["ky"])
        if words := data["q"]:
            by_unit = Q(assignment__unit__search_text__contains=fold(words))
            rows = rows.filter(by_unit | Q(assignment__task__text__icontains=words))
        return rows


class UnitFilter(Filter):
    """Over the units below one."""

    q = TextField(label=_("Tìm đơn vị"))

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        if words := self.cleaned_data["q"]:
            rows = rows.filter(search_text__contains=fold(words))
        return rows
