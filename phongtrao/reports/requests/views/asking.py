"""Requests for reports: the list, the request with its form, sending, ending, next year's round."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.fields import Field, read_fields
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_number
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.queries.owed import with_counts
from phongtrao.plans.queries.parties import suggest_units
from phongtrao.reports.models import ReportRequest
from phongtrao.reports.requests import access
from phongtrao.reports.requests.forms import BoxForm, ReachForm, RequestForm, SaveForm
from phongtrao.reports.requests.pages import RequestPage
from phongtrao.reports.requests.queries import reached_units
from phongtrao.reports.requests.services import asking as services
from phongtrao.reports.requests.tables import REQUESTS, answers_table, unit_rows
from phongtrao.web.acts import Question, confirm, do, done
from phongtrao.web.tables import respond

NAV: dict[str, Any] = {"nav": "requests"}
PREVIEW = "xem"  # in the address once the choice is made
MOST_SHOWN = 30  # units named in the preview
FORM_KEY = "form_key"
STEPS = {"len": -1, "xuong": 1}


@require_GET
def request_list(request: SignedInRequest) -> HttpResponse:
    if not access.sees_requests(request.user):
        raise Http404
    rows = with_counts(access.visible_requests(request.user), "answers")
    context = NAV | {"can_ask": access.asking_units(request.user).exists()}
    table = REQUESTS.of(rows, request.GET)
    return respond(request, table, "reports/requests/list.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft shows its form to build; what was sent, the units and how they stand."""
    found = access.get_visible_request(request.user, pk)
    page = RequestPage.build(found, request.user)
    context = NAV | {"page": page, "asked": found}
    if page.is_draft:
        return render_page(request, "reports/requests/draft.html", context)
    table = answers_table(found, page.boxes, may_judge=bool(page.can_run))
    given = {"communes": communes_under(found.owner)}
    shown = table.of(unit_rows(found, page.boxes), request.GET, given)
    return respond(request, shown, "reports/requests/request.html", context | {"wide": True})


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    if not access.asking_units(request.user).exists():
        raise Http404
    form = RequestForm(request.POST or None, user=request.user)
    if made := done(request, form, lambda: _create(form, request)):
        messages.success(request, _("Đã lập yêu cầu. Hãy xem lại các ô rồi gửi."))
        return redirect("reports:request", pk=made.pk)
    return render_page(request, "reports/requests/form.html", NAV | {"form": form})


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    initial = RequestForm.initial_of(found)
    data = request.POST or None
    form = RequestForm(data, user=request.user, report_request=found, initial=initial)
    if done(request, form, lambda: services.edit_request(found, form.wording(), by=request.user)):
        return redirect("reports:request", pk=pk)
    return render_page(request, "reports/requests/form.html", NAV | {"form": form, "asked": found})


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    question = Question(
        title=_("Bỏ yêu cầu “%s”?") % found,
        warning=_("Yêu cầu chưa gửi ai. Mẫu đã lưu, nếu có, vẫn còn."),
        word=_("bỏ"),
        action=_("Bỏ yêu cầu"),
        back=reverse("reports:request", args=[pk]),
        nav="requests",
    )
    deed = partial(services.drop_request, found, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ yêu cầu."), to=reverse("reports:request_list"))


# ------------------------------------------------------------------ the boxes of the form


@require_http_methods(["GET", "POST"])
@once
def box_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    form = BoxForm(request.POST or None)
    if done(request, form, lambda: services.add_field(found, form.box(), by=request.user)):
        to_next = "them" in request.POST
        return redirect("reports:request_box_new" if to_next else "reports:request", pk=pk)
    return _box_page(request, found, form, None)


@require_http_methods(["GET", "POST"])
@once
def box_edit(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    found = _editable(request, pk)
    box = _box(found, key)
    form = BoxForm(request.POST or None, initial=BoxForm.initial_of(box))
    if done(request, form, lambda: services.change_field(found, form.box(key), by=request.user)):
        return redirect("reports:request", pk=pk)
    return _box_page(request, found, form, box)


@require_POST
def box_move(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    found = _editable(request, pk)
    steps = next((step for word, step in STEPS.items() if word in request.POST), 0)
    deed = partial(services.move_field, found, _box(found, key).key, steps, by=request.user)
    return do(request, deed, "", reverse("reports:request", args=[pk]) + "#cac-o")


@require_POST
def box_drop(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    found = _editable(request, pk)
    box = _box(found, key)
    deed = partial(services.drop_field, found, key, by=request.user)
    said = _("Đã bỏ ô “%s”.") % box.label
    return do(request, deed, said, reverse("reports:request", args=[pk]) + "#cac-o")


@require_http_methods(["GET", "POST"])
@once
def save_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the boxes for the next time."""
    found = access.get_visible_request(request.user, pk)
    insist(access.can_ask(request.user, found.owner))
    form = SaveForm(request.POST or None, initial={"title": found.title})
    if done(
        request,
        form,
        lambda: services.save_form(found, form.cleaned_data["title"], by=request.user),
    ):
        messages.success(request, _("Đã lưu mẫu. Lần sau chọn mẫu này khi lập yêu cầu."))
        return redirect("reports:request", pk=pk)
    context = NAV | {"form": form, "asked": found}
    return render_page(request, "reports/requests/save_form.html", context)


# ------------------------------------------------------------------ sending, ending


@require_http_methods(["GET", "POST"])
@once
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """The choice stands in the address; the preview shows what it does, and posts to the same."""
    found = access.get_visible_request(request.user, pk)
    insist(access.can_send(request.user, found))
    if PREVIEW not in request.GET and found.audience and not found.answers.exists():
        return redirect(f"{request.path}?{found.audience}")
    asked = request.GET if PREVIEW in request.GET else None
    form = ReachForm(asked, owner=found.owner, initial={"line": "prof"})
    context: dict[str, Any] = NAV | {"form": form, "asked": found}
    if form.is_valid():
        units = reached_units(form.reach(), found.owner)
        if request.method == "POST":
            return _send(request, found, list(units.values_list("pk", flat=True)))
        known = found.answers.filter(unit__in=units.order_by().values("pk")).count()
        count = units.count()
        context |= {
            "count": count,
            "known": known,
            "fresh": count - known,
            "units": units.order_by("sort_key", "pk")[:MOST_SHOWN],
            "most_shown": MOST_SHOWN,
        }
    return render_page(request, "reports/requests/send.html", context)


def _send(request: SignedInRequest, found: ReportRequest, units: list[int]) -> HttpResponse:
    audience = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    audience.pop(FORM_KEY, None)
    kept = audience.urlencode()
    try:
        sent = services.send_request(found, units, audience=kept, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("reports:request_send", pk=found.pk)
    said = _("Đã gửi yêu cầu tới %(new)s đơn vị; %(old)s đơn vị đã có từ trước.")
    new, old = format_number(sent.written), format_number(sent.existing)
    messages.success(request, said % {"new": new, "old": old})
    return redirect("reports:request", pk=found.pk)


@require_GET
def unit_names(request: SignedInRequest, pk: int) -> HttpResponse:
    """Options for the fields that name units, as the person types (htmx)."""
    found = access.get_visible_request(request.user, pk)
    units = suggest_units(request.GET.get("q", ""), found.owner)
    return render_page(request, "plans/unit_names.html", {"units": units})


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_request(request.user, pk)
    insist(access.can_run(request.user, found))
    counts = RequestPage.build(found, request.user).counts
    question = Question(
        title=_("Kết thúc đợt báo cáo “%s”?") % found,
        warning=_("Đơn vị chưa nộp sẽ không nộp được nữa, trừ khi văn phòng mở lại."),
        consequences=[
            (counts.owed, _("đơn vị chưa nộp")),
            (counts.submitted, _("báo cáo chưa duyệt")),
        ],
        word=_("kết thúc"),
        action=_("Kết thúc đợt báo cáo"),
        back=reverse("reports:request", args=[pk]),
        nav="requests",
    )
    deed = partial(services.close_request, found, by=request.user)
    return confirm(request, question, deed, _("Đã kết thúc đợt báo cáo."))


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_request(request.user, pk)
    deed = partial(services.reopen_request, found, by=request.user)
    said = _("Đã mở lại: các đơn vị nộp và sửa được.")
    return do(request, deed, said, reverse("reports:request", args=[pk]))


@require_POST
@once
def repeat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Next year's round, to be looked over."""
    found = access.get_visible_request(request.user, pk)
    try:
        made = services.repeat_request(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("reports:request", pk=pk)
    messages.success(request, _("Đã soạn đợt sau. Hãy xem lại hạn và các ô rồi gửi."))
    return redirect("reports:request", pk=made.pk)


# ------------------------------------------------------------------ parts


def _editable(request: SignedInRequest, pk: int) -> ReportRequest:
    found = access.get_visible_request(request.user, pk)
    insist(access.can_edit(request.user, found))
    return found


def _box(found: ReportRequest, key: str) -> Field:
    for box in read_fields(found.fields):
        if box.key == key:
            return box
    raise Http404


def _box_page(
    request: SignedInRequest, found: ReportRequest, form: BoxForm, box: Field | None
) -> HttpResponse:
    context = NAV | {"form": form, "asked": found, "box": box}
    return render_page(request, "reports/requests/box.html", context)


def _create(form: RequestForm, request: SignedInRequest) -> ReportRequest:
    saved = form.cleaned_data.get("saved")
    boxes = read_fields(saved.fields) if saved else []
    owner = form.cleaned_data["owner"]
    return services.create_request(owner, form.wording(), boxes, by=request.user)
