"""Money: the list of a decision and its papers for the accountant, the budget of a year, the base salary."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.content import WORD
from phongtrao.documents.services import current_version, read_file
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.word.render import fill_template
from phongtrao.nominations.access import decisions as access
from phongtrao.nominations.forms.money import SalaryForm
from phongtrao.nominations.models import AwardDecision, BaseSalary
from phongtrao.nominations.money_paper import KEY, money_workbook
from phongtrao.nominations.money_tables import MONEY, OWN_SALARIES, SALARIES
from phongtrao.nominations.pages.money import BudgetPage, money_facts
from phongtrao.nominations.queries.money import lines_with_money, salary_on
from phongtrao.nominations.services.money import keep_base_salary
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond, xlsx_response


@require_GET
def money(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _paid_decision(request, pk)
    salary = salary_on(found.document.issued_on) if found.document.issued_on else None
    context = NAV | {"decision": found, "salary": salary}
    table = MONEY.of(lines_with_money(found, salary).order_by(), request.GET)
    return respond(request, table, "nominations/money.html", context)


@require_GET
def money_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The list to be signed: ``docx`` or ``xlsx``."""
    found = _paid_decision(request, pk)
    facts, name = money_facts(found), f"tien-thuong-{found.document.number.replace('/', '-')}"
    if kind == "xlsx":
        return xlsx_response(money_workbook(facts), name)
    if kind != "docx":
        raise Http404
    form, template = template_key(KEY), current_version(KEY)
    content = fill_template(read_file(template.file), form.places, form.fill(facts.to_json()))
    said = content_disposition_header(as_attachment=True, filename=f"{name}.docx")
    headers = {"Content-Disposition": said or "attachment"}
    return HttpResponse(content, content_type=WORD, headers=headers)


@require_GET
def budget(request: SignedInRequest) -> HttpResponse:
    if not access.makes_decisions(request.user):
        raise Http404
    page = BudgetPage.build(request.user, request.GET.get("nam"))
    if request.GET.get("xuat") == "xlsx":
        return xlsx_response(page.workbook(), f"kinh-phi-khen-thuong-{page.year}")
    return render_page(request, "nominations/budget.html", NAV | {"page": page})


@require_GET
def base_salaries(request: SignedInRequest) -> HttpResponse:
    if not access.makes_decisions(request.user):
        raise Http404
    may = access.can_set_base_salary(request.user)
    table = (OWN_SALARIES if may else SALARIES).of(BaseSalary.objects.all(), request.GET)
    return respond(request, table, "nominations/base_salaries.html", NAV | {"may_change": may})


@require_http_methods(["GET", "POST"])
@once
def base_salary_new(request: SignedInRequest) -> HttpResponse:
    return _salary(request, None)


@require_http_methods(["GET", "POST"])
@once
def base_salary_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    if not access.makes_decisions(request.user):
        raise Http404
    return _salary(request, get_object_or_404(BaseSalary, pk=pk))


# ------------------------------------------------------------------ pieces


def _salary(request: SignedInRequest, found: BaseSalary | None) -> HttpResponse:
    insist(access.can_set_base_salary(request.user))
    names = SalaryForm.base_fields
    initial = {name: getattr(found, name) for name in names} if found else None
    form = SalaryForm(request.POST or None, initial=initial)
    back = reverse("nominations:base_salaries")
    lead = _("Tiền thưởng của quyết định ban hành từ ngày này tính theo mức này.")
    page = DeedPage(_("Lương cơ sở"), lead, _("Lưu"), back)
    deed = lambda: keep_base_salary(found, form.salary(), by=request.user)  # noqa: E731 -- of the form once it is read
    return fill(request, form, deed, page=page, said=_("Đã lưu mức lương cơ sở."))


def _paid_decision(request: SignedInRequest, pk: int) -> AwardDecision:
    """404 for whoever reads the decision but not its money; issued ones only."""
    found = access.get_visible_decision(request.user, pk)
    if not found.is_issued or not access.reads_money(request.user, found):
        raise Http404
    return found
