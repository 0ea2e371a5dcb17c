"""Certificates: the list, a batch from ready to issued, the book, one of them, its PDF."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import certificates as access
from phongtrao.documents.access import insist
from phongtrao.documents.certificate_kinds import certificate_kind
from phongtrao.documents.certificate_pdf import batch_pdf, file_name
from phongtrao.documents.certificate_seals import check_url
from phongtrao.documents.certificate_tables import (
    BATCH_LINES,
    BATCHES,
    BOOK,
    BOOKS,
    CERTIFICATES,
    certificate_state,
    kind_of,
)
from phongtrao.documents.certificate_words import words_of
from phongtrao.documents.forms.certificates import DayForm, ReissueForm, RevokeForm, WordsForm
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services import certificates as services
from phongtrao.documents.services.certificates import Ending
from phongtrao.documents.views.files import send_file
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import respond

NAV = {"nav": "certificates"}
S = Certificate.Status
SHOWN_FIRST = 20  # certificates in the preview of a batch


@require_GET
def certificate_list(request: SignedInRequest) -> HttpResponse:
    seen = access.visible_certificates(request.user).filter(status__in=S.given)
    rows = Certificate.objects.filter(pk__in=seen.order_by().values("pk"))
    rows = rows.select_related("batch__unit", "batch__document")
    table = CERTIFICATES.of(rows, request.GET)
    context = NAV | {"tabs": tabs_of("certificates")}
    return respond(request, table, "documents/certificate_list.html", context)


@require_GET
def batch_list(request: SignedInRequest) -> HttpResponse:
    rows = access.visible_batches(request.user).select_related("unit", "document")
    table = BATCHES.of(rows.annotate(count=Count("certificates")), request.GET)
    context = NAV | {"tabs": tabs_of("batches")}
    return respond(request, table, "documents/certificate_batches.html", context)


@require_GET
def batch(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_batch(request.user, pk)
    table = BATCH_LINES.of(found.certificates.all(), request.GET)
    context = NAV | {
        "batch": found,
        "kind": kind_of(found),
        "count": found.first_ones.count(),
        "may_issue": access.can_issue_certificates(request.user, found.unit),
        "is_ready": found.status == CertificateBatch.Status.READY,
        "wide": True,
    }
    return respond(request, table, "documents/certificate_batch.html", context)


@require_safe
def batch_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The first ones as they will look; without numbers they say that they are none yet."""
    found = access.get_visible_batch(request.user, pk)
    rows = found.certificates.order_by("position", "pk")[:SHOWN_FIRST]
    return _pdf(batch_pdf(found, rows), "xem-truoc.pdf")


@require_safe
def batch_file(request: SignedInRequest, pk: int, what: str) -> HttpResponseBase:
    """What the job printed: one PDF with all, or a zip with one for each."""
    found = access.get_visible_batch(request.user, pk)
    stored = {"pdf": found.file, "zip": found.packed}.get(what)
    if stored is None:
        raise Http404
    return send_file(request, stored, stored.name)


