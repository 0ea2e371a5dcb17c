"""Campaigns: the list, drafting, opening, the board, later days, publication, the gap map."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.assessments.access import campaigns as access
from phongtrao.assessments.access.assessments import visible_assessments
from phongtrao.assessments.access.clusters import can_rank
from phongtrao.assessments.forms.campaigns import CampaignForm, ExtendForm, MeetingForm
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.pages.campaigns import CampaignPage
from phongtrao.assessments.pages.gaps import GapPage, gap_workbook
from phongtrao.assessments.queries.board import counts_of
from phongtrao.assessments.services import campaigns as services
from phongtrao.assessments.services.clusters import keep_meeting
from phongtrao.assessments.tables import CAMPAIGNS, printed, units_table
from phongtrao.assessments.views.shared import NAV, tabs_of, unit_filter
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.tables import respond
from phongtrao.web.tables.answer import XLSX

EXPORT = "xuat"


@require_GET
def campaign_list(request: SignedInRequest) -> HttpResponse:
    context = NAV | {
        "tabs": tabs_of(request.user, "campaign_list"),
        "can_make": access.runs_campaigns(request.user),
    }
    rows = access.visible_campaigns(request.user)
    return respond(request, CAMPAIGNS.of(rows, request.GET), "assessments/list.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    if not access.runs_campaigns(request.user):
        raise Http404
    return _drafting(request, None)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_campaign(request.user, pk)
    insist(access.can_run(request.user, found))
    if not (may := access.can_change(request.user, found)):
        messages.error(request, may.reason)
        return redirect("assessments:campaign", pk)
    return _drafting(request, found)


def _drafting(request: SignedInRequest, found: Campaign | None) -> HttpResponse:
    form = CampaignForm(request.POST or None, user=request.user, campaign=found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.draft_campaign(form.fill(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu đợt đánh giá. Xem lại các đơn vị rồi mở đợt."))
            return redirect("assessments:campaign", kept.pk)
    context = NAV | {"form": form, "campaign": found}
    return render_page(request, "assessments/campaign_form.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """The board; units that are no office's see their own row, and what was handed in below them."""
    found = access.get_visible_campaign(request.user, pk)
    page = CampaignPage.build(found, request.user)
    rows = found.assessments.all()
    if not page.oversees:
        seen = visible_assessments(request.user).filter(campaign=found)
        rows = rows.filter(pk__in=seen.order_by().values("pk"))
    table = units_table(found, is_shared=page.is_shared, may_share=bool(page.can_share))
    given = unit_filter(request.user, found)
    shown = table.of(printed(rows, request.user), request.GET, given)
    context = NAV | {"page": page, "campaign": found, "wide": True}
    return respond(request, shown, "assessments/campaign.html", context)


@require_POST
@once
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_campaign(request.user, pk)
    deed = partial(services.open_campaign, found, by=request.user)
    said = _("Đã mở đợt: các đơn vị đã được báo và bắt đầu tự đánh giá.")
    return do(request, deed, said, reverse("assessments:campaign", args=[pk]))


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_campaign(request.user, pk)
    insist(access.can_change(request.user, found))
    question = Question(
        title=_("Bỏ đợt “%s”?") % found,
        word=_("bỏ"),
        action=_("Bỏ đợt đánh giá"),
        back=reverse("assessments:campaign", args=[pk]),
        nav="assessments",
    )
    deed = partial(services.drop_campaign, found, by=request.user)
    to = reverse("assessments:campaign_list")
    return confirm(request, question, deed, _("Đã bỏ đợt đánh giá đang lập."), to=to)


@require_http_methods(["GET", "POST"])
@once
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_campaign(request.user, pk)
    insist(access.can_run(request.user, found))
    initial = {"self_due": found.self_due, "verify_due": found.verify_due}
    form = ExtendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_campaign(found, **form.cleaned_data, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã gia hạn đợt đánh giá."))
            return redirect("assessments:campaign", pk)
    words = {"heading": _("Gia hạn đợt đánh giá"), "action": _("Gia hạn")}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form, "campaign": found})  # fmt: skip


@require_http_methods(["GET", "POST"])
def end_self(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_campaign(request.user, pk)
    insist(access.can_run(request.user, found))
    counts = counts_of(found)
    question = Question(
        title=_("Kết thúc tự đánh giá của “%s”?") % found,
        warning=_("Đơn vị chưa nộp sẽ không nộp được nữa, trừ khi gia hạn."),
        consequences=[(counts.handed, _("đơn vị đã nộp")), (counts.missing, _("đơn vị chưa nộp"))],
        word=_("kết thúc"),
        action=_("Kết thúc tự đánh giá"),
        back=reverse("assessments:campaign", args=[pk]),
        nav="assessments",
    )
    deed = partial(services.end_self_assessment, found, by=request.user)
    return confirm(request, question, deed, _("Đã kết thúc tự đánh giá, chuyển sang thẩm định."))


@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_campaign(request.user, pk)
    insist(access.can_run(request.user, found))
    counts = counts_of(found)
    question = Question(
        title=_("Công bố kết quả “%s”?") % found,
        warning=_("Kết quả đã công bố không sửa được; đơn vị không nộp thì không có mức."),
        consequences=[
            (counts.verified, _("đơn vị có kết quả")),
            (counts.missing + counts.returned, _("đơn vị không nộp")),
        ],
        word=_("công bố"),
        action=_("Công bố kết quả"),
        back=reverse("assessments:campaign", args=[pk]),
        nav="assessments",
    )
    deed = partial(services.publish_campaign, found, by=request.user)
    return confirm(request, question, deed, _("Đã công bố kết quả đánh giá."))


@require_GET
def gaps(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_overseen_campaign(request.user, pk)
    page = GapPage.build(found, request.user, request.GET)
    if request.GET.get(EXPORT):
        answer = HttpResponse(gap_workbook(page), content_type=XLSX)
        answer["Content-Disposition"] = content_disposition_header(True, "chenh-lech.xlsx")  # noqa: FBT003 -- Django's own
        return answer
    context = NAV | {"page": page, "campaign": found, "wide": True}
    return render_page(request, "assessments/gaps.html", context)


@require_http_methods(["GET", "POST"])
@once
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting of a cluster: its day, the minutes, the votes; the places follow."""
    found = access.get_visible_campaign(request.user, pk)
    insist(can_rank(request.user, found))
    members = list(
        found.assessments.filter(status=Assessment.Status.VERIFIED)
        .select_related("unit")
        .order_by("unit__sort_key")
    )
    form = MeetingForm(
        request.POST or None,
        request.FILES or None,
        members=members,
        initial={"met_on": found.met_on},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            keep_meeting(
                found, said["met_on"], form.votes(), minutes=said["minutes"], by=request.user
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi cuộc họp và xếp thứ."))
            return redirect("assessments:campaign", pk)
    lead = _("Xếp theo tổng điểm đã chấm chéo, bằng điểm thì theo số phiếu bầu.")
    words = {"heading": _("Họp cụm, khối và xếp thứ"), "action": _("Lưu và xếp thứ"), "lead": lead}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form, "campaign": found})  # fmt: skip
