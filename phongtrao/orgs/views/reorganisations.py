"""Acts of reorganisation: what was done, doing one in steps, undoing it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.forms.reorganisations import FORMS
from phongtrao.orgs.models import Reorganisation
from phongtrao.orgs.pages import ActWizard, consequences_of
from phongtrao.web.acts import Question, confirm
from phongtrao.web.components import State
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}


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
    context = {
        **NAV,
        "kinds": FORMS,
        "may": access.is_administrator(request.user),
        "waiting": queries.open_planned(access.visible_planned(request.user)).count(),
    }
    return respond(request, table, "orgs/reorganisation_list.html", context)


@require_GET
def act_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    act = get_object_or_404(access.visible_acts(request.user), pk=pk)
    context = _told(act) | {
        "may_undo": access.can_undo(request.user, act),
        "sees_history": access.sees_acts_history(request.user),
    }
    return render_page(request, "orgs/reorganisation.html", context)


@require_GET
def act_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The summary on paper: printed, or kept as PDF, by the browser."""
    act = get_object_or_404(access.visible_acts(request.user), pk=pk)
    return render_page(request, "orgs/reorganisation_print.html", _told(act))


def _told(act: Reorganisation) -> dict[str, object]:
    return {
        **NAV,
        "act": act,
        "state": act_state(act),
        "bonds": queries.bonds_of(act),
        "spans": queries.changes_of(act),
        "consequences": consequences_of(act.trace["summary"]),
    }


@require_http_methods(["GET", "POST"])
@once
def act_new(request: SignedInRequest, kind: str) -> HttpResponse:
    """The decision stands in the address; the last step shows what it does, and posts to the same."""
    if kind not in FORMS or not access.is_administrator(request.user):
        raise Http404
    wizard = ActWizard.build(kind, request.GET, by=request.user)
    typed = ConfirmForm(request.POST or None, word=_("thực hiện"))
    may_do = wizard.is_last and not wizard.refusal
    if request.method == "POST" and may_do and typed.is_valid():
        try:
            return _carry_out(request, wizard)
        except DomainError as error:
            add_refusal(typed, error)
    context = {**NAV, "wizard": wizard, "form": wizard.form, "typed": typed}
    return render_page(request, "orgs/reorganisation_form.html", context)


def _carry_out(request: SignedInRequest, wizard: ActWizard) -> HttpResponse:
    order = wizard.form.order()
    if wizard.is_ahead:
        planned = services.plan_reorganisation(order, by=request.user)
        messages.success(request, _("Đã hẹn. Quyết định được thực hiện vào ngày có hiệu lực."))
        return redirect("orgs:planned_act", pk=planned.pk)
    act = services.reorganise(order, by=request.user)
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
