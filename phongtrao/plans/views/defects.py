"""What is wrong with a text: the list of an intake and of a plan's paper, one defect, what is done with it."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.plans.access import defects as access
from phongtrao.plans.access import intake as intake_access
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.forms.defects import DefectFilter, DismissForm
from phongtrao.plans.models import TextDefect
from phongtrao.plans.pages.defects import (
    CheckPage,
    DefectPage,
    intake_tabs,
    list_url,
    severity_badge,
    state_badge,
)
from phongtrao.plans.queries.defects import check_of, defects_of
from phongtrao.plans.queries.plan_papers import paper_of
from phongtrao.plans.queries.upper_plans import plan_carried_out
from phongtrao.plans.services import defects as services
from phongtrao.reader.lint import place_of
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, respond

LONGEST_QUOTE = 160
BEFORE_QUOTE = 50  # letters


def _place(defect: TextDefect) -> str:
    return place_of(defect.found.passage)


def _around(defect: TextDefect) -> str:
    """The words meant, with what stands around them: a row of a table may be a page long."""
    passage = defect.passage
    start = max(passage.find(defect.quote) - BEFORE_QUOTE, 0)
    if start:
        start = passage.find(" ", start) + 1  # at the beginning of a word
    said = Truncator(passage[start:]).chars(LONGEST_QUOTE)
    return f"… {said}" if start else said


def _why(defect: TextDefect) -> str:
    return defect.found.why


def _how(defect: TextDefect) -> str:
    return defect.found.how


DEFECTS = Table(
    key="defects",
    title=gettext_lazy("Lỗi văn bản"),
    order="place",
    filter=DefectFilter,
    columns=(
        Column("what", gettext_lazy("Điều cần xem"), card="title"),
        Column("severity", gettext_lazy("Mức"), value=severity_badge, sheet=str, sort="severity"),
        Column("name", gettext_lazy("Loại lỗi"), on_screen=False),
        Column("place", gettext_lazy("Chỗ"), value=_place, sort="position"),
        Column("around", gettext_lazy("Đoạn văn bản"), value=_around, card="hide", in_export=False),
        Column("passage", gettext_lazy("Đoạn văn bản"), on_screen=False),
        Column("why", gettext_lazy("Vì sao"), value=_why, on_screen=False),
        Column("how", gettext_lazy("Cách sửa"), value=_how),
        Column(
            "state",
            gettext_lazy("Tình trạng"),
            value=state_badge,
            sheet=str,
            sort="dismissed_at",
        ),
        Column("reason", gettext_lazy("Lý do bỏ qua"), on_screen=False),
        Column("dismissed_by", gettext_lazy("Người bỏ qua"), on_screen=False),
    ),
    row_url="plans:defect",
    empty=Empty(
        gettext_lazy("Không thấy lỗi nào."),
        gettext_lazy(
            "Ở đây hiện số mục trùng, ngày không có thật, văn bản dẫn hai cách, nhiệm vụ thiếu người làm, "
            "phụ lục còn thiếu và những lỗi khác mà máy thấy được."
        ),
    ),
    file_name="loi-van-ban",
)


@require_GET
def intake_defects(request: SignedInRequest, pk: int) -> HttpResponse:
    found = intake_access.get_visible(request.user, pk)
    above = plan_carried_out(found, visible_plans(request.user))
    can_check = intake_access.can_review(request.user, found)
    page = CheckPage(found, check_of(found), can_check, above=above)
    context = {"nav": "intake", "tabs": intake_tabs(found, "defects"), "intake": found}
    return _list(request, page, context)


@require_GET
def plan_defects(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access.get_drafted(request.user, pk)
    check, paper = check_of(plan), paper_of(plan)
    is_outdated = bool(check and paper and paper.document.file_id != check.file_id)
    can_check = access.can_check_plan(request.user, plan)
    page = CheckPage(plan, check, can_check, is_outdated, plan.parent)
    return _list(request, page, {"nav": "plans", "plan": plan})


@require_POST
@once
def intake_check(request: SignedInRequest, pk: int) -> HttpResponse:
    found = intake_access.get_visible(request.user, pk)
    deed = partial(services.check_intake, found, by=request.user)
    return do(request, deed, _("Đã soát lại văn bản."), reverse("plans:intake_defects", args=[pk]))


@require_POST
@once
def plan_check(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access.get_drafted(request.user, pk)
    deed = partial(services.check_plan, plan, by=request.user)
    return do(request, deed, _("Đã soát lại văn bản."), reverse("plans:plan_defects", args=[pk]))


@require_GET
def defect(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access.get_defect(request.user, pk), DismissForm())


@require_POST
@once
def defect_dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_defect(request.user, pk)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    deed = partial(services.dismiss_defect, found, form.cleaned_data["reason"], by=request.user)
    return do(request, deed, _("Đã bỏ qua, lý do được giữ lại."), list_url(found.text_check))


@require_POST
@once
def defect_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_defect(request.user, pk)
    deed = partial(services.restore_defect, found, by=request.user)
    return do(request, deed, _("Đã lấy lại, chờ sửa."), reverse("plans:defect", args=[pk]))


# ------------------------------------------------------------------ pieces


def _list(request: SignedInRequest, page: CheckPage, context: dict[str, object]) -> HttpResponse:
    rows = defects_of(page.check) if page.check else TextDefect.objects.none()
    everything = context | {"page": page, "wide": True}
    return respond(request, DEFECTS.of(rows, request.GET), "plans/defects.html", everything)


def _page(request: SignedInRequest, found: TextDefect, form: DismissForm) -> HttpResponse:
    page = DefectPage.build(found, request.user)
    nav = "intake" if found.text_check.intake_id else "plans"
    return render_page(request, "plans/defect.html", {"page": page, "form": form, "nav": nav})
