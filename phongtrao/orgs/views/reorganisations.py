"""Acts of reorganisation: what was done, doing one in steps, undoing it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.reorganisations import FORMS, ActForm
from phongtrao.orgs.models import Reorganisation
from phongtrao.orgs.pages import consequences_of
from phongtrao.web.acts import Question, confirm
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}
PREVIEW = "xem"


def act_state(act: Reorganisation) -> State:
    if act.undone_at:
        return State(_("Đã hoàn tác"), "neutral")
    return State(_("Có hiệu lực"), "done")


ACTS = Table(
    key="acts",
    title=gettext_lazy("Các lần sắp xếp"),
    order="-on",
    columns=(
        Column("title", gettext_lazy("Nội dung"), sort="title", card="title"),
        Column("on", gettext_lazy("Từ ngày"), sort="on", align="end"),
        Column("decision", gettext_lazy("Quyết định"), sort="decision"),
        Column("state", gettext_lazy("Tình trạng"), value=act_state),
        Column("made_by", gettext_lazy("Người thực hiện"), value="made_by.full_name"),
    ),
    row_url="orgs:reorganisation",
    empty=Empty(
        gettext_lazy("Chưa có lần sắp xếp nào."),
        gettext_lazy("Sáp nhập, chia tách, đổi tên, giải thể theo quyết định sẽ hiện ở đây."),
    ),
    file_name="sap-xep-don-vi",
)


@require_GET
def act_list(request: SignedInRequest) -> HttpResponse:
    table = ACTS.of(access.visible_acts(request.user), request.GET)
    context = {**NAV, "kinds": FORMS, "may": access.is_administrator(request.user)}
    return respond(request, table, "orgs/reorganisation_list.html", context)


@require_GET
def act_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    act = get_object_or_404(access.visible_acts(request.user), pk=pk)
    bonds = act.successions.select_related("former", "latter").order_by("former__sort_key", "pk")
    context = {
        **NAV,
        "act": act,
        "state": act_state(act),
        "bonds": bonds,
        "consequences": consequences_of(act.trace["summary"]),
        "may_undo": access.can_undo(request.user, act),
        "sees_history": access.sees_acts_history(request.user),
    }
    return render_page(request, "orgs/reorganisation.html", context)


@require_http_methods(["GET", "POST"])
@once
def act_new(request: SignedInRequest, kind: str) -> HttpResponse:
    """The decision stands in the address; the preview shows what it does, and posts to the same."""
    if kind not in FORMS or not access.is_administrator(request.user):
        raise Http404
    form = FORMS[kind](request.GET if PREVIEW in request.GET else None)
    context: dict[str, Any] = {**NAV, "form": form, "kind": kind, "kinds": FORMS}
    if form.is_valid():
        try:
            if request.method == "POST":
                return _carry_out(request, form)
            summary = services.preview_reorganisation(form.order(), by=request.user)
            context |= {"title": form.title(), "consequences": consequences_of(summary)}
        except DomainError as error:
            form.add_error(None, str(error))
    return render_page(request, "orgs/reorganisation_form.html", context)


def _carry_out(request: SignedInRequest, form: ActForm) -> HttpResponse:
    act = services.reorganise(form.order(), by=request.user)
    messages.success(request, _("Đã sắp xếp lại. Có thể hoàn tác khi chưa có gì dựa trên đó."))
    return redirect("orgs:reorganisation", pk=act.pk)


@require_http_methods(["GET", "POST"])
@once
def act_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    if not access.is_administrator(request.user):
        raise Http404
    act = get_object_or_404(access.visible_acts(request.user), pk=pk)
    if not (answer := access.can_undo(request.user, act)):
        raise PermissionDenied(answer.reason)
    question = Question(
        title=_("Hoàn tác “%s”?") % act,
        word=_("hoàn tác"),
        action=_("Hoàn tác"),
        back=reverse("orgs:reorganisation", args=[act.pk]),
        warning=_("Mọi đơn vị, người, vai trò và việc trở lại như trước ngày có hiệu lực."),
        nav="orgs",
    )
    deed = partial(services.undo_reorganisation, act, by=request.user)
    return confirm(request, question, deed, _("Đã hoàn tác."))
