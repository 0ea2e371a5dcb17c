"""Units that use a creation: written down, confirmed by the head, ended."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist, visible_evidence
from phongtrao.documents.models import Evidence
from phongtrao.documents.services.evidence import add_evidence
from phongtrao.orgs.models import Unit
from phongtrao.recognition.access import (
    adopting_units,
    can_adopt,
    can_confirm_adoption,
    get_visible_adoption,
    get_visible_creation,
    reads_library,
    visible_adoptions,
)
from phongtrao.recognition.forms.adoption import EndForm, UseForm
from phongtrao.recognition.models import Adoption
from phongtrao.recognition.services import adoption as services
from phongtrao.recognition.tables import ADOPTIONS, adoption_state
from phongtrao.recognition.views.deeds import NAV, DeedPage, fill, page_of
from phongtrao.recognition.views.library import tabs_of
from phongtrao.web.acts import do
from phongtrao.web.tables import respond

S = Adoption.Status


@require_GET
def adoptions(request: SignedInRequest) -> HttpResponse:
    if not reads_library(request.user):
        raise Http404
    rows = visible_adoptions(request.user).prefetch_related("figures")
    context = NAV | {"tabs": tabs_of("adoptions", request.user), "wide": True}
    return respond(request, ADOPTIONS.of(rows, request.GET), "recognition/adoptions.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    units = adopting_units(request.user).exclude(pk=creation.unit_id)
    if not units.exists():
        raise Http404
    form = UseForm(request.POST or None, request.FILES or None, units=units)
    page = DeedPage(
        title=_("Đơn vị tôi áp dụng"),
        lead=_("Ghi từ ngày nào, được gì. Thủ trưởng xác nhận thì tác giả được báo."),
        action=_("Ghi áp dụng"),
        back=page_of(creation),
        creation=creation,
        help=_(
            "Việc áp dụng đã xác nhận là minh chứng khi xét phạm vi ảnh hưởng của công trình. Số liệu trước"
            " và sau phải cùng một đơn vị tính."
        ),
    )

    def deed() -> None:
        unit = form.cleaned_data["unit"]
        can_adopt(request.user, unit).enforce()
        use = form.use(_evidence(request, form, unit))
        services.adopt(creation, unit, use, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi. Thủ trưởng đơn vị xác nhận sau."))


def _evidence(request: SignedInRequest, form: UseForm, unit: Unit) -> Evidence | None:
    file = form.cleaned_data["file"]
    return add_evidence(unit, by=request.user, file=file) if file else None


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_adoption(request.user, pk)
    keeps = bool(can_adopt(request.user, row.unit))
    evidence = visible_evidence(request.user).filter(pk=row.evidence_id or 0).first()
    context = NAV | {
        "row": row,
        "state": adoption_state(row),
        "evidence": evidence,
        "may_confirm": row.status == S.TRIED and bool(can_confirm_adoption(request.user, row.unit)),
        "may_edit": keeps and row.status == S.TRIED,
        "may_end": keeps and row.status != S.ENDED,
    }
    return render_page(request, "recognition/adoption.html", context)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_adoption(request.user, pk)
    insist(can_adopt(request.user, row.unit))
    given = None if request.method == "POST" else UseForm.initial_of(row)
    form = UseForm(request.POST or None, request.FILES or None, initial=given)
    page = DeedPage(
        title=_("Sửa việc áp dụng"),
        lead=_("Thủ trưởng xác nhận rồi thì không sửa được nữa."),
        action=_("Lưu"),
        back=reverse("recognition:adoption", args=[pk]),
        creation=row.creation,
    )

    def deed() -> None:
        services.report_use(row, form.use(_evidence(request, form, row.unit)), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu."))


@require_POST
@once
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_adoption(request.user, pk)
    deed = partial(services.confirm_adoption, row, by=request.user)
    said = _("Đã xác nhận; các tác giả được báo.")
    return do(request, deed, said, reverse("recognition:adoption", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_adoption(request.user, pk)
    insist(can_adopt(request.user, row.unit))
    form = EndForm(request.POST or None, initial={"until": timezone.localdate()})
    page = DeedPage(
        title=_("Thôi áp dụng"),
        lead=_(
            "Việc áp dụng không còn được tính; dòng này ở lại cùng lý do. Sau này ghi lại được."
        ),
        action=_("Thôi áp dụng"),
        back=reverse("recognition:adoption", args=[pk]),
        creation=row.creation,
    )

    def deed() -> None:
        asked = form.cleaned_data
        services.end_adoption(row, asked["until"], asked["reason"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi thôi áp dụng."))
