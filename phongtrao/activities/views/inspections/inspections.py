"""The list, one inspection, its team, decision and day; giving it up."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.activities.access import inspections as access
from phongtrao.activities.forms.inspections import (
    CancelForm,
    DayForm,
    DecideForm,
    TeamFields,
    UnscheduledForm,
)
from phongtrao.activities.inspection_tables import INSPECTIONS
from phongtrao.activities.minutes import MINUTES, facts_of_minutes
from phongtrao.activities.models import Inspection, InspectionMember
from phongtrao.activities.pages.inspection import InspectionPage, url_of, with_head
from phongtrao.activities.services import inspections as services
from phongtrao.activities.services import programmes
from phongtrao.activities.services.teams import set_team
from phongtrao.activities.views.inspections import NAV, DeedPage, fill
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.base.words import office_language
from phongtrao.documents.access import insist
from phongtrao.documents.content import WORD
from phongtrao.documents.numbering import file_title
from phongtrao.documents.services.files import read_file
from phongtrao.documents.services.templates import current_version
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadInput
from phongtrao.plans.finding_tabs import tabs_of
from phongtrao.web.acts import do
from phongtrao.web.tables import respond

R = InspectionMember.Role


@require_GET
def inspections(request: SignedInRequest) -> HttpResponse:
    if not access.reads_inspections(request.user):
        raise Http404
    context = NAV | {
        "tabs": tabs_of("inspections", request.user),
        "may_plan": access.plans_inspections(request.user),
        "wide": True,
    }
    table = INSPECTIONS.of(with_head(access.visible_inspections(request.user)), request.GET)
    return respond(request, table, "activities/inspections/list.html", context)


@require_http_methods(["GET", "POST"])
@once
def unscheduled(request: SignedInRequest) -> HttpResponse:
    units = access.inspecting_units(request.user)
    if not units.exists():
        raise Http404
    form = UnscheduledForm(request.POST or None, units=units)

    def deed() -> Inspection:
        given = form.cleaned_data
        return programmes.add_unscheduled(
            given["owner"], given["unit"], given["why"], form.said(), by=request.user
        )

    page = DeedPage(
        _("Thêm cuộc kiểm tra đột xuất"),
        _("Ngoài chương trình năm. Đơn vị chưa được báo cho đến khi có quyết định."),
        _("Thêm cuộc kiểm tra"),
        reverse("activities:inspections"),
    )
    return fill(
        request,
        form,
        deed,
        page=page,
        said=_("Đã thêm cuộc kiểm tra. Hãy lập đoàn."),
        to=lambda made: reverse("activities:team", args=[made.pk]),
    )


@require_GET
def inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    context = NAV | {"page": InspectionPage.build(found, request.user)}
    return render_page(request, "activities/inspections/inspection.html", context)


@require_http_methods(["GET", "POST"])
@once
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_prepare(request.user, found))
    form = TeamFields(request.POST or None, initial=_seated(found))

    def deed() -> None:
        named = form.team(request.user)
        if named is None:
            raise BadInput(_("Đoàn cần có trưởng đoàn và thư ký. Hãy ghi cả hai."))
        set_team(found, named, by=request.user)

    page = DeedPage(
        _("Đoàn kiểm tra %s") % found.unit,
        _("Người đang công tác ở đơn vị được kiểm tra thì không vào đoàn."),
        _("Lưu đoàn"),
        url_of(found),
    )
    return fill(request, form, deed, page=page, said=_("Đã lập đoàn kiểm tra."))


def _seated(inspection: Inspection) -> dict[str, str]:
    """Names as the form takes them again; a code where there is one."""
    seats = inspection.members.select_related("person").order_by("pk")
    named = [(seat.role, seat.person.code or seat.person.full_name) for seat in seats]
    return {
        "head": next((name for role, name in named if role == R.HEAD), ""),
        "secretary": next((name for role, name in named if role == R.SECRETARY), ""),
        "members": "\n".join(name for role, name in named if role == R.MEMBER),
    }


@require_http_methods(["GET", "POST"])
@once
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_prepare(request.user, found))
    form = DecideForm(request.POST or None, initial={"content": found.content})
    page = DeedPage(
        _("Quyết định kiểm tra %s") % found.unit,
        _("Đoàn và đơn vị được báo ngay; kiểm tra không báo trước thì đơn vị chỉ thấy từ ngày ấy."),
        _("Ghi quyết định"),
        url_of(found),
    )

    def deed() -> None:
        given = form.cleaned_data
        said = services.Deciding(
            form.paper(request.user),
            given["day"],
            given["checklist"],
            given["content"],
            given["is_unannounced"],
        )
        services.decide_inspection(found, said, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi quyết định kiểm tra."))


@require_http_methods(["GET", "POST"])
@once
def postpone(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_prepare(request.user, found))
    form = DayForm(request.POST or None, initial={"day": found.day})
    lead = _("Đoàn được báo ngày mới; đơn vị cũng vậy, trừ khi kiểm tra không báo trước.")
    page = DeedPage(_("Đổi ngày kiểm tra %s") % found.unit, lead, _("Đổi ngày"), url_of(found))
    return fill(
        request,
        form,
        lambda: services.postpone_inspection(found, form.cleaned_data["day"], by=request.user),
        page=page,
        said=_("Đã đổi ngày kiểm tra."),
    )


@require_http_methods(["GET", "POST"])
@once
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_prepare(request.user, found))
    form = CancelForm(request.POST or None)
    lead = _("Cuộc kiểm tra ở lại trong danh sách với lý do.")
    page = DeedPage(
        _("Không tiến hành kiểm tra %s") % found.unit, lead, _("Không tiến hành"), url_of(found)
    )
    return fill(
        request,
        form,
        lambda: services.cancel_inspection(found, form.cleaned_data["reason"], by=request.user),
        page=page,
        said=_("Đã ghi không tiến hành."),
    )


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    said = _("Đã bỏ đơn vị khỏi chương trình.")
    back = reverse("activities:programme", args=[found.programme_id]) if found.programme_id else url_of(found)  # fmt: skip
    return do(request, lambda: programmes.drop_unit(found, by=request.user), said, back, refused_to=url_of(found))  # fmt: skip


@require_GET
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as Word, from what was recorded; once the team is done."""
    found = access.get_inspection(request.user, pk)
    if found.status not in Inspection.Status.done:
        raise Http404
    template = read_file(current_version(MINUTES.key).file)
    day = found.day or timezone.localdate()
    with office_language():
        content = fill_template(template, MINUTES.places, MINUTES.fill(facts_of_minutes(found)))
        name = f"{_('Biên bản kiểm tra')} {file_title(found.unit.name)} {day:%d-%m-%Y}.docx"
    said = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": said})
