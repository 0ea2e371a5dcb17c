"""History of one subject, search in all one sees, and the state of the chain."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from phongtrao.audit import access, services
from phongtrao.audit.forms import EntryFilter
from phongtrao.audit.pages import ChainState, HistoryPage, Line
from phongtrao.audit.words import actor_of, sentence_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.web.tables import Column, Empty, Table, respond

ENTRIES = Table(
    key="entries",
    title=gettext_lazy("Nhật ký"),
    order="-at",
    filter=EntryFilter,
    columns=(
        Column("sentence", gettext_lazy("Việc"), value=sentence_of, sort="action", card="title"),
        Column("subject", gettext_lazy("Đối tượng"), value="subject_label", sort="subject_label"),
        Column("actor", gettext_lazy("Người làm"), value=actor_of, sort="actor__sort_key"),
        # The number of the line is its order in time, and has the index.
        Column("at", gettext_lazy("Lúc"), sort="pk", align="end"),
    ),
    row_url="audit:entry",
    empty=Empty(
        gettext_lazy("Chưa có dòng nhật ký nào."),
        gettext_lazy(
            "Mỗi việc làm trên hệ thống để lại một dòng ở đây, không sửa, không xóa được."
        ),
    ),
    file_name="nhat-ky",
)


@require_GET
def history(request: SignedInRequest, subject_type: str, subject_id: str) -> HttpResponse:
    access.enforce_visible(request.user, subject_type, subject_id)
    page = HistoryPage.build(subject_type, subject_id, request.GET.get("trang", "1"), request.user)
    return render_page(request, "audit/history.html", {"history": page}, part="lines")


@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    access.enforce_search(request.user)
    table = ENTRIES.of(access.visible_entries(request.user), request.GET)
    return respond(request, table, "audit/search.html", {"nav": "audit", "chain": ChainState.now()})


@require_GET
def entry(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    context = {"nav": "audit", "entry": found, "line": Line.of(found)}
    return render_page(request, "audit/entry.html", context)


@require_POST
@once
def check(request: SignedInRequest) -> HttpResponse:
    access.enforce_search(request.user)
    found = services.check_chain(by=request.user)
    if found.broken_at is None:
        messages.success(request, _("Đã kiểm tra: chuỗi nhật ký nguyên vẹn."))
    else:
        messages.error(
            request, _("Chuỗi nhật ký bị hỏng. Hãy báo ngay cho người phụ trách an toàn.")
        )
    return redirect("audit:search")
