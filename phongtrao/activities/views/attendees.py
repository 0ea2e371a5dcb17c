"""Who came to an activity, by name; many at once into it and into the registers. S1-38, S4-10"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access.activities import get_activity, own_units
from phongtrao.activities.access.attendees import can_list, get_attendee
from phongtrao.activities.forms.attendees import AttendeeForm, ResultForm
from phongtrao.activities.forms.imports import ImportForm
from phongtrao.activities.models import Attendee
from phongtrao.activities.pages.activity import url_of
from phongtrao.activities.people_sheets import (
    attendee_columns,
    register_columns,
    sample_workbook,
)
from phongtrao.activities.services.attendees import (
    SAID,
    Brought,
    add_attendee,
    attendee_mark,
    bring_attendees,
    change_attendee,
    drop_attendee,
)
from phongtrao.activities.services.registering import bring_entries
from phongtrao.activities.tabs import NAV
from phongtrao.activities.views.deeds import DeedPage, fill
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.web.acts import Question, confirm, done
from phongtrao.web.tables import xlsx_response

Bring = Callable[..., Brought]


@require_http_methods(["GET", "POST"])
@once
def attendees_import(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_activity(request.user, pk)
    insist(can_list(request.user, found))
    page = {
        "title": _("Nhập người dự từ Excel"),
        "lead": _(
            "Mỗi dòng một người: mã cán bộ, hoặc họ tên và đơn vị. Ai đã có trong danh sách thì được cập nhật;"
            " ô để trống thì điều đã ghi giữ nguyên. Có ô sai thì chưa ghi gì."
        ),
        "sheet": reverse("activities:attendees_sheet", args=[pk]),
        "back": url_of(found),
        "activity": found,
    }
    return _bring(request, partial(bring_attendees, found), page)


@require_GET
def attendees_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_activity(request.user, pk)
    insist(can_list(request.user, found))
    sheet = sample_workbook(attendee_columns(found.kind), _("Người dự"))
    return xlsx_response(sheet, "nguoi-du-mau")


@require_http_methods(["GET", "POST"])
@once
def entries_import(request: SignedInRequest) -> HttpResponse:
    if not own_units(request.user).exists():
        raise Http404
    page = {
        "title": _("Nhập đội ngũ từ Excel"),
        "lead": _(
            "Mỗi dòng một người, vào danh sách cốt cán, tuyên truyền viên hay chuyên gia từ ngày nào. Ai đang"
            " có tên thì giữ nguyên. Có ô sai thì chưa ghi gì."
        ),
        "sheet": reverse("activities:entries_sheet"),
        "back": reverse("activities:registers"),
    }
    return _bring(request, bring_entries, page)


@require_GET
def entries_sheet(request: SignedInRequest) -> HttpResponse:
    if not own_units(request.user).exists():
        raise Http404
    return xlsx_response(sample_workbook(register_columns(), _("Đội ngũ")), "doi-ngu-mau")


def _bring(request: SignedInRequest, bring: Bring, page: dict[str, Any]) -> HttpResponse:
    """Upload; every bad cell is told, and nothing is written while one is there."""
    form = ImportForm(request.POST or None, request.FILES or None)

    def deed() -> Brought:
        upload, is_trial = form.cleaned_data["file"], form.cleaned_data["is_trial"]
        return bring(upload.read(), upload.name, by=request.user, is_trial=is_trial)

    found = done(request, form, deed)
    context: dict[str, Any] = NAV | {"form": form, "page": page}
    if found and found.errors:
        context["errors"] = found.errors
    elif found and form.cleaned_data["is_trial"]:
        context["ready"] = found
    elif found:
        said = _("Đã nhập: %(new)s người mới, %(changed)s cập nhật, %(same)s giữ nguyên.")
        counts = {"new": found.new, "changed": found.changed, "same": found.same}
        messages.success(request, said % counts)
        return redirect(page["back"])
    return render_page(request, "activities/people_import.html", context)


@require_http_methods(["GET", "POST"])
@once
def attendee_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_activity(request.user, pk)
    insist(can_list(request.user, found))
    form = AttendeeForm(request.POST or None, kind=found.kind)
    page = DeedPage(_("Thêm người dự"), found.title, _("Thêm"), url_of(found))

    def deed() -> None:
        given = form.cleaned_data
        add_attendee(found, given["person"], given, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã thêm vào danh sách người dự."))


@require_http_methods(["GET", "POST"])
@once
def attendee(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another result; the way out of the list."""
    found = get_attendee(request.user, pk)
    activity = found.activity
    insist(can_list(request.user, activity))
    given = {name: getattr(found, name) for name in SAID} | {"as_read": attendee_mark(found)}
    form = ResultForm(request.POST or None, kind=activity.kind, initial=given)
    page = DeedPage(found.person.full_name, str(found.unit), _("Lưu"), url_of(activity))

    def deed() -> Attendee:
        said = form.cleaned_data
        return change_attendee(found, said, by=request.user, as_read=said["as_read"])

    if done(request, form, deed) is None:
        context = NAV | {"form": form, "page": page, "attendee": found, "activity": activity}
        return render_page(request, "activities/attendee.html", context)
    messages.success(request, _("Đã lưu kết quả."))
    return redirect(page.back)


@require_http_methods(["GET", "POST"])
@once
def attendee_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_attendee(request.user, pk)
    insist(can_list(request.user, found.activity))
    question = Question(
        title=_("Đưa %s ra khỏi danh sách người dự?") % found.person.full_name,
        warning=_("Kết quả, điểm và số chứng nhận đã ghi của người này mất theo."),
        word=_("bỏ"),
        action=_("Đưa ra"),
        back=url_of(found.activity),
        nav=NAV["nav"],
    )
    deed = partial(drop_attendee, found, by=request.user)
    return confirm(request, question, deed, _("Đã đưa ra khỏi danh sách người dự."))
