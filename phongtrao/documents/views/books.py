"""Number books: which there are, one of them with its gaps, numbering a paper, leaving a number out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.forms import BookLineFilter, IssueForm, LeaveOutForm
from phongtrao.documents.models import BookLine, NumberBook, OfficialDocument
from phongtrao.documents.numbering import written_number
from phongtrao.documents.queries import next_in, state_of_book, symbol_for
from phongtrao.documents.services.finishing import heading_to_fill
from phongtrao.documents.views.outgoing_tabs import tabs_for
from phongtrao.documents.word.finish import Heading
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "outgoing"}


def kind_of(book: NumberBook) -> str:
    return str(book.get_kind_display())


def next_of(book: NumberBook) -> int:
    return int(getattr(book, "last", 0) or 0) + 1


BOOKS = Table(
    key="books",
    title=gettext_lazy("Sổ số văn bản đi"),
    order="-year",
    columns=(
        Column("kind", gettext_lazy("Loại văn bản"), value=kind_of, sort="kind", card="title"),
        Column("year", gettext_lazy("Năm"), sort=("year", "pk"), grouped=False, align="end"),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("given", gettext_lazy("Đã cấp"), sort="given", align="end"),
        Column("next", gettext_lazy("Số kế tiếp"), value=next_of, align="end"),
    ),
    row_url="documents:book",
    empty=Empty(
        gettext_lazy("Chưa có sổ nào."),
        gettext_lazy("Sổ của mỗi loại, mỗi năm tự mở khi cấp số đầu tiên."),
    ),
    file_name="so-van-ban-di",
)


def said_number(line: BookLine) -> str:
    return line.document.number if line.document else f"{line.number:02d}"


def abstract_of(line: BookLine) -> str:
    return line.document.abstract if line.document else _("Bỏ số: %s") % line.reason


def signer_of(line: BookLine) -> str:
    if line.document is None:
        return ""
    return f"{line.document.capacity} {line.document.signer}".strip()


def recipients_of(line: BookLine) -> str:
    """As printed under “Nơi nhận”."""
    lines = line.document.recipient_lines.all() if line.document else []
    return "; ".join(one.said for one in lines)


def note_of(line: BookLine) -> str:
    parts = (line.note, line.reason if line.document else "")
    return "; ".join(part for part in parts if part)


# The columns of the register of outgoing papers (NĐ 30/2020, phụ lục IV).
LINES = Table(
    key="book",
    title=gettext_lazy("Sổ văn bản đi"),
    order="number",
    filter=BookLineFilter,
    columns=(
        Column(
            "number", gettext_lazy("Số, ký hiệu"), value=said_number, sort="number", card="title"
        ),
        Column("day", gettext_lazy("Ngày"), sort="day", align="end"),
        Column("abstract", gettext_lazy("Trích yếu"), value=abstract_of),
        Column("signer", gettext_lazy("Người ký"), value=signer_of),
        Column("recipients", gettext_lazy("Nơi nhận"), value=recipients_of),
        Column("kept_by", gettext_lazy("Đơn vị lưu"), card="hide"),
        Column("note", gettext_lazy("Ghi chú"), value=note_of, card="hide"),
    ),
    row_url=lambda line: (
        reverse("documents:document", args=[line.document_id]) if line.document_id else ""
    ),
    empty=Empty(gettext_lazy("Sổ chưa cấp số nào.")),
    file_name="so-van-ban-di",
)


@require_GET
def book_list(request: SignedInRequest) -> HttpResponse:
    rows: QuerySet[Any] = access.visible_books(request.user)
    rows = rows.select_related("unit").annotate(
        given=Count("lines", filter=Q(lines__document__isnull=False)), last=Max("lines__number")
    )
    context = NAV | {"tabs": tabs_for(request.user, "books")}
    return respond(request, BOOKS.of(rows, request.GET), "documents/books.html", context)


@require_GET
def book(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_book(request.user, pk)
    rows = found.lines.select_related("document").prefetch_related("document__recipient_lines")
    context = NAV | {
        "book": found,
        "state": state_of_book(found),
        "can_leave_out": access.can_draft(request.user, found.unit),
    }
    return respond(request, LINES.of(rows, request.GET), "documents/book.html", context)


@require_http_methods(["GET", "POST"])
@once
def leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_book(request.user, pk)
    access.insist(access.can_draft(request.user, found.unit))
    form = LeaveOutForm(request.POST or None, initial={"number": state_of_book(found).next})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.leave_out_number(found, int(said["number"]), said["reason"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã bỏ số %d.") % said["number"])
            return redirect("documents:book", pk=pk)
    context = {
        "form": form,
        "title": _("Bỏ số"),
        "lead": _("Số bỏ vẫn nằm trong sổ kèm lý do và không cấp cho văn bản nào."),
        "why": _(
            "Bỏ số khi văn bản đã lấy số mà không ban hành. Chỉ bỏ được số còn trống hoặc số kế tiếp, để"
            " sổ không có khoảng trống không rõ lý do."
        ),
        "action": _("Bỏ số"),
        "cancel": reverse("documents:book", args=[pk]),
        "draft_key": f"leave-out-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_number(request.user, found))
    heading = heading_to_fill(found)
    form = IssueForm(request.POST or None, initial=_initial(found, heading))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.issue_document(found, form.issue(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã cấp số và ban hành %s.") % made)
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Cấp số, ban hành"),
        "lead": _lead(found),
        "told": _told(heading),
        "why": _(
            "Số kế tiếp là số lớn nhất đã cấp hoặc đã bỏ trong sổ của loại văn bản và năm ấy, cộng một."
            " Cấp số khác thứ tự phải xác nhận; ngày thuộc năm trước thì lấy số của sổ năm trước và phải"
            " ghi lý do. Số nhỏ hơn 10 thêm số 0 phía trước."
        ),
        "action": _("Cấp số và ban hành"),
        "draft_key": f"issue-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


def _told(heading: Heading | None) -> str:
    """What becomes of the file; a PDF goes out as it was approved or signed."""
    if heading is None:
        return ""
    if heading.number is None or heading.day is None:
        return _(
            "Bản đã duyệt không có đủ dòng “Số: …/…” và “ngày … tháng … năm …” để điền. Cấp số xong,"
            " hãy tải tệp hoàn chỉnh lên rồi mới gửi."
        )
    return _("Số và ngày được điền vào bản đã duyệt; mọi chỗ khác giữ nguyên.")


def _initial(document: OfficialDocument, heading: Heading | None) -> dict[str, Any]:
    symbol = symbol_for(document.kind, document.issuer) if document.issuer else ""
    symbol = (heading and heading.symbol) or symbol
    return {"issued_on": timezone.localdate(), "symbol": symbol, "kept_by": _("Văn thư")}


def _lead(document: OfficialDocument) -> str:
    if document.issuer is None:
        return ""
    year = timezone.localdate().year
    number = next_in(document.issuer, document.kind, year)
    return _("Số kế tiếp của sổ %(kind)s năm %(year)d: %(number)s.") % {
        "kind": document.get_kind_display(),
        "year": year,
        "number": written_number(number, symbol_for(document.kind, document.issuer)),
    }
