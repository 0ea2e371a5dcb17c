"""Budget, contract and annexes, instalments."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.research.access.tasks import can_keep, can_manage, get_task, visible_tasks
from phongtrao.research.forms.deeds import (
    BudgetForm,
    ContractForm,
    DayForm,
    FirstContractForm,
    InstalmentForm,
)
from phongtrao.research.models import Contract, Instalment
from phongtrao.research.services import contracts as services
from phongtrao.research.services.contracts import Money, Signed
from phongtrao.research.views.deeds import fill, of_task


@require_http_methods(["GET", "POST"])
@once
def budget(request: SignedInRequest, pk: int) -> HttpResponse:
    """One line at a time; the others stay."""
    task = get_task(request.user, pk)
    insist(can_keep(request.user, task))
    form = BudgetForm(request.POST or None, initial={"year": timezone.localdate().year})

    def deed() -> None:
        given = form.cleaned_data
        source, year, amount = given["source"], int(given["year"]), given["amount"]
        lines = [Money(one.source, one.year, one.amount) for one in task.budget.all()]
        lines = [one for one in lines if (one.source, one.year) != (source, year)]
        if amount > Decimal(0):
            lines.append(Money(source, year, amount))
        services.set_budget(task, lines, by=request.user)

    page = of_task(task, _("Ghi kinh phí"), _("Theo nguồn và năm."), _("Ghi"))
    return fill(request, form, deed, page=page, said=_("Đã ghi kinh phí."))


@require_http_methods(["GET", "POST"])
@once
def contract(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_manage(request.user, task))
    form = FirstContractForm(request.POST or None)

    def deed() -> Contract:
        given = form.cleaned_data
        return services.sign_contract(
            task, _signed(form), given["starts_on"], given["ends_on"], by=request.user
        )

    lead = _("Nhiệm vụ bắt đầu thực hiện; các kỳ báo cáo được lập theo thời gian này.")
    page = of_task(task, _("Ghi hợp đồng"), lead, _("Ghi hợp đồng"))
    return fill(request, form, deed, page=page, said=_("Đã ghi hợp đồng; nhiệm vụ bắt đầu."))


@require_http_methods(["GET", "POST"])
@once
def annex(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_manage(request.user, task))
    form = ContractForm(request.POST or None)

    def deed() -> Contract:
        return services.add_annex(task, _signed(form), by=request.user)

    page = of_task(task, _("Ghi phụ lục hợp đồng"), "", _("Ghi phụ lục"))
    return fill(request, form, deed, page=page, said=_("Đã ghi phụ lục."))


def _signed(form: ContractForm) -> Signed:
    given = form.cleaned_data
    return Signed(given["number"], given["signed_on"], given["signers"], given["about"])


@require_http_methods(["GET", "POST"])
@once
def instalment_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = get_task(request.user, pk)
    insist(can_manage(request.user, task))
    form = InstalmentForm(request.POST or None)

    def deed() -> Instalment:
        given = form.cleaned_data
        return services.add_instalment(task, given["amount"], given["due_on"], by=request.user)

    lead = _("Các đợt cộng lại không vượt kinh phí đã duyệt.")
    page = of_task(task, _("Thêm đợt cấp kinh phí"), lead, _("Thêm"))
    return fill(request, form, deed, page=page, said=_("Đã thêm đợt cấp."))


@require_http_methods(["GET", "POST"])
@once
def instalment_pay(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Instalment.objects.filter(task__in=visible_tasks(request.user).order_by().values("pk"))
    row = get_object_or_404(rows.select_related("task__owner", "task__host"), pk=pk)
    insist(can_manage(request.user, row.task))
    form = DayForm(request.POST or None)

    def deed() -> Instalment:
        return services.pay_instalment(row, form.cleaned_data["day"], by=request.user)

    page = of_task(row.task, _("Ghi đã cấp đợt %s") % row.number, "", _("Ghi"))
    return fill(request, form, deed, page=page, said=_("Đã ghi cấp kinh phí."))
