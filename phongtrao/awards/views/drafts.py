"""An office changes its rules: the draft of a set, one rule with what it would find, the next version."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access import rules as access
from phongtrao.awards.access.populations import population_of
from phongtrao.awards.access.rules import can_ask
from phongtrao.awards.forms.drafts import HeadForm, NewRuleForm, PublishForm
from phongtrao.awards.forms.rules import AskForm
from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.awards.pages.drafts import ComparePage, DraftPage, DraftRulePage, PreviewWords
from phongtrao.awards.queries.drafts import preview
from phongtrao.awards.services import drafts
from phongtrao.awards.views.pieces import NAV, fill
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.pages.shipped import version_of
from phongtrao.lib.errors import DomainError
from phongtrao.lib.marks import mark_of
from phongtrao.web.acts import Question, confirm
from phongtrao.web.deeds import DeedPage


@require_GET
def rule_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    page = DraftPage.build(access.get_own_set(request.user, pk))
    return render_page(request, "awards/rule_draft.html", NAV | {"page": page})


@require_http_methods(["GET", "POST"])
@once
def draft_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_set(request.user, pk)
    draft = DraftPage.build(found)
    if draft.draft is None:
        raise Http404
    form = PublishForm(request.POST or None, initial={"as_read": draft.mark})
    page = DeedPage(
        _("Ban hành phiên bản mới"),
        _("Các lần xét từ nay theo phiên bản này; các lần xét đã có giữ bản của mình."),
        _("Ban hành"),
        reverse("awards:rule_draft", args=[pk]),
    )

    def deed() -> RuleSetVersion:
        said = form.cleaned_data
        return drafts.publish_draft(found, said["reason"], said["as_read"], by=request.user)

    return fill(
        request,
        form,
        deed,
        page=page,
        said=_("Đã ban hành phiên bản mới."),
        to=lambda _made: reverse("awards:rule_set", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
def draft_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_set(request.user, pk)
    page = DraftPage.build(found)
    if page.draft is None:
        raise Http404
    question = Question(
        _("Bỏ bản đang sửa của “%s”?") % found,
        _("bỏ"),
        _("Bỏ bản đang sửa"),
        reverse("awards:rule_draft", args=[pk]),
        warning=_("Mọi sửa đổi chưa ban hành mất hẳn. %s") % page.editing,
        nav="awards",
    )
    said = _("Đã bỏ bản đang sửa.")
    to = reverse("awards:rule_set", args=[pk])
    return confirm(request, question, lambda: drafts.discard_draft(found, by=request.user), said, to=to)  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
def draft_rule_add(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_set(request.user, pk)
    form = NewRuleForm(request.POST or None)
    page = DeedPage(
        _("Thêm tiêu chuẩn"),
        _("Đặt tên và viết điều kiện đầu tiên; các điều kiện khác thêm ở trang sau."),
        _("Thêm"),
        reverse("awards:rule_draft", args=[pk]),
    )

    def deed() -> str:
        first = {"declared": form.cleaned_data["first_statement"], "confirmed_by": "superior"}
        return drafts.add_rule(found, form.head(), {"all": [first]}, by=request.user)

    return fill(
        request,
        form,
        deed,
        page=page,
        said=_("Đã thêm tiêu chuẩn vào bản đang sửa."),
        to=lambda key: reverse("awards:draft_rule", args=[pk, key]),
    )


@require_http_methods(["GET", "POST"])
@once
def draft_head(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    page = rule_page(request, pk, key)
    head = drafts.head_of(page.row)
    first = {**head, "subject": head["subject"] or "both", "as_read": mark_of(head)}
    form = HeadForm(request.POST or None, initial=first)
    lead = _("Tên, đối tượng và ghi chú; các điều kiện sửa ở trang của tiêu chuẩn.")
    asked = DeedPage(_("Sửa phần đầu của tiêu chuẩn"), lead, _("Ghi"), page.address)

    def deed() -> None:
        mark = form.cleaned_data["as_read"]
        drafts.put_head(page.rule_set, key, form.head(), mark, by=request.user)

    return fill(request, form, deed, page=asked, said=_("Đã ghi vào bản đang sửa."))


@require_http_methods(["GET", "POST"])
def draft_rule_drop(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    page = rule_page(request, pk, key)
    question = Question(
        _("Bỏ tiêu chuẩn “%s” khỏi bản đang sửa?") % page.rule.title,
        _("bỏ"),
        _("Bỏ tiêu chuẩn"),
        page.address,
        warning=_("Phiên bản đang dùng không đổi cho đến khi ban hành."),
        nav="awards",
    )
    to = reverse("awards:rule_draft", args=[pk])
    deed = lambda: drafts.drop_rule(page.rule_set, key, by=request.user)  # noqa: E731 -- one line of one deed
    return confirm(request, question, deed, _("Đã bỏ tiêu chuẩn khỏi bản đang sửa."), to=to)


@require_GET
def draft_rule(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The tree of clauses; with the address of a question, also what the rule would find. Nothing is kept."""
    page = rule_page(request, pk, key)
    units = access.asking_units(request.user)
    first = {**AskForm.first_values(page.rule_set), "office": page.rule_set.owner_id}
    asked = request.GET if "office" in request.GET else None
    form = AskForm(asked, rule=page.rule, units=units, initial=first)
    found = None
    if asked is not None and form.is_valid():
        question = form.question(page.whole.version, key)
        try:
            can_ask(request.user, question.whom.office).enforce()
            found = PreviewWords(preview(question, population_of(request.user, question.whom)))
        except DomainError as error:
            add_refusal(form, error)
    context = NAV | {"page": page, "form": form, "preview": found}
    return render_page(request, "awards/draft_rule.html", context, part="found")


@require_GET
def rule_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_set(request.user, pk)
    newest: int = found.newest  # type: ignore[attr-defined]  # annotated by access
    old = version_of(found, request.GET.get("tu", str(max(newest - 1, 1))))
    page = ComparePage(found, old, version_of(found, request.GET.get("den", str(newest))))
    return render_page(request, "awards/rule_compare.html", NAV | {"page": page})


def rule_page(request: SignedInRequest, pk: int, key: str) -> DraftRulePage:
    found: RuleSet = access.get_own_set(request.user, pk)
    try:
        return DraftRulePage.build(found, key)
    except KeyError:
        raise Http404 from None
