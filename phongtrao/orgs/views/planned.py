"""Orders that wait: for a yes after a workbook was brought in, or for their day."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.models import PlannedAct
from phongtrao.orgs.pages import consequences_of
from phongtrao.orgs.services.planned import can_confirm, can_withdraw
from phongtrao.web.acts import Question, ask, confirm
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}
S = PlannedAct.Status
KINDS: dict[str, StateKind] = {
    S.DRAFT: "due",
    S.WAITING: "due",
    S.DONE: "done",
    S.REFUSED: "refused",
    S.WITHDRAWN: "neutral",
}


def planned_state(planned: PlannedAct) -> State:
    return State(planned.get_status_display(), KINDS[planned.status], why=planned.reason)


PLANNED = Table(
    key="planned",
    title=gettext_lazy("Quyết định chờ thực hiện"),
    order="on",
    columns=(
        Column("title", gettext_lazy("Nội dung"), sort="title", card="title"),
        Column("on", gettext_lazy("Từ ngày"), sort="on", align="end"),
        Column("decision", gettext_lazy("Quyết định"), sort="decision"),
        Column("state", gettext_lazy("Tình trạng"), value=planned_state),
        Column("made_by", gettext_lazy("Người lập"), value="made_by.full_name"),
    ),
    row_url="orgs:planned_act",
    empty=Empty(
        gettext_lazy("Không có quyết định nào chờ thực hiện."),
        gettext_lazy(
            "Quyết định có hiệu lực sau hôm nay, và bảng Excel đã xem trước, sẽ hiện ở đây."
        ),
    ),
    file_name="sap-xep-cho-thuc-hien",
)


@require_GET
def planned_list(request: SignedInRequest) -> HttpResponse:
    table = PLANNED.of(access.visible_planned(request.user), request.GET)
    return respond(request, table, "orgs/planned_list.html", NAV)


@require_GET
def planned_act(request: SignedInRequest, pk: int) -> HttpResponse:
    planned = get_object_or_404(access.visible_planned(request.user), pk=pk)
    context = {
        **NAV,
        "planned": planned,
        "state": planned_state(planned),
        "consequences": consequences_of(planned.summary) if planned.summary else [],
        "may_confirm": can_confirm(request.user, planned),
        "may_withdraw": can_withdraw(request.user, planned),
    }
    return render_page(request, "orgs/planned_act.html", context)


@require_http_methods(["GET", "POST"])
@once
def planned_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say yes, after the consequences in numbers: it is carried out at once or on its day."""
    planned = _decidable(request, pk, can_confirm)
    question = Question(
        title=_("Thực hiện “%s”?") % planned,
        word=_("thực hiện"),
        action=_("Thực hiện"),
        back=reverse("orgs:planned_act", args=[planned.pk]),
        warning=_("Tất cả làm trong một lượt; hoàn tác được khi chưa có gì dựa trên đó."),
        consequences=consequences_of(planned.summary) if planned.summary else [],
        nav="orgs",
    )
    if asked := ask(request, question):
        return asked
    try:
        work = services.confirm_planned(planned, by=request.user)
    except DomainError as error:
        raise PermissionDenied(str(error)) from error
    return redirect("web:work", pk=work.pk) if work else redirect(question.back)


@require_http_methods(["GET", "POST"])
@once
def planned_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    planned = _decidable(request, pk, can_withdraw)
    question = Question(
        title=_("Rút “%s”?") % planned,
        word=_("rút"),
        action=_("Rút"),
        back=reverse("orgs:planned_act", args=[planned.pk]),
        warning=_("Quyết định này sẽ không được thực hiện. Chưa có gì thay đổi."),
        nav="orgs",
    )
    deed = partial(services.withdraw_planned, planned, by=request.user)
    return confirm(request, question, deed, _("Đã rút."))


May = Callable[[AbstractBaseUser, PlannedAct], Answer]


def _decidable(request: SignedInRequest, pk: int, may: May) -> PlannedAct:
    planned = get_object_or_404(access.visible_planned(request.user), pk=pk)
    if not (answer := may(request.user, planned)):
        raise PermissionDenied(answer.reason)
    return planned
