"""Doing another's job for some days: my deputies, whom I act for, and working in the own name."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, acting, queries, services
from phongtrao.orgs.forms.acting import AnyDeputyForm, DeputyForm
from phongtrao.orgs.models import Grant
from phongtrao.orgs.views.grants import first_day, grant_state
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import Column, Empty, Table, respond


def end_link(grant: Grant) -> str:
    """For whose job it is; the deputy only reads."""
    if not getattr(grant, "is_mine", False) or grant.is_over:
        return ""
    url = reverse("orgs:acting_end", args=[grant.pk])
    return format_html('<a href="{}">{}</a>', url, _("Thôi nhờ"))


ACTING = Table(
    key="acting",
    title=gettext_lazy("Làm thay, nhờ làm thay"),
    order="-since",
    columns=(
        Column("deputy", gettext_lazy("Người làm thay"), value="user", card="title"),
        Column("principal", gettext_lazy("Thay cho"), value="acts_for"),
        Column("role", gettext_lazy("Vai trò"), value="get_role_display"),
        Column("unit", gettext_lazy("Đơn vị"), sort="unit__sort_key"),
        Column("capacity", gettext_lazy("Ký"), card="hide"),
        Column("since", gettext_lazy("Từ ngày"), value=first_day, sort="days", align="end"),
        Column("last", gettext_lazy("Đến hết ngày"), value="last_day", align="end"),
        Column("basis", gettext_lazy("Văn bản"), on_screen=False),
        Column("matters", gettext_lazy("Nội dung"), card="line"),
        Column("state", gettext_lazy("Tình trạng"), value=grant_state),
        Column("end", gettext_lazy("Thao tác"), value=end_link, card="line", in_export=False),
    ),
    empty=Empty(
        gettext_lazy("Chưa có ai làm thay ai."),
        gettext_lazy(
            "Khi đi công tác, nghỉ phép, hãy nhờ đồng nghiệp làm thay trong những ngày ấy."
        ),
    ),
    file_name="lam-thay",
)


@require_GET
def acting_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.acting_of(request.user)
    context = {"may_ask": queries.handable_grants(request.user).exists()}
    return respond(request, ACTING.of(rows, request.GET), "orgs/acting.html", context)


@require_http_methods(["GET", "POST"])
@once
def acting_new(request: SignedInRequest) -> HttpResponse:
    """Ask a colleague to do one's own job."""
    if not queries.handable_grants(request.user).exists():
        raise Http404
    form = DeputyForm(request.POST or None, holder=request.user, initial={"since": localdate()})
    context = {"form": form, "back": reverse("orgs:acting")}
    return _appoint(request, form, context)


@require_http_methods(["GET", "POST"])
@once
def grant_deputy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same by an administrator, for somebody who cannot any more."""
    grant = access.get_grant(request.user, pk)
    if grant.acts_for_id is not None:
        raise Http404
    initial = {"since": localdate(), "grants": [grant.pk]}
    form = AnyDeputyForm(request.POST or None, holder=grant.user, initial=initial)
    back = reverse("orgs:grant_end", args=[pk])
    return _appoint(request, form, {"form": form, "holder": grant.user, "back": back})


def _appoint(
    request: SignedInRequest, form: DeputyForm, context: dict[str, object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            services.appoint_deputy(form.order(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            return redirect(str(context["back"]))
    return render_page(request, "orgs/acting_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def acting_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whose job is done takes it back; the deputy only reads."""
    grant = access.get_acting(request.user, pk)
    question = Question(
        title=_("Thôi nhờ %s làm thay?") % grant.user,
        warning=_(
            "%(role)s, %(unit)s. Việc đã làm thay vẫn giữ nguyên, lịch sử ghi rõ ai làm thay ai."
        )
        % {"role": grant.get_role_display(), "unit": grant.unit},
        word=_("thôi"),
        action=_("Thôi nhờ làm thay"),
        back=reverse("orgs:acting"),
    )
    deed = partial(services.end_role, grant, by=request.user)
    return confirm(request, question, deed, _("Đã thôi. Người ấy không còn quyền làm thay."))


@require_POST
def choose_name(request: SignedInRequest) -> HttpResponse:
    """Lay the other's rights aside or take them up; no record changes, so a resend does no harm."""
    if acting.acting_grant(request.user) is None:
        raise Http404
    acting.choose_name(request.session, own=request.POST.get("value") == acting.OWN)
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("portal:home")
