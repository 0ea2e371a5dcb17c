"""Councils: their list, the page of one, and what whoever sets them up does with them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import councils as access
from phongtrao.councils.access import setting_up
from phongtrao.councils.forms.councils import (
    ActivateForm,
    CouncilFilter,
    CouncilForm,
    NewCouncilForm,
    TermForm,
)
from phongtrao.councils.models import Council, CouncilRule
from phongtrao.councils.pages.councils import CouncilPage
from phongtrao.councils.services import councils as services
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, confirm
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "councils"}
S = Council.Status
KINDS: dict[S, StateKind] = {S.DRAFT: "due", S.ACTIVE: "running", S.ENDED: "neutral"}


def state_of(council: Council) -> State:
    if council.status == S.ACTIVE and council.is_past_term:
        return State(gettext_lazy("Hết nhiệm kỳ"), "late")
    return State(S(council.status).label, KINDS[S(council.status)])


COUNCILS = Table(
    key="councils",
    title=gettext_lazy("Hội đồng"),
    order="-starts",
    filter=CouncilFilter,
    columns=(
        Column("title", gettext_lazy("Tên hội đồng"), sort="title", card="title"),
        Column("unit", gettext_lazy("Của đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="status"),
        Column("seats", gettext_lazy("Thành viên"), sort="seats", align="end"),
        Column("starts", gettext_lazy("Từ ngày"), value="starts_on", sort="starts_on", align="end"),
        Column("ends", gettext_lazy("Đến ngày"), value="ends_on", sort="ends_on", align="end"),
    ),
    row_url="councils:council",
    empty=Empty(
        gettext_lazy("Chưa có hội đồng nào."),
        gettext_lazy(
            "Hội đồng của đơn vị bạn và hội đồng bạn tham gia nằm ở đây. Văn phòng hoặc thủ trưởng lập hội đồng."
        ),
    ),
    file_name="hoi-dong",
)


@require_GET
def council_list(request: SignedInRequest) -> HttpResponse:
    sits = Q(members__days__contains=timezone.localdate())
    rows = Council.objects.filter(pk__in=access.visible_councils(request.user).values("pk"))
    rows = rows.select_related("unit").annotate(seats=Count("members", filter=sits))
    context = {**NAV, "may": setting_up.units_to_set_up(request.user).exists()}
    return respond(request, COUNCILS.of(rows, request.GET), "councils/council_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def council_new(request: SignedInRequest) -> HttpResponse:
    units = setting_up.units_to_set_up(request.user)
    if not units:
        raise Http404
    rules = CouncilRule.objects.filter(of=CouncilRule.Of.COMPOSITION)
    rules = rules.filter(Q(owner=None) | Q(owner__in=units))
    form = NewCouncilForm(request.POST or None, units=units, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            unit = form.cleaned_data["unit"]
            made = services.found_council(unit, form.data_given(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập hội đồng. Hãy thêm thành viên."))
            return redirect("councils:member_new", pk=made.pk)
    return render_page(request, "councils/council_form.html", {**NAV, "form": form})


@require_http_methods(["GET", "POST"])
@once
def council_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    council = setting_up.get_own_council(request.user, pk)
    rules = setting_up.rules_for(council.unit, CouncilRule.Of.COMPOSITION)
    names = services.CouncilData.__slots__
    initial = {name: getattr(council, name) for name in names}
    form = CouncilForm(request.POST or None, initial=initial, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_council(council, form.data_given(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("councils:council", pk=pk)
    return render_page(
        request, "councils/council_form.html", {**NAV, "form": form, "council": council}
    )


@require_http_methods(["GET", "POST"])
@once
def council_activate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the founding decision; what the composition lacks stands on the same page."""
    council = setting_up.get_own_council(request.user, pk)
    decisions = setting_up.decisions_for(request.user, council)
    form = ActivateForm(request.POST or None, decisions=decisions)
    if request.method == "POST" and form.is_valid():
        try:
            decision = form.cleaned_data["decision"]
            services.activate_council(council, decision, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Hội đồng đã hoạt động."))
            return redirect("councils:council", pk=pk)
    page = CouncilPage(council, request.user, "members")
    context = {**NAV, "form": form, "council": council, "page": page}
    return render_page(request, "councils/council_activate.html", context)


@require_http_methods(["GET", "POST"])
@once
def council_term(request: SignedInRequest, pk: int) -> HttpResponse:
    council = setting_up.get_own_council(request.user, pk)
    form = TermForm(request.POST or None, initial={"ends_on": council.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_term(council, **form.cleaned_data, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã đổi nhiệm kỳ."))
            return redirect("councils:council", pk=pk)
    context = {**NAV, "form": form, "council": council, "heading": _("Đổi nhiệm kỳ")}
    return render_page(request, "councils/one_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def council_end(request: SignedInRequest, pk: int) -> HttpResponse:
    council = setting_up.get_own_council(request.user, pk)
    question = Question(
        title=_("Kết thúc “%s”?") % council,
        warning=_("Hội đồng đã kết thúc không xét thêm hồ sơ nào; biên bản, kết quả vẫn xem được."),
        word=_("KẾT THÚC"),
        action=_("Kết thúc nhiệm kỳ"),
        back=reverse("councils:council", args=[pk]),
        nav="councils",
    )
    deed = partial(services.end_council, council, by=request.user)
    return confirm(request, question, deed, _("Hội đồng đã kết thúc nhiệm kỳ."))


@require_http_methods(["GET", "POST"])
@once
def council_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    council = setting_up.get_own_council(request.user, pk)
    question = Question(
        title=_("Bỏ “%s”?") % council,
        warning=_("Chỉ bỏ được hội đồng đang lập; danh sách thành viên đã ghi mất theo."),
        word=_("BỎ"),
        action=_("Bỏ hội đồng"),
        back=reverse("councils:council", args=[pk]),
        nav="councils",
    )
    deed = partial(services.drop_council, council, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ."), to=reverse("councils:council_list"))


@require_GET
def council_history(request: SignedInRequest, pk: int) -> HttpResponse:
    council = access.get_visible_council(request.user, pk)
    page = CouncilPage(council, request.user, "history")
    context = {**NAV, "council": council, "page": page}
    return render_page(request, "councils/council_history.html", context)
