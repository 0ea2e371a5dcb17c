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
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.change_answers import changed_and_unanswered
from phongtrao.plans.queries.entries import any_part
from phongtrao.plans.queries.work import this_week
from phongtrao.web.tables import ANY, Filter

# The words of the address, and what each narrows the work to.
WORK_KINDS = {
    "cho-tiep-nhan": _("Chờ tiếp nhận"),
    "cho-tra-loi": _("Chờ văn phòng trả lời"),
    "thay-doi": _("Kế hoạch thay đổi, chờ trả lời"),
    "qua-han": _("Quá hạn"),
    "tuan-nay": _("Hạn đến hết tuần này"),
    "sap-den-han": _("Sắp đến hạn"),
    "cho-duyet": _("Báo cáo chờ duyệt"),
    "tra-lai": _("Báo cáo bị trả lại"),
    "hoan-thanh": _("Hoàn thành"),
    "tu-choi": _("Đã từ chối"),
    "rieng": _("Nhiệm vụ riêng"),
    "ket-thuc": _("Kế hoạch đã kết thúc"),
}
CONDITIONS = {
    "cho-tiep-nhan": tally.WAITING,
    "cho-tra-loi": tally.PROPOSED,
    "qua-han": tally.LATE,
    "sap-den-han": tally.DUE_SOON,
    "cho-duyet": Q(is_submitted=True),
    "tra-lai": Q(is_returned=True),
    "hoan-thanh": tally.DONE,
    "tu-choi": tally.DECLINED,
    "rieng": Q(task__local_to__isnull=False),
    "ket-thuc": Q(task__plan__status=Plan.Status.CLOSED),
}


class WorkFilter(Filter):
    """Over entries of a unit with ``is_submitted`` and ``is_returned``.

    ``work``: all rows of which they are made, so that a plan or a word finds any part of an entry.
    Work of plans that ended shows only when it is asked for: no number counts it.
    """

    first = ("q",)  # the kinds stand above the table as links
    q = TextField(label=_("Tìm trong nhiệm vụ"))
    viec = forms.ChoiceField(label=_("Việc"), choices=[ANY, *WORK_KINDS.items()])
    ke_hoach = forms.ModelChoiceField(
        label=_("Kế hoạch"), queryset=Plan.objects.none(), empty_label=_("Mọi kế hoạch")
    )
    han = DayField(label=_("Hạn đúng ngày"))

    def __init__(
        self, *args: Any, plans: QuerySet[Plan], work: QuerySet[Assignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.work = work
        offer(self, ke_hoach=plans)

    def narrow(self, rows: QuerySet[Assignment, Any]) -> QuerySet[Assignment, Any]:
        data = self.cleaned_data
        plan, kind = data["ke_hoach"], data["viec"]
        if kind:
            rows = self._of_kind(rows, kind)
        if kind != "ket-thuc" and (plan is None or plan.status != Plan.Status.CLOSED):
            rows = rows.exclude(task__plan__status=Plan.Status.CLOSED)
        if asked := self._of_a_part():
            rows = rows.filter(any_part(self.work, asked))
        return rows

    def _of_kind(self, rows: QuerySet[Assignment, Any], kind: str) -> QuerySet[Assignment, Any]:
        if kind == "tuan-nay":
            return this_week(rows, timezone.localdate())
        if kind == "thay-doi":
            return rows.filter(any_part(self.work, changed_and_unanswered()))
        return rows.filter(CONDITIONS[kind])

    def _of_a_part(self) -> Q:
        """What one part of an entry must fulfil; of what waits in a plan, the plan's own part."""
        data = self.cleaned_data
        asked = Q()
        if data["ke_hoach"]:
            asked &= Q(task__plan=data["ke_hoach"])
            asked &= tally.WAITING if data["viec"] == "cho-tiep-nhan" else Q()
        if data["han"]:
            asked &= Q(due_on=data["han"])
        if words := data["q"]:
            asked &= Q(task__text__icontains=words) | Q(wording__icontains=words)
        return asked


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
