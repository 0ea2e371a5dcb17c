"""The road to many units: the list, the board, one proposal and what the office does with it."""

from functools import partial
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist, visible_documents
from phongtrao.documents.models import DocumentKind
from phongtrao.recognition.access import (
    can_adopt,
    can_consider_replication,
    get_visible_creation,
    get_visible_replication,
    reads_library,
    receivers_of,
    visible_replications,
)
from phongtrao.recognition.forms.adoption import ProposeForm, ReplicateForm
from phongtrao.recognition.forms.scopes import ShortReasonForm
from phongtrao.recognition.models import Adoption, Replication
from phongtrao.recognition.services import replication as services
from phongtrao.recognition.services.registered import paper_named
from phongtrao.recognition.tables import REPLICATIONS, road_state
from phongtrao.recognition.views.deeds import NAV, DeedPage, fill, page_of
from phongtrao.recognition.views.library import tabs_of
from phongtrao.web.acts import do
from phongtrao.web.tables import respond

S = Replication.Status
SHOWN = 20  # of each column of the board


def _with_uses(rows: QuerySet[Replication]) -> QuerySet[Replication]:
    used = Q(creation__adoptions__status__in=Adoption.Status.counted)
    return rows.annotate(uses=Count("creation__adoptions", filter=used))


@require_GET
def replications(request: SignedInRequest) -> HttpResponse:
    if not reads_library(request.user):
        raise Http404
    rows = _with_uses(visible_replications(request.user))
    context = NAV | {"tabs": tabs_of("replications", request.user), "wide": True}
    table = REPLICATIONS.of(rows, request.GET)
    return respond(request, table, "recognition/replications.html", context)


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """A column for each state, the newest first."""
    if not reads_library(request.user):
        raise Http404
    rows = _with_uses(visible_replications(request.user)).order_by("status", "-proposed_at", "-pk")
    found = {status: list(group) for status, group in groupby(rows, lambda row: row.status)}
    columns = [
        {
            "status": status.value,
            "label": status.label,
            "count": len(found.get(status, [])),
            "rows": found.get(status, [])[:SHOWN],
        }
        for status in S
    ]
    context = NAV | {
        "tabs": tabs_of("replications", request.user),
        "columns": columns,
        "wide": True,
    }
    return render_page(request, "recognition/board.html", context)


@require_http_methods(["GET", "POST"])
@once
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    insist(can_adopt(request.user, creation.unit))
    form = ProposeForm(request.POST or None, owners=receivers_of(creation))
    page = DeedPage(
        title=_("Đề nghị nhân rộng"),
        lead=_(
            "Cơ quan cấp trên đưa vào danh sách ngắn rồi có văn bản đề nghị các đơn vị áp dụng."
        ),
        action=_("Gửi đề nghị"),
        back=page_of(creation),
        creation=creation,
    )

    def deed() -> None:
        asked = form.cleaned_data
        services.propose_replication(creation, asked["owner"], asked["reason"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã gửi đề nghị nhân rộng."))


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_replication(request.user, pk)
    considers = bool(can_consider_replication(request.user, row.owner))
    used = row.creation.adoptions.filter(status__in=Adoption.Status.counted).count()
    context: dict[str, Any] = NAV | {
        "row": row,
        "state": road_state(row),
        "used": used,
        "considers": considers,
        "paper": visible_documents(request.user).filter(pk=row.document_id or 0).first(),
    }
    return render_page(request, "recognition/replication.html", context)


@require_POST
@once
def shortlist(request: SignedInRequest, pk: int) -> HttpResponse:
    """Onto the short list, and off it again."""
    row = get_visible_replication(request.user, pk)
    deed = services.take_off_shortlist if "bo" in request.POST else services.shortlist
    said = (
        _("Đã đưa ra khỏi danh sách ngắn.") if "bo" in request.POST else _("Đã vào danh sách ngắn.")
    )
    address = reverse("recognition:replication", args=[pk])
    return do(request, partial(deed, row, by=request.user), said, address)


@require_http_methods(["GET", "POST"])
@once
def replicate(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_replication(request.user, pk)
    insist(can_consider_replication(request.user, row.owner))
    form = ReplicateForm(request.POST or None)
    page = DeedPage(
        title=_("Nhân rộng theo văn bản"),
        lead=_("Từ nay mọi đơn vị thấy công trình được nhân rộng; việc này không hoàn lại được."),
        action=_("Nhân rộng"),
        back=reverse("recognition:replication", args=[pk]),
        creation=row.creation,
    )

    def deed() -> None:
        asked = form.cleaned_data
        said = _("Nhân rộng “%s”") % row.creation.title
        paper = paper_named(
            asked["number"],
            asked["issued_on"],
            row.owner,
            abstract=said,
            kind=DocumentKind.LETTER,
        )
        services.replicate(row, paper, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi văn bản nhân rộng."))


@require_http_methods(["GET", "POST"])
@once
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_replication(request.user, pk)
    insist(can_consider_replication(request.user, row.owner))
    form = ShortReasonForm(request.POST or None)
    page = DeedPage(
        title=_("Không nhân rộng"),
        lead=_("Đơn vị đọc được lý do và có thể đề nghị lại."),
        action=_("Không nhân rộng"),
        back=reverse("recognition:replication", args=[pk]),
        creation=row.creation,
    )

    def deed() -> None:
        services.drop_replication(row, form.cleaned_data["reason"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi không nhân rộng."))
