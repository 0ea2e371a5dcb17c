"""The register: the list, one award, checking many at once; the records of a person and of a unit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access import register as access
from phongtrao.awards.followers import notes_of
from phongtrao.awards.models import Award
from phongtrao.awards.queries.register import mark_of_awards
from phongtrao.awards.register_tables import (
    READ_ONLY,
    REGISTER,
    name_of,
    route_of,
    state_of,
    year_of,
)
from phongtrao.awards.services.register import check_awards, ready_awards
from phongtrao.awards.views.pieces import NAV, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import visible_documents, visible_evidence
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.imports.access import can_import
from phongtrao.web.tables import back_to, is_nothing_selected, respond, selected_rows
from phongtrao.web.tables.table import selected_again

S = Award.Status
SHOWN = 100  # of those about to be checked, named on the page


@require_GET
def register(request: SignedInRequest) -> HttpResponse:
    """Also where “Khen thưởng” leads: who reads no register finds the own way to titles."""
    user = request.user
    if not access.reads_register(user):
        return redirect("awards:mine")
    declared = REGISTER if access.checks_awards(user) else READ_ONLY
    given = {"honours": access.offered_honours(user)}
    context: dict[str, Any] = NAV | {
        "tabs": tabs_of("register", user),
        "waiting": access.checkable_awards(user).count() if access.checks_awards(user) else 0,
        "may_record": access.records_awards(user),
        "may_import": can_import(user, "awards"),
        "wide": True,
    }
    table = declared.of(access.visible_awards(user), request.GET, given)
    return respond(request, table, "awards/register.html", context)


@require_GET
def award(request: SignedInRequest, pk: int) -> HttpResponse:
    user, found = request.user, access.get_award(request.user, pk)
    facts = [
        (_("Danh hiệu, hình thức"), found.honour.title),
        (_("Đơn vị"), found.unit.name),
        (_("Năm"), year_of(found)),
        (_("Loại khen thưởng"), route_of(found)),
        (_("Số quyết định"), found.decision),
        (_("Ngày quyết định"), found.decided_on),
        (_("Người quyết định"), found.decided_by),
        (_("Tính từ ngày"), found.earned_on),
        (_("Thành tích"), found.reason),
        (_("Người ghi"), found.recorded_by and found.recorded_by.full_name),
        (_("Người đối chiếu"), found.checked_by and found.checked_by.full_name),
        (_("Quyết định thu hồi"), found.revoking_decision),
        (_("Thu hồi từ ngày"), found.revoked_on),
        (_("Lý do"), found.end_reason),
    ]
    is_waiting = found.status == S.WAITING
    context: dict[str, Any] = NAV | {
        "award": found,
        "name": name_of(found),
        "state": state_of(found),
        "notes": notes_of(found, user),
        "facts": [(label, value) for label, value in facts if value],
        "evidence": visible_evidence(user).filter(pk=found.evidence_id or 0).first(),
        "paper": visible_documents(user).filter(pk=found.document_id or 0).first(),
        "may_tie": found.document_id is None and access.can_tie(user, found),
        "may_check": is_waiting and access.can_check(user, found),
        "may_correct": access.can_correct(user, found),
        "may_revoke": found.status == S.CONFIRMED and access.can_revoke(user, found),
        "has_unit_page": access.readable_units(user).filter(pk=found.unit_id).exists(),
    }
    return render_page(request, "awards/award.html", context)


@require_http_methods(["GET", "POST"])
@once
def check(request: SignedInRequest) -> HttpResponse:
    """Ticked rows → which will be checked and which not, and why → checked."""
    user, back = request.user, reverse("awards:register")
    if not access.checks_awards(user):
        raise Http404
    if request.method == "GET":
        return redirect(back)
    if is_nothing_selected(request.POST):
        messages.warning(request, _("Chưa chọn dòng nào. Hãy đánh dấu các dòng cần đối chiếu."))
        return redirect(back_to(back, request.POST))
    given = {"honours": access.offered_honours(user)}
    picked = selected_rows(REGISTER, access.visible_awards(user), request.POST, given)
    if "as_read" in request.POST:
        return _checked(request, picked, back)
    ready = list(ready_awards(picked, user))
    others = picked.exclude(pk__in=[one.pk for one in ready]).order_by("pk")
    context: dict[str, Any] = NAV | {
        "ready": ready[:SHOWN],
        "count": len(ready),
        "left": [(one, _why_not(request, one)) for one in others[:SHOWN]],
        "again": selected_again(request.POST),
        "as_read": mark_of_awards(ready),
        "back": back_to(back, request.POST),
    }
    return render_page(request, "awards/check.html", context)


def _checked(request: SignedInRequest, picked: Any, back: str) -> HttpResponse:
    try:
        done = check_awards(picked, by=request.user, as_read=request.POST["as_read"])
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("Đã đối chiếu %d dòng.", "Đã đối chiếu %d dòng.", len(done))
        messages.success(request, told % len(done))
    return redirect(back)


def _why_not(request: SignedInRequest, award: Award) -> str:
    if award.status != S.WAITING:
        return str(award.get_status_display())
    return access.can_check(request.user, award).reason