@require_http_methods(["GET", "POST"])
@once
def batch_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_batch(request.user, pk)
    insist(access.can_issue_certificates(request.user, found.unit))
    form = DayForm(request.POST or None, initial={"issued_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.issue_batch(found, form.cleaned_data["issued_on"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã cấp số. Tệp in đang được lập."))
            return redirect("certificates:batch", pk=pk)
    said = _(
        "%d giấy lấy các số kế tiếp của sổ. Số đã cấp không rút lại được, chỉ thu hồi từng giấy."
    )
    context = {
        "form": form,
        "title": _("Cấp số và in"),
        "lead": said % found.certificates.count(),
        "action": _("Cấp số và in"),
        "batch": found,
    }
    return render_page(request, "documents/certificate_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def batch_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_batch(request.user, pk)
    insist(access.can_issue_certificates(request.user, found.unit))
    question = Question(
        title=_("Bỏ đợt cấp này?"),
        warning=_("Chưa số nào được cấp; có thể lập lại từ quyết định."),
        consequences=[(found.certificates.count(), _("giấy chờ cấp số"))],
        word=_("bỏ"),
        action=_("Bỏ đợt cấp"),
        back=reverse("certificates:batch", args=[pk]),
        nav=NAV["nav"],
    )
    deed = partial(services.drop_batch, found, by=request.user)
    to = reverse("certificates:batch_list")
    return confirm(request, question, deed, _("Đã bỏ đợt cấp."), to=to)


@require_GET
def book_list(request: SignedInRequest) -> HttpResponse:
    ended = Q(certificates__status__in=(S.REVOKED, S.REPLACED))
    rows = access.visible_certificate_books(request.user).select_related("unit")
    rows = rows.annotate(given=Count("certificates"), ended=Count("certificates", filter=ended))
    table = BOOKS.of(rows, request.GET)
    context = NAV | {"tabs": tabs_of("books")}
    return respond(request, table, "documents/certificate_books.html", context)


@require_GET
def book(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_certificate_book(request.user, pk)
    rows = found.certificates.select_related("batch__unit", "batch__document")
    context = NAV | {
        "book": found,
        "kind": kind_of(found),
        "may_issue": access.can_issue_certificates(request.user, found.unit),
        "wide": True,
    }
    return respond(request, BOOK.of(rows, request.GET), "documents/certificate_book.html", context)


@require_http_methods(["GET", "POST"])
@once
def words(request: SignedInRequest, unit: int, kind: str) -> HttpResponse:
    """What the unit's certificates of a kind say; those without a number yet follow."""
    found = get_object_or_404(access.issuing_units(request.user), pk=unit)
    label = _label(kind)
    form = WordsForm(request.POST or None, initial=words_of(found, kind).to_json())
    if request.method == "POST" and form.is_valid():
        try:
            services.word_certificates(found, kind, form.words(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu mẫu giấy. Giấy đã cấp giữ nguyên lời cũ."))
            return redirect("certificates:batch_list")
    context = {
        "form": form,
        "title": _("Mẫu giấy: %s") % label,
        "lead": _("Lời chung trên giấy chứng nhận của %s; cần kiểm tra theo quy định.") % found,
        "action": _("Lưu mẫu"),
    }
    return render_page(request, "documents/certificate_form.html", NAV | context)


@require_GET
def certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_certificate(request.user, pk)
    is_given = found.status in S.given
    context = NAV | {
        "certificate": found,
        "state": certificate_state(found),
        "facts": _facts(found),
        "check": check_url(found) if is_given else "",
        "is_given": is_given,
        "may_end": access.can_end(request.user, found),
        "may_reissue": access.can_reissue(request.user, found),
        "sees_batch": access.visible_batches(request.user).filter(pk=found.batch_id).exists(),
        "newer": Certificate.objects.filter(replaces=found, status__in=S.given).first(),
    }
    return render_page(request, "documents/certificate.html", context)


@require_safe
def certificate_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """A PDF made anew: the same row always gives the same page. Only of one that holds."""
    found = access.get_visible_certificate(request.user, pk)
    if found.status != S.ISSUED or found.outdated_on:
        raise Http404
    return _pdf(batch_pdf(found.batch, [found]), file_name(found))


@require_http_methods(["GET", "POST"])
@once
def certificate_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_certificate(request.user, pk)
    insist(access.can_end(request.user, found))
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_certificate(found, Ending(**form.cleaned_data), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thu hồi giấy chứng nhận."))
            return redirect("certificates:certificate", pk=pk)
    context = {
        "form": form,
        "title": _("Thu hồi giấy chứng nhận"),
        "lead": _("Giấy %s hết giá trị từ hôm nay; ai quét mã cũng thấy. Số ở lại trong sổ.")
        % found,
        "action": _("Thu hồi giấy"),
        "certificate": found,
        "ends": True,
    }
    return render_page(request, "documents/certificate_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def certificate_reissue(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_certificate(request.user, pk)
    insist(access.can_reissue(request.user, found))
    form = ReissueForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = services.reissue_certificate(
                found, asked["name"], asked["reason"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã cấp lại bằng giấy số %s.") % made)
            return redirect("certificates:certificate", pk=made.pk)
    context = {
        "form": form,
        "title": _("Cấp lại giấy chứng nhận"),
        "lead": _("Giấy %s hết giá trị; giấy mới lấy số kế tiếp của sổ.") % found,
        "action": _("Cấp lại"),
        "certificate": found,
    }
    return render_page(request, "documents/certificate_form.html", NAV | context)


def tabs_of(active: str) -> list[dict[str, Any]]:
    tabs = (
        ("certificates", _("Giấy đã cấp"), "certificates:certificate_list"),
        ("batches", _("Đợt cấp"), "certificates:batch_list"),
        ("books", _("Sổ cấp"), "certificates:book_list"),
    )
    return [
        {"label": label, "url": reverse(url), "active": key == active} for key, label, url in tabs
    ]


def _label(kind: str) -> str:
    try:
        return str(certificate_kind(kind).label)
    except BadInput:
        raise Http404 from None


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _facts(found: Certificate) -> list[tuple[str, Any]]:
    facts = [
        (_("Cấp cho"), found.name),
        (_("Đơn vị"), found.workplace),
        (_("Danh hiệu, hình thức"), found.honour),
        (_("Nội dung"), found.about),
        (_("Vai trò"), capfirst(found.role)),
        (_("Căn cứ"), found.basis),
        (_("Cơ quan cấp"), found.batch.unit.name),
        (_("Ngày cấp"), found.issued_on),
        (_("Hết giá trị từ ngày"), found.ended_on),
        (_("Lý do"), found.reason),
        (_("Quyết định thu hồi"), found.ended_by),
        (_("Ngày quyết định thu hồi"), found.ended_by_day),
        (_("Số sổ vàng"), found.golden),
    ]
    return [(label, value) for label, value in facts if value]
