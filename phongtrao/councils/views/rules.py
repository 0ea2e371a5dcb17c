"""Rules of councils on screen: read in words, copied, edited, confirmed as checked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import councils as council_access
from phongtrao.councils.access import rules as access
from phongtrao.councils.access.setting_up import units_to_set_up
from phongtrao.councils.composition import composition
from phongtrao.councils.forms.rules import CopyRuleForm, RuleFilter, form_for
from phongtrao.councils.models import CouncilRule
from phongtrao.councils.pages.councils import CouncilPage
from phongtrao.councils.rule_words import composition_words, voting_words
from phongtrao.councils.services import rules as services
from phongtrao.councils.tally import voting_rule
from phongtrao.councils.views.councils import NAV
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond

SEATS = 9  # of the council the words are told for


def state_of(rule: CouncilRule) -> State:
    if rule.needs_check:
        return State(gettext_lazy("Cần kiểm tra"), "due")
    return State(gettext_lazy("Đã kiểm tra"), "done")


def owner_of(rule: CouncilRule) -> str:
    return rule.owner.name if rule.owner else _("Kèm theo chương trình")


RULES = Table(
    key="council-rules",
    title=gettext_lazy("Quy tắc của hội đồng"),
    order="of",
    filter=RuleFilter,
    columns=(
        Column("title", gettext_lazy("Tên quy tắc"), sort="title", card="title"),
        Column("of", gettext_lazy("Loại"), value="get_of_display", sort=("of", "position")),
        Column("basis", gettext_lazy("Căn cứ")),
        Column("owner", gettext_lazy("Của"), value=owner_of),
        Column(
            "from", gettext_lazy("Hiệu lực từ"), value="valid_from", sort="valid_from", align="end"
        ),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="needs_check"),
    ),
    row_url="councils:rule",
    empty=Empty(gettext_lazy("Chưa có quy tắc nào.")),
    file_name="quy-tac-hoi-dong",
)


@require_GET
def rule_list(request: SignedInRequest) -> HttpResponse:
    rows = access.visible_rules(request.user)
    return respond(request, RULES.of(rows, request.GET), "councils/rule_list.html", {**NAV})


@require_GET
def council_rules(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those a council works by: its composition, and what it may vote by."""
    council = council_access.get_visible_council(request.user, pk)
    voting = Q(of=CouncilRule.Of.VOTING) & (Q(owner=None) | Q(owner=council.unit_id))
    rows = CouncilRule.objects.filter(voting | Q(pk=council.composition_id)).select_related("owner")
    page = CouncilPage(council, request.user, "rules")
    context = {**NAV, "council": council, "page": page}
    return respond(request, RULES.of(rows, request.GET), "councils/council_rules.html", context)


def words_of(rule: CouncilRule) -> list[str]:
    if rule.of == CouncilRule.Of.COMPOSITION:
        asks = bool(rule.data.get("cluster"))
        return list(composition_words(composition(rule.data), asks_cluster=asks))
    return list(voting_words(voting_rule(rule.data), SEATS))


@require_GET
def rule(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_rule(request.user, pk)
    context = {
        **NAV,
        "rule": found,
        "words": words_of(found),
        "owner": owner_of(found),
        "state": state_of(found),
        "seats": SEATS if found.of == CouncilRule.Of.VOTING else 0,
        "may_change": access.may_change(request.user, found),
        "may_copy": units_to_set_up(request.user).exists(),
    }
    return render_page(request, "councils/rule.html", context)


@require_http_methods(["GET", "POST"])
@once
def rule_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_rule(request.user, pk)
    units = units_to_set_up(request.user)
    if not units:
        raise Http404
    form = CopyRuleForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.copy_rule(found, form.cleaned_data["unit"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã chép. Hãy sửa cho đúng quy chế của đơn vị."))
            return redirect("councils:rule_edit", pk=made.pk)
    return _form(request, found, form, _("Chép quy tắc về đơn vị"))


@require_http_methods(["GET", "POST"])
@once
def rule_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_rule(request.user, pk)
    initial = {name: getattr(found, name) for name in services.RuleWords.__slots__}
    form = form_for(found)(request.POST or None, initial=initial, data_now=found.data)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_rule(found, form.words(), form.data_given(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu. Hãy đọc lại quy tắc bằng lời."))
            return redirect("councils:rule", pk=pk)
    return _form(request, found, form, _("Sửa quy tắc"))


@require_POST
@once
def rule_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_rule(request.user, pk)
    return do(
        request,
        lambda: services.confirm_rule(found, by=request.user),
        _("Đã ghi là đã kiểm tra."),
        reverse("councils:rule", args=[pk]),
    )


def _form(request: SignedInRequest, found: CouncilRule, form: object, heading: str) -> HttpResponse:
    context = {**NAV, "form": form, "rule": found, "heading": heading}
    return render_page(request, "councils/rule_form.html", context)
