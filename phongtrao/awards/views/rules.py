"""Sets of rules: the list, one set, a copy for one's unit, one rule and whom it is asked of."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access import rules as access
from phongtrao.awards.forms.rules import AskForm, TransitionForm
from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.awards.pages.rules import RulePage, SetPage
from phongtrao.awards.services import evaluations, rules
from phongtrao.awards.views.pieces import NAV, fill, tabs_of
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.forms.shipped import CopyForm, ShippedFilter
from phongtrao.documents.pages.shipped import days_of, number_of, owner_of, state_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import Column, Empty, Table, respond

SETS = Table(
    key="rule-sets",
    title=gettext_lazy("Tiêu chuẩn khen thưởng"),
    order="title",
    filter=ShippedFilter,
    columns=(
        Column("title", gettext_lazy("Bộ tiêu chuẩn"), sort="title", card="title"),
        Column("owner", gettext_lazy("Của"), value=owner_of, sort="owner__sort_key"),
        Column("days", gettext_lazy("Hồ sơ nhận"), value=days_of, sort=("valid_from", "pk")),
        Column("rules", gettext_lazy("Tiêu chuẩn"), value=lambda row: len(row.data.get("rules", ())), align="end"),
        Column("newest", gettext_lazy("Phiên bản"), sort="newest", align="end"),
        Column("basis", gettext_lazy("Căn cứ"), on_screen=False),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="needs_check"),
    ),
    row_url="awards:rule_set",
    empty=Empty(gettext_lazy("Không có bộ tiêu chuẩn nào như vậy."), gettext_lazy("Hãy bỏ bớt bộ lọc.")),
    file_name="tieu-chuan-khen-thuong",
)  # fmt: skip


@require_GET
def rule_sets(request: SignedInRequest) -> HttpResponse:
    table = SETS.of(access.visible_sets(request.user), request.GET)
    context = NAV | {"tabs": tabs_of("rule_sets", request.user)}
    return respond(request, table, "awards/rule_sets.html", context)


@require_GET
def rule_set(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_set(request.user, pk)
    page = SetPage.build(request.user, found, number_of(request.GET.get("phien-ban")))
    return render_page(request, "awards/rule_set.html", NAV | {"page": page, "rule_set": found})


@require_http_methods(["GET", "POST"])
@once
def rule_set_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_set(request.user, pk)
    units = access.owning_units(request.user)
    if not units.exists():
        raise Http404
    first = {"title": found.title, "unit": units.first()}
    form = CopyForm(request.POST or None, units=units, initial=first)
    form.fields["title"].label = _("Tên bộ tiêu chuẩn")
    page = DeedPage(
        _("Sao bộ tiêu chuẩn về đơn vị"),
        _("Bản sao là của đơn vị; các lần xét đã có giữ bản của mình."),
        _("Sao về đơn vị"),
        reverse("awards:rule_set", args=[pk]),
    )

    def deed() -> RuleSet:
        said = form.cleaned_data
        return rules.copy_set(found, said["unit"], said["title"], by=request.user)

    return fill(
        request,
        form,
        deed,
        page=page,
        said=_("Đã sao bộ tiêu chuẩn về đơn vị."),
        to=lambda made: reverse("awards:rule_set", args=[made.pk]),
    )


@require_http_methods(["GET", "POST"])
@once
def transition(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_set(request.user, pk)
    insist(access.can_write_rules(request.user, found))
    sets = access.sets_with_history(request.user).exclude(pk=pk).order_by("title", "pk")
    first = {"older": found.replaces_id, "until": found.older_until}
    form = TransitionForm(request.POST or None, sets=sets, initial=first)
    page = DeedPage(
        _("Điều khoản chuyển tiếp"),
        _("Bộ này thay bộ nào, và đến ngày nào bộ cũ còn được dùng nếu lợi hơn. Lần xét sau đó nói cả hai văn bản; các lần xét đã có giữ nguyên."),
        _("Lưu"),
        reverse("awards:rule_set", args=[pk]),
    )  # fmt: skip

    def deed() -> RuleSet:
        said = form.cleaned_data
        return rules.set_transition(found, said["older"], said["until"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu điều khoản chuyển tiếp."))


@require_http_methods(["GET", "POST"])
@once
def rule(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The rule as it reads today, and the form that asks it of everybody."""
    found = access.get_set(request.user, pk)
    version = _version(found, request.GET.get("phien-ban"))
    try:
        page = RulePage.build(request.user, version, key, timezone.localdate())
    except KeyError:
        raise Http404 from None
    units = access.asking_units(request.user)
    if request.method == "POST" and not units.exists():
        raise Http404
    first = {**AskForm.first_values(found), "office": units.first()}
    form = AskForm(request.POST or None, rule=page.entry.rule, units=units, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = evaluations.evaluate_rule(form.question(version, key), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã xét xong."))
            return redirect("awards:evaluation", made.pk)
    return render_page(request, "awards/rule.html", NAV | {"page": page, "form": form})


def _version(found: RuleSet, asked: str | None) -> RuleSetVersion:
    rows = found.versions.select_related("rule_set")
    number = number_of(asked)
    chosen = rows.filter(number=number).first() if number else rows.order_by("-number").first()
    if chosen is None:
        raise Http404
    return chosen
