"""The bell as a page, and the log of mail."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.notifications import access, queries, services
from phongtrao.notifications.forms import MailFilter, NoticeFilter
from phongtrao.notifications.models import Mail, Notice
from phongtrao.web.acts import do
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

KINDS: dict[str, StateKind] = {
    Mail.Status.WAITING: "running",
    Mail.Status.SENT: "done",
    Mail.Status.FAILED: "refused",
}


def notice_state(notice: Notice) -> State:
    return State(_("Đã đọc"), "done") if notice.read_at else State(_("Chưa đọc"), "due", "bell")


def mail_state(mail: Mail) -> State:
    return State(mail.get_status_display(), KINDS[mail.status])


NOTICES = Table(
    key="notices",
    title=gettext_lazy("Thông báo"),
    order="-at",
    filter=NoticeFilter,
    columns=(
        Column("text", gettext_lazy("Nội dung"), card="title"),
        Column("state", gettext_lazy("Tình trạng"), value=notice_state),
        Column("at", gettext_lazy("Lúc"), value="created_at", sort="pk", align="end"),
    ),
    row_url="notifications:open",
    empty=Empty(
        gettext_lazy("Không có thông báo chưa đọc."),
        gettext_lazy("Việc mới giao, việc sắp đến hạn, báo cáo bị trả lại sẽ hiện ở đây."),
    ),
    file_name="thong-bao",
)

MAILS = Table(
    key="mails",
    title=gettext_lazy("Nhật ký thư"),
    order="-day",
    filter=MailFilter,
    columns=(
        Column("to", gettext_lazy("Người nhận"), sort="to__sort_key", card="title"),
        Column("address", gettext_lazy("Địa chỉ"), sort="address"),
        Column("state", gettext_lazy("Tình trạng"), value=mail_state, sort="status"),
        Column("attempts", gettext_lazy("Số lần gửi"), sort="attempts", align="end"),
        Column("day", gettext_lazy("Ngày"), sort="day", align="end"),
    ),
    row_url="notifications:mail",
    empty=Empty(
        gettext_lazy("Chưa có thư nào."),
        gettext_lazy("Mỗi sáng, ai có thông báo chưa đọc sẽ nhận một thư tổng hợp."),
    ),
    file_name="nhat-ky-thu",
)


@require_GET
def notice_list(request: SignedInRequest) -> HttpResponse:
    table = NOTICES.of(queries.notices_of(request.user), request.GET)
    return respond(request, table, "notifications/notice_list.html")


@require_GET
def notice_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go to what the notice is about; having gone there is having read it."""
    notice = access.get_notice(request.user, pk)
    services.mark_read(notice)
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notifications:list")


@require_POST
@once
def read_all(request: SignedInRequest) -> HttpResponse:
    count = services.mark_all_read(request.user)
    messages.success(request, _("Đã đánh dấu đọc %s thông báo.") % count)
    return redirect("notifications:list")


@require_GET
def mail_list(request: SignedInRequest) -> HttpResponse:
    access.enforce_log(request.user)
    table = MAILS.of(access.visible_mails(request.user), request.GET)
    return respond(request, table, "notifications/mail_list.html", {"nav": "mails"})


@require_GET
def mail_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    mail = access.get_mail(request.user, pk)
    context = {
        "nav": "mails",
        "mail": mail,
        "state": mail_state(mail),
        "can_resend": access.can_resend(request.user, mail),
    }
    return render_page(request, "notifications/mail.html", context)


@require_POST
@once
def mail_resend(request: SignedInRequest, pk: int) -> HttpResponse:
    mail = access.get_mail(request.user, pk)
    deed = partial(services.resend, mail, by=request.user)
    said = _("Đã xếp thư vào hàng gửi. Hãy xem lại sau ít phút.")
    return do(request, deed, said, reverse("notifications:mail", args=[pk]))
