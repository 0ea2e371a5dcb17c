"""While a task runs: reports, changes, visits, products."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.research.access.tasks import can_keep, can_manage, get_task, visible_tasks
from phongtrao.research.forms.deeds import (
    AnswerForm,
    ChangeForm,
    ProductForm,
    ReportForm,
    VisitForm,
    WordsForm,
)
from phongtrao.research.models import TaskChange, TaskProduct, TaskReport, TaskVisit
from phongtrao.research.services import reports, running
from phongtrao.research.services.reports import Told
from phongtrao.research.services.running import Seen
from phongtrao.research.views.deeds import address_of, fill, of_task
from phongtrao.web.acts import do


def _row(request: SignedInRequest, rows: QuerySet[Any], pk: int) -> Any:
    """What belongs to a task one sees."""
    seen = rows.filter(task__in=visible_tasks(request.user).order_by().values("pk"))
    return get_object_or_404(
        seen.select_related("task__owner", "task__host", "task__regime"), pk=pk
    )


@require_http_methods(["GET", "POST"])
@once
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    found: TaskReport = _row(request, TaskReport.objects.all(), pk)
    insist(can_keep(request.user, found.task))
    names = ("done", "percent", "pace", "spent", "next_work", "trouble")
    form = ReportForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def deed() -> TaskReport:
        given = form.cleaned_data
        told = Told(
            given["done"],
            int(given["percent"]),
            given["pace"],
            given["next_work"],
            given["trouble"],
            given["spent"],
        )
        return reports.submit_report(found, told, by=request.user)

    title = _("Báo cáo kỳ %s") % found.number
    lead = _("Cần bổ sung: %s") % found.answer if found.answer else ""
    page = of_task(found.task, title, lead, _("Nộp báo cáo"))
    return fill(request, form, deed, page=page, said=_("Đã nộp báo cáo."))


@require_http_methods(["GET", "POST"])
@once
def report_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found: TaskReport = _row(request, TaskReport.objects.all(), pk)
    insist(can_manage(request.user, found.task))
    form = AnswerForm(request.POST or None, yes=_("Chấp nhận"), no=_("Trả lại để bổ sung"))

    def deed() -> TaskReport:
        given = form.cleaned_data
        act = reports.accept_report if given["verdict"] == "yes" else reports.return_report
        return act(found, given["answer"], by=request.user)

    lead = f"{found.done} ({found.percent}%). {found.trouble}".strip() if found.done else ""
    page = of_task(found.task, _("Xem báo cáo kỳ %s") % found.number, lead, _("Gửi ý kiến"))
    return fill(request, form, deed, page=page, said=_("Đã gửi ý kiến."))


@require_http_methods(["GET", "POST"])
@once
def change_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_keep(request.user, task))
    form = ChangeForm(request.POST or None)

    def deed() -> TaskChange:
        given = form.cleaned_data
        return running.ask_change(
            task, given["kind"], given["words"], given["until"], by=request.user
        )

    lead = _("Điều chỉnh chỉ có hiệu lực khi cơ quan quản lý chấp thuận.")
    page = of_task(task, _("Đề nghị điều chỉnh"), lead, _("Gửi đề nghị"))
    return fill(request, form, deed, page=page, said=_("Đã gửi đề nghị điều chỉnh."))


@require_http_methods(["GET", "POST"])
@once
def change_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found: TaskChange = _row(request, TaskChange.objects.all(), pk)
    insist(can_manage(request.user, found.task))
    form = AnswerForm(request.POST or None, yes=_("Chấp thuận"), no=_("Không chấp thuận"))
    form.fields["answer"].help_text = _("Số văn bản chấp thuận, hoặc lý do từ chối.")

    def deed() -> TaskChange:
        given = form.cleaned_data
        act = running.approve_change if given["verdict"] == "yes" else running.refuse_change
        return act(found, given["answer"], by=request.user)

    page = of_task(found.task, found.get_kind_display(), found.words, _("Gửi trả lời"))
    return fill(request, form, deed, page=page, said=_("Đã trả lời đề nghị."))


@require_http_methods(["GET", "POST"])
@once
def visit_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_manage(request.user, task))
    form = VisitForm(request.POST or None, initial={"day": timezone.localdate()})

    def deed() -> TaskVisit:
        return running.add_visit(task, Seen(**form.cleaned_data), by=request.user)

    page = of_task(task, _("Ghi kết quả kiểm tra"), "", _("Ghi"))
    return fill(request, form, deed, page=page, said=_("Đã ghi kết quả kiểm tra."))


@require_http_methods(["GET", "POST"])
@once
def visit_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    found: TaskVisit = _row(request, TaskVisit.objects.all(), pk)
    insist(can_keep(request.user, found.task))
    form = WordsForm(request.POST or None, initial={"words": found.followed})

    def deed() -> TaskVisit:
        return running.follow_visit(found, form.cleaned_data["words"], by=request.user)

    page = of_task(found.task, _("Kết quả khắc phục"), found.asked, _("Ghi"))
    return fill(request, form, deed, page=page, said=_("Đã ghi kết quả khắc phục."))


@require_POST
def visit_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found: TaskVisit = _row(request, TaskVisit.objects.all(), pk)
    said, to = _("Đã đóng kiến nghị."), address_of(found.task)
    return do(request, lambda: running.close_visit(found, by=request.user), said, to)


@require_http_methods(["GET", "POST"])
@once
def product_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_keep(request.user, task))
    form = ProductForm(request.POST or None, initial={"year": timezone.localdate().year})

    def deed() -> Model:
        given = form.cleaned_data | {"year": int(form.cleaned_data["year"])}
        return running.add_product(TaskProduct(task=task, **given), by=request.user)

    page = of_task(task, _("Ghi sản phẩm"), "", _("Ghi"))
    return fill(request, form, deed, page=page, said=_("Đã ghi sản phẩm."))
