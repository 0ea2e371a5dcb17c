"""Sittings: the list of a council, calling one, its page, the roll, the chair, its end."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access.councils import can_run, get_visible_council, visible_cases
from phongtrao.councils.access.sittings import (
    can_direct,
    get_visible_sitting,
    visible_items,
    visible_sittings,
)
from phongtrao.councils.forms.sittings import (
    CallForm,
    ChairForm,
    CourseForm,
    NewSittingForm,
    ReasonForm,
    RollForm,
)
from phongtrao.councils.models import Case, Member, Presence, Sitting
from phongtrao.councils.pages.councils import CouncilPage
from phongtrao.councils.pages.sittings import SITTINGS, SittingPage, agenda_table, roll_of
from phongtrao.councils.queries.votes import with_turnout
from phongtrao.councils.services import sittings as services
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.lib.ical import Event, write_calendar
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.tables import respond

NAV: dict[str, Any] = {"nav": "councils"}


@require_GET
def sitting_list(request: SignedInRequest, pk: int) -> HttpResponse:
    council = get_visible_council(request.user, pk)
    rows = visible_sittings(request.user).filter(council=council)
    page = CouncilPage(council, request.user, "sittings")
    context = NAV | {"council": council, "page": page, "can_run": can_run(request.user, council)}
    return respond(request, SITTINGS.of(rows, request.GET), "councils/sitting_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def sitting_new(request: SignedInRequest, pk: int) -> HttpResponse:
    council = get_visible_council(request.user, pk)
    insist(can_run(request.user, council))
    waiting = visible_cases(request.user).filter(council=council, status=Case.Status.OPEN)
    form = NewSittingForm(request.POST or None, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_sitting(council, form.call(), form.chosen(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lên lịch và mời các thành viên."))
            return redirect("councils:sitting", pk=made.pk)
    context = NAV | {"form": form, "council": council}
    return render_page(request, "councils/sitting_form.html", context)


@require_GET
@never_cache
def sitting(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    page = SittingPage.build(found, request.user)
    rows = with_turnout(visible_items(request.user, found))
    table = agenda_table(found, may_direct=bool(page.may_direct)).of(rows, request.GET)
    context = NAV | {"page": page, "sitting": found, "wide": True}
    return respond(request, table, "councils/sitting.html", context)


@require_GET
def sitting_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """The invitation as a file for one's own calendar: day, hour and place, never the agenda."""
    found = get_visible_sitting(request.user, pk)
    if found.status != Sitting.Status.PLANNED:
        messages.error(request, _("Phiên họp đã bắt đầu hoặc đã hủy nên không còn tệp lịch."))
        return redirect("councils:sitting", pk=pk)
    begins = timezone.localtime(found.starts_at)
    event = Event(
        uid=f"sitting-{pk}@{request.get_host()}",
        day=begins.date(),
        summary=_("Họp %s") % found.council,
        url=request.build_absolute_uri(reverse("councils:sitting", args=[pk])),
        begins=begins,
        place=found.place,
    )
    text = write_calendar(str(found.council), [event], timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="phien-hop-{pk}.ics"'
    return response


@require_http_methods(["GET", "POST"])
@once
def sitting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    form = CallForm(request.POST or None, initial=CallForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_sitting(found, form.call(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã đổi lịch và báo lại các thành viên."))
            return redirect("councils:sitting", pk=pk)
    return _form(request, found, form, (_("Đổi lịch phiên họp"), _("Lưu lịch mới")))


@require_POST
def sitting_open(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    deed = partial(services.open_sitting, found, by=request.user)
    roll = reverse("councils:sitting_roll", args=[pk])
    said = _("Phiên họp đã khai mạc. Hãy điểm danh.")
    back = reverse("councils:sitting", args=[pk])
    return do(request, deed, said, roll, refused_to=back)


@require_http_methods(["GET", "POST"])
@once
def sitting_roll(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    form = RollForm(request.POST or None, seats=roll_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.take_roll(found, form.roll(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã điểm danh."))
            return redirect("councils:sitting", pk=pk)
    context = NAV | {"form": form, "sitting": found}
    return render_page(request, "councils/sitting_roll.html", context)


@require_http_methods(["GET", "POST"])
@once
def sitting_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    present = found.presences.filter(kind=Presence.Kind.PRESENT).values("member")
    there = Member.objects.filter(pk__in=present).select_related("person")
    form = ChairForm(request.POST or None, there=there)
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_over_chair(found, form.cleaned_data["member"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã giao quyền chủ trì."))
            return redirect("councils:sitting", pk=pk)
    return _form(request, found, form, (_("Giao quyền chủ trì"), _("Giao quyền chủ trì")))


@require_http_methods(["GET", "POST"])
@once
def sitting_course(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    form = CourseForm(request.POST or None, initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            services.write_course(found, form.cleaned_data["note"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect("councils:sitting", pk=pk)
    return _form(request, found, form, (_("Diễn biến phiên họp"), _("Lưu")))


@require_http_methods(["GET", "POST"])
def sitting_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    page = SittingPage.build(found, request.user)
    consequences = [
        (page.counted, _("nội dung đã có kết quả")),
        (page.waiting, _("nội dung chưa biểu quyết, chuyển phiên sau")),
    ]
    if page.voting:
        consequences.insert(0, (page.voting, _("nội dung đang biểu quyết: kiểm phiếu trước")))
    question = Question(
        title=_("Bế mạc phiên họp?"),
        warning=_("Sau khi bế mạc không biểu quyết thêm được nội dung nào."),
        consequences=consequences,
        word=_("bế mạc"),
        action=_("Bế mạc phiên họp"),
        back=reverse("councils:sitting", args=[pk]),
        nav="councils",
    )
    deed = partial(services.close_sitting, found, by=request.user)
    return confirm(request, question, deed, _("Phiên họp đã bế mạc."))


@require_http_methods(["GET", "POST"])
@once
def sitting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_sitting(found, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã hủy phiên họp và báo các thành viên."))
            return redirect("councils:sitting", pk=pk)
    return _form(request, found, form, (_("Hủy phiên họp"), _("Hủy phiên họp")))


def _directed(request: SignedInRequest, pk: int) -> Sitting:
    found = get_visible_sitting(request.user, pk)
    insist(can_direct(request.user, found))
    return found


def _form(
    request: SignedInRequest, found: Sitting, form: Any, words: tuple[str, str]
) -> HttpResponse:
    title, action = words
    context = NAV | {"form": form, "sitting": found, "title": title, "action_label": action}
    return render_page(request, "councils/sitting_one_form.html", context)
