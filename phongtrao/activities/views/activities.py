"""The list, one activity, writing it, confirming and sending back, joining twins."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.activities.access import activities as access
from phongtrao.activities.access.attendees import reads_names, visible_attendees
from phongtrao.activities.forms.activities import ActivityForm, LineForm, ReturnForm, given_by
from phongtrao.activities.models import Activity, ActivityKind
from phongtrao.activities.pages.activity import ActivityPage, url_of
from phongtrao.activities.services import twins as twin_services
from phongtrao.activities.services import writing as services
from phongtrao.activities.services.entry import enter_activity
from phongtrao.activities.services.reporting import line_of, open_report, put_into_report
from phongtrao.activities.tables import ACTIVITIES, attendees_of, table_to_export, with_others
from phongtrao.activities.tabs import NAV, tabs_of
from phongtrao.activities.views.deeds import DeedPage, fill
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.access.reports import can_write as can_report
from phongtrao.plans.models import Movement, Plan, Task
from phongtrao.web.acts import do
from phongtrao.web.tables import EXPORT, back_to, is_nothing_selected, respond, selected_rows

S = Activity.Status
RECORD = "ghi-nhan"  # the button that records; the other keeps a draft
MOST = 500  # confirmed at once


@require_GET
def activities(request: SignedInRequest) -> HttpResponse:
    if not access.reads_activities(request.user):
        raise Http404
    context = NAV | {
        "tabs": tabs_of("activities", request.user),
        "may_write": access.writes_activities(request.user),
        "wide": True,
    }
    rows = access.visible_activities(request.user)
    confirms = access.confirms_activities(request.user)
    shown = ACTIVITIES if confirms else replace(ACTIVITIES, bulk=())
    table = shown.of(rows, request.GET)
    if EXPORT in request.GET:
        table = table_to_export(shown, table.filtered).of(with_others(rows), request.GET)
    return respond(request, table, "activities/list.html", context)


@require_POST
def confirm_many(request: SignedInRequest) -> HttpResponse:
    back = back_to(reverse("activities:activities"), request.POST)
    if is_nothing_selected(request.POST):
        messages.warning(request, _("Chưa chọn hoạt động nào. Hãy đánh dấu các dòng cần xác nhận."))
        return redirect(back)
    rows = selected_rows(ACTIVITIES, access.visible_activities(request.user), request.POST)
    waiting = rows.filter(status=S.RECORDED).order_by("pk")[:MOST]
    done, refused = services.confirm_activities(list(waiting), by=request.user)
    said = ngettext("Đã xác nhận %d hoạt động.", "Đã xác nhận %d hoạt động.", done) % done
    messages.success(request, said)
    for sentence in refused[:5]:
        messages.warning(request, sentence)
    return redirect(back)


@require_GET
def activity(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    page = ActivityPage.build(found, request.user)
    context: dict[str, Any] = NAV | {"page": page}
    if not (found.kind.has_participants and reads_names(request.user)):
        return render_page(request, "activities/activity.html", context)
    rows = visible_attendees(request.user).filter(activity=found)
    table = attendees_of(found.kind, may_list=bool(page.may_list)).of(rows, request.GET)
    return respond(request, table, "activities/activity.html", context | {"wide": True})


# ------------------------------------------------------------------ writing


@require_GET
def choose(request: SignedInRequest) -> HttpResponse:
    """The kinds, in their groups: the first tap on a phone."""
    if not access.own_units(request.user).exists():
        raise Http404
    kinds = ActivityKind.objects.filter(out_since=None)
    groups = [(name, list(rows)) for name, rows in groupby(kinds, lambda one: one.group)]
    return render_page(request, "activities/choose.html", NAV | {"groups": groups})


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    units = access.own_units(request.user)
    if not units.exists():
        raise Http404
    kind = get_object_or_404(ActivityKind, pk=pk, out_since=None)
    return _write(request, _form(request, kind, units), None)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    if not (may := access.can_write(request.user, found)):
        messages.error(request, may.reason)
        return redirect("activities:activity", pk=pk)
    units = Unit.objects.filter(pk=found.unit_id)
    form = _form(request, found.kind, units, found)
    return _write(request, form, found)


def _form(
    request: SignedInRequest, kind: ActivityKind, units: Any, found: Activity | None = None
) -> ActivityForm:
    """What it hangs on already stays on offer, also when the plan or the movement is over."""
    task, movement = (found.task_id, found.movement_id) if found else (None, None)
    open_plan = Q(plan__status=Plan.Status.PUBLISHED) | Q(pk=task)
    tasks = Task.objects.filter(open_plan, assignments__unit__in=units).distinct()
    running = Q(status=Movement.Status.RUNNING) | Q(pk=movement)
    movements = visible_movements(request.user).filter(running)
    return ActivityForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        units=units,
        tasks=tasks.order_by("plan", "position"),
        movements=movements.order_by("-pk"),
        initial=given_by(found) if found else None,
    )


def _write(request: SignedInRequest, form: ActivityForm, found: Activity | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given, is_recorded = form.cleaned_data, RECORD in request.POST
        try:
            made = enter_activity(
                found or given["unit"],
                form.said(),
                given["photos"],
                link=given["link"],
                is_recorded=is_recorded,
                as_read=given["as_read"],
                by=request.user,
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            said = _("Đã ghi nhận hoạt động.") if is_recorded else _("Đã lưu bản nháp.")
            messages.success(request, said)
            return redirect(url_of(made))
    context = NAV | {"form": form, "kind": form.kind, "activity": found, "record": RECORD}
    return render_page(request, "activities/write.html", context)


@require_POST
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    said = _("Đã ghi nhận hoạt động.")
    return do(request, lambda: services.record_activity(found, by=request.user), said, url_of(found))  # fmt: skip


@require_POST
def drop_proof(request: SignedInRequest, pk: int, evidence: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    proof = get_object_or_404(found.evidence, pk=evidence)
    said = _("Đã bỏ minh chứng khỏi hoạt động.")
    return do(request, lambda: services.drop_proof(found, proof, by=request.user), said, url_of(found))  # fmt: skip


# ------------------------------------------------------------------ judging


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    said = _("Đã xác nhận hoạt động.")
    return do(request, lambda: services.confirm_activity(found, by=request.user), said, url_of(found))  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    if not (may := access.can_return(request.user, found)):
        messages.error(request, may.reason)
        return redirect("activities:activity", pk=pk)
    form = ReturnForm(request.POST or None)
    page = DeedPage(
        _("Trả lại hoạt động"),
        _("Đơn vị được báo kèm lý do; hoạt động không được tính cho đến khi ghi nhận lại."),
        _("Trả lại"),
        url_of(found),
    )
    return fill(
        request,
        form,
        lambda: services.return_activity(found, form.cleaned_data["reason"], by=request.user),
        page=page,
        said=_("Đã trả lại hoạt động."),
    )


# ------------------------------------------------------------------ twins


@require_POST
def join(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    kept = access.get_activity(request.user, pk)
    twin = access.get_activity(request.user, other)
    said = _("Đã gộp: hai đơn vị cùng làm, tính một lần.")
    deed = lambda: twin_services.join_activities(kept, twin, by=request.user)  # noqa: E731
    return do(request, deed, said, url_of(kept))


@require_POST
def part(request: SignedInRequest, pk: int) -> HttpResponse:
    twin = access.get_activity(request.user, pk)
    said = _("Đã bỏ gộp: hai hoạt động đứng riêng như trước.")
    return do(request, lambda: twin_services.part_activities(twin, by=request.user), said, url_of(twin))  # fmt: skip


@require_POST
def apart(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    one = access.get_activity(request.user, pk)
    two = access.get_activity(request.user, other)
    said = _("Đã ghi là hai hoạt động khác nhau.")
    return do(request, lambda: twin_services.tell_apart(one, two, by=request.user), said, url_of(one))  # fmt: skip


# ------------------------------------------------------------------ the progress report


@require_http_methods(["GET", "POST"])
@once
def report(request: SignedInRequest, pk: int, work: int) -> HttpResponse:
    """The line is proposed; a person reads it, says the percent and puts it in."""
    found = access.get_activity(request.user, pk)
    assignment = work_access.get_visible(request.user, work)
    if not (may := can_report(request.user, assignment)):
        messages.error(request, may.reason)
        return redirect(url_of(found))
    written = open_report(assignment)
    percent = written.percent if written else assignment.percent
    form = LineForm(request.POST or None, initial={"line": line_of(found), "percent": percent})
    page = DeedPage(
        _("Đưa vào báo cáo tiến độ"),
        _("Dòng này và minh chứng vào bản nháp báo cáo của nhiệm vụ “%s”; đơn vị xem rồi mới nộp.")
        % Truncator(assignment.text).chars(120),
        _("Đưa vào báo cáo"),
        reverse("plans:assignment", args=[assignment.pk]),
    )

    def deed() -> None:
        given = form.cleaned_data
        put_into_report(found, assignment, given["line"], int(given["percent"]), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã đưa vào bản nháp báo cáo tiến độ."))
