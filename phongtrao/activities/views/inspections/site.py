"""On site with a telephone, line by line; then what follows: recommendations, opinion, signed minutes, the end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.activities.access import inspections as access
from phongtrao.activities.forms.inspections import (
    ConcludeForm,
    OpinionForm,
    RecommendForm,
    SignedForm,
    SiteLineForm,
)
from phongtrao.activities.models import Inspection, SiteLine
from phongtrao.activities.pages.inspection import SitePage, next_line, url_of
from phongtrao.activities.services import inspections as services
from phongtrao.activities.views.inspections import NAV, DeedPage, fill
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.orgs.queries.bearers import write_unit
from phongtrao.plans.models import Finding
from phongtrao.plans.services.findings import Found
from phongtrao.web.acts import do, done


@require_GET
def site(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_inspect(request.user, found))
    context = NAV | {"page": SitePage.build(found, request.user)}
    return render_page(request, "activities/inspections/site.html", context)


@require_http_methods(["GET", "POST"])
@once
def line(request: SignedInRequest, pk: int) -> HttpResponse:
    """One line; once it is saved, the next that is not answered."""
    found = access.get_line(request.user, pk)
    insist(access.can_inspect(request.user, found.inspection))
    form = SiteLineForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "outcome": found.outcome,
            "words": found.words,
            "as_read": services.line_mark(found),
        },
    )
    if done(request, form, lambda: _answer(request, found, form)) is not None:
        messages.success(request, _("Đã lưu mục %s.") % found.position)
        following = next_line(found)
        if following is None:
            return redirect("activities:site", pk=found.inspection_id)
        return redirect("activities:site_line", pk=following.pk)
    context = NAV | {"line": found, "form": form, "inspection": found.inspection}
    context |= {
        "photos": found.evidence.select_related("file").order_by("pk"),
        "total": found.inspection.lines.count(),
    }
    return render_page(request, "activities/inspections/line.html", context)


def _answer(request: SignedInRequest, found: SiteLine, form: SiteLineForm) -> SiteLine:
    given = form.cleaned_data
    return services.answer_line(
        found,
        given["outcome"],
        given["words"],
        given["photos"],
        by=request.user,
        as_read=given["as_read"],
    )


@require_POST
def photo_drop(request: SignedInRequest, pk: int, evidence: int) -> HttpResponse:
    found = access.get_line(request.user, pk)
    proof = get_object_or_404(found.evidence, pk=evidence)
    back = reverse("activities:site_line", args=[pk])
    said = _("Đã bỏ ảnh.")
    return do(request, lambda: services.drop_photo(found, proof, by=request.user), said, back)


@require_http_methods(["GET", "POST"])
@once
def conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_conclude(request.user, found))
    form = ConcludeForm(request.POST or None)
    page = DeedPage(
        _("Kết thúc kiểm tra %s") % found.unit,
        _("Các mục đã ghi không sửa được nữa; đơn vị đọc biên bản và nêu ý kiến."),
        _("Kết thúc kiểm tra"),
        url_of(found),
    )
    return fill(
        request,
        form,
        lambda: services.conclude_inspection(found, form.cleaned_data["conclusion"], by=request.user),
        page=page,
        said=_("Đã kết thúc kiểm tra. Hãy ghi kiến nghị nếu có."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
def recommendation(request: SignedInRequest, pk: int) -> HttpResponse:
    """``?muc=`` a line that was not met begins with its words."""
    found = access.get_inspection(request.user, pk)
    insist(access.can_follow(request.user, found))
    key = request.GET.get("muc", "")
    of_line = found.lines.filter(pk=key).first() if key.isdecimal() else None
    initial = {"unit": write_unit(found.unit), "text": of_line.words if of_line else ""}
    form = RecommendForm(request.POST or None, initial=initial)
    page = DeedPage(
        _("Kiến nghị với %s") % found.unit,
        of_line.text if of_line else _("Nơi chịu trách nhiệm được báo ngay và được nhắc theo hạn."),
        _("Gửi kiến nghị"),
        url_of(found),
    )

    def deed() -> None:
        given = form.cleaned_data
        asked = Found(given["text"], Finding.Kind.DEMAND, given["due_on"])
        services.recommend_to(found, given["unit"], asked, of_line, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã gửi kiến nghị."))


@require_http_methods(["GET", "POST"])
@once
def opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_give_opinion(request.user, found))
    form = OpinionForm(request.POST or None, initial={"words": found.opinion})
    page = DeedPage(_("Ý kiến về biên bản kiểm tra"), "", _("Gửi ý kiến"), url_of(found))
    return fill(
        request,
        form,
        lambda: services.give_opinion(found, form.cleaned_data["words"], by=request.user),
        page=page,
        said=_("Đã gửi ý kiến."),
    )


@require_http_methods(["GET", "POST"])
@once
def signed(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_inspection(request.user, pk)
    insist(access.can_follow(request.user, found))
    form = SignedForm(request.POST or None, request.FILES or None)
    lead = _("Sau khi tải lên, đơn vị không sửa ý kiến nữa.")
    page = DeedPage(_("Biên bản đã ký: %s") % found.unit, lead, _("Tải lên"), url_of(found))
    return fill(
        request,
        form,
        lambda: services.keep_minutes(found, form.cleaned_data["file"], by=request.user),
        page=page,
        said=_("Đã lưu biên bản đã ký."),
    )


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found: Inspection = access.get_inspection(request.user, pk)
    said = _("Đã đóng cuộc kiểm tra.")
    return do(request, lambda: services.close_inspection(found, by=request.user), said, url_of(found))  # fmt: skip
