"""Long work as a page, and the list of one's own."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.web.access import get_visible
from phongtrao.web.components import Progress, State, StateKind
from phongtrao.web.models import Work
from phongtrao.web.queries import works_of
from phongtrao.web.tables import Column, Empty, Table, respond

KINDS: dict[str, StateKind] = {
    Work.Status.WAITING: "neutral",
    Work.Status.RUNNING: "running",
    Work.Status.DONE: "done",
    Work.Status.FAILED: "refused",
}


def work_state(work: Work) -> State:
    return State(work.get_status_display(), KINDS[work.status])


WORKS = Table(
    key="works",
    title=_("Việc chạy lâu của tôi"),
    order="-started",
    columns=(
        Column("title", _("Việc"), sort="title", card="title"),
        Column("state", _("Tình trạng"), value=work_state, sort="status"),
        Column("progress", _("Tiến độ"), value=lambda work: Progress(work.done, work.total)),
        Column("started", _("Bắt đầu"), value="created_at", sort="created_at", align="end"),
    ),
    row_url="web:work",
    empty=Empty(
        _("Chưa có việc nào chạy lâu."),
        _("Việc như giao kế hoạch cho nhiều đơn vị sẽ hiện ở đây để bạn theo dõi."),
    ),
    file_name="viec-chay-lau",
)


@require_GET
def work_list(request: SignedInRequest) -> HttpResponse:
    return respond(request, WORKS.of(works_of(request.user), request.GET), "web/work_list.html")


@require_GET
def work_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    work = get_visible(request.user, pk)
    context = {"work": work, "state": work_state(work), "progress": Progress(work.done, work.total)}
    return render_page(request, "web/work.html", context, part="work")
