"""Roles over a unit, for its administrator."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.forms.grants import GrantForm
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.acts import do
from phongtrao.web.components import State
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}


def grant_state(grant: Grant) -> State:
    if grant.is_over:
        return State(_("Đã hết"), "neutral")
    if grant.days.lower > localdate():
        return State(_("Chưa đến ngày"), "due")
    return State(_("Đang giữ"), "done")


def first_day(grant: Grant) -> object:
    return grant.days.lower


def last_day(grant: Grant) -> object:
    return grant.days.upper


GRANTS = Table(
    key="grants",
    title=gettext_lazy("Phân quyền"),
    order="user",
    columns=(
        Column("user", gettext_lazy("Người giữ"), sort="user__sort_key", card="title"),
        Column("role", gettext_lazy("Vai trò"), value="get_role_display", sort="role"),
        Column("line", gettext_lazy("Tuyến"), value="get_line_display", sort="line"),
        Column("kind", gettext_lazy("Chỉ loại đơn vị"), value="get_kind_display"),
        Column("level", gettext_lazy("Chỉ cấp học"), value="get_level_display"),
        Column("capacity", gettext_lazy("Ký"), card="hide"),
        Column("since", gettext_lazy("Từ ngày"), value=first_day, sort="days", align="end"),
        Column("until", gettext_lazy("Hết từ ngày"), value=last_day, align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=grant_state),
        Column("by", gettext_lazy("Người phân"), value="given_by.full_name", on_screen=False),
    ),
    row_url="orgs:grant_end",
    empty=Empty(
        gettext_lazy("Chưa ai có vai trò tại đơn vị này."),
        gettext_lazy("Phân quyền để thủ trưởng và đầu mối nhận việc, nộp báo cáo."),
    ),
    file_name="phan-quyen",
)


@require_GET
def unit_grants(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_administered_unit(request.user, pk)
    context = {**NAV, "unit": unit, "tabs": tabs_of(unit, request.user, "grants")}
    table = GRANTS.of(queries.grants_at(unit), request.GET)
    return respond(request, table, "orgs/unit_grants.html", context)


@require_http_methods(["GET", "POST"])
@once
def grant_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_administered_unit(request.user, pk)
    form = GrantForm(request.POST or None, initial={"since": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.give_role(form.cleaned_data["account"], form.new_role(unit), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã phân quyền."))
            return redirect("orgs:unit_grants", pk=pk)
    return render_page(request, "orgs/grant_form.html", {**NAV, "form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
@once
def grant_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the role covers, and ending it from today on."""
    grant = access.get_grant(request.user, pk)
    may = access.can_end_role(request.user, grant)
    form = ConfirmForm(request.POST or None, word=_("thu hồi"))
    if request.method == "POST" and form.is_valid():
        deed = partial(services.end_role, grant, by=request.user)
        said = _("Đã thu hồi. Người này không còn vai trò ấy từ hôm nay.")
        return do(request, deed, said, reverse("orgs:unit_grants", args=[grant.unit_id]))
    covered = Unit.objects.standing().under(grant.unit, grant.line).count()
    context = {**NAV, "grant": grant, "form": form, "may": may, "covered": covered}
    return render_page(request, "orgs/grant_end.html", {**context, "state": grant_state(grant)})
