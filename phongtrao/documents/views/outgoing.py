"""Outgoing papers: the list, the page of one, drafting, opinions, comparison."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.forms import (
    AskForm,
    DraftForm,
    NewDraftForm,
    OpinionForm,
    OutgoingFilter,
    groups_of,
    planned_initial,
)
from phongtrao.documents.models import Approval, DocumentKind, OfficialDocument, WrittenDraft
from phongtrao.documents.pages import Comparison, OutgoingPage, state_of_document
from phongtrao.documents.queries import people_to_ask
from phongtrao.documents.views.outgoing_tabs import tabs_for
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "outgoing"}
DAYS_FOR_OPINION = 3
# Kinds most often written from a blank template; the form offers the others.
WRITTEN_FIRST = (DocumentKind.LETTER, DocumentKind.REPORT, DocumentKind.NOTICE, DocumentKind.PLAN)


def at_whom(document: OfficialDocument) -> str:
    """Whose turn it is: the signer's, else the drafter's; nobody's once it is issued."""
    if document.status == OfficialDocument.Status.SUBMITTED:
        return str(getattr(document, "signer_now", "") or "")
    if document.status == OfficialDocument.Status.ISSUED:
        return ""
    return str(document.registered_by or "")


def day_drafted(document: OfficialDocument) -> date:
    return timezone.localtime(document.registered_at).date()


def numbered(document: OfficialDocument) -> str:
    return document.number or document.get_kind_display()


OUTGOING = Table(
    key="outgoing",
    title=gettext_lazy("Văn bản đi"),
    order="-made",
    filter=OutgoingFilter,
    columns=(
        Column("abstract", gettext_lazy("Trích yếu"), card="title"),
        Column("number", gettext_lazy("Loại, số"), value=numbered, sort="number_key"),
        Column("issuer", gettext_lazy("Đơn vị"), value="issuer_name", sort="issuer_name"),
        Column("at", gettext_lazy("Đang ở"), value=at_whom),
        Column("made", gettext_lazy("Soạn ngày"), value=day_drafted, sort="registered_at"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of_document, sort="status"),
    ),
    row_url="documents:outgoing",
    empty=Empty(
        gettext_lazy("Chưa có văn bản đi nào."),
        gettext_lazy("Soạn dự thảo, xin ý kiến, trình ký, rồi lấy số từ sổ khi ban hành."),
    ),
    file_name="van-ban-di",
)


def with_signer(rows: QuerySet[OfficialDocument]) -> QuerySet[OfficialDocument]:
    waiting = Approval.objects.waiting().filter(document=OuterRef("pk"))
    return rows.annotate(signer_now=Subquery(waiting.values("signer__full_name")[:1]))


@require_GET
def outgoing_list(request: SignedInRequest) -> HttpResponse:
    rows = with_signer(access.visible_outgoing(request.user)).select_related("registered_by")
    context = NAV | {
        "tabs": tabs_for(request.user, "outgoing"),
        "can_draft": access.draft_units(request.user).exists(),
    }
    return respond(request, OUTGOING.of(rows, request.GET), "documents/outgoing_list.html", context)


@require_GET
def outgoing(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    page = OutgoingPage.build(found, request.user)
    return render_page(request, "documents/outgoing.html", NAV | {"page": page, "document": found})


@require_http_methods(["GET", "POST"])
@once
def draft_new(request: SignedInRequest) -> HttpResponse:
    units = access.draft_units(request.user).order_by("sort_key")
    if not units:
        access.insist(access.can_draft(request.user, None))
    form = NewDraftForm(
        request.POST or None, request.FILES or None, units=units, groups=groups_of(units)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.draft_document(
                form.draft(), said["unit"], said["file"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập dự thảo."))
            return redirect("documents:outgoing", pk=made.pk)
    context = {
        "form": form,
        "title": _("Soạn văn bản đi"),
        "lead": _("Dự thảo chưa có số; số và ngày được cấp khi ban hành."),
        "why": _(
            "Mỗi lần tải tệp lên là một bản, so được với bản trước. Nơi nhận dự kiến là một phần của văn"
            " bản được duyệt: đổi sau khi duyệt thì phải trình lại."
        ),
        "action": _("Lập dự thảo"),
        "draft_key": "outgoing-new",
        "kinds": WRITTEN_FIRST,
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def draft_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_edit_draft(request.user, found))
    # A written paper prints its recipients: they are changed where its words are.
    is_written = WrittenDraft.objects.filter(document=found).exists()
    groups = None if is_written or found.issuer is None else groups_of([found.issuer])
    initial = {"kind": found.kind, "abstract": found.abstract}
    initial |= planned_initial(found.planned_recipients, groups or [])
    form = DraftForm(request.POST or None, request.FILES or None, initial=initial, groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.edit_draft(
                found, form.draft(), form.cleaned_data["file"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            say_saved(request, found, made)
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Sửa dự thảo"),
        "lead": found.abstract,
        "warning": is_approved_warning(found),
        "action": _("Lưu"),
        "draft_key": f"outgoing-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


def is_approved_warning(document: OfficialDocument) -> str:
    if document.status != OfficialDocument.Status.APPROVED:
        return ""
    return _("Văn bản đã được duyệt. Lưu thay đổi thì phê duyệt mất hiệu lực và phải trình lại.")


def say_saved(request: SignedInRequest, before: OfficialDocument, after: OfficialDocument) -> None:
    after.refresh_from_db(fields=["status"])
    if before.status != after.status:
        messages.warning(request, _("Đã lưu. Phê duyệt trước đây mất hiệu lực; hãy trình ký lại."))
    else:
        messages.success(request, _("Đã lưu."))


# ------------------------------------------------------------------ opinions


@require_http_methods(["GET", "POST"])
@once
def opinion_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_edit_draft(request.user, found))
    people = people_to_ask(found, request.user)
    initial = {"due_on": timezone.localdate() + timedelta(days=DAYS_FOR_OPINION)}
    form = AskForm(request.POST or None, initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = services.ask_opinions(
                found, said["people"], said["question"], said["due_on"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            names = ", ".join(opinion.asked.full_name for opinion in asked)
            messages.success(request, _("Đã gửi xin ý kiến tới %s.") % names)
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Xin ý kiến"),
        "lead": _("Người được hỏi đọc bản mới nhất hôm nay, không đọc các bản sau này."),
        "action": _("Gửi"),
        "draft_key": f"ask-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """To answer once, and to read again what one answered; the draft's own page is its drafters'."""
    asked = access.get_own_opinion(request.user, pk)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_opinion(asked, form.cleaned_data["text"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã gửi ý kiến."))
            return redirect("documents:opinion", pk=pk)
    comparison = Comparison.build(None, asked.version)
    seen = access.visible_outgoing(request.user).filter(pk=asked.document_id)
    context = {
        "form": form,
        "opinion": asked,
        "document": asked.document,
        "reads_draft": seen.exists(),
    }
    return render_page(
        request, "documents/opinion.html", NAV | context | {"comparison": comparison}
    )


# ------------------------------------------------------------------ versions


@require_GET
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two versions, ``?tu=1&den=2``; the newest and the one before it unless said."""
    found = access.get_visible_outgoing(request.user, pk)
    rows = found.versions.select_related("file").order_by("-version")
    newest = get_object_or_404(rows, version=_asked(request, "den") or found.versions.count())
    earlier = _asked(request, "tu") or newest.version - 1
    context = {
        "document": found,
        "versions": list(rows),
        "comparison": Comparison.build(rows.filter(version=earlier).first(), newest),
        "is_whole": request.GET.get("ca-van-ban") == "1",
    }
    return render_page(request, "documents/compare.html", NAV | context)


def _asked(request: SignedInRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 6 else 0  # noqa: PLR2004 -- digits of a number


@require_POST
@once
def paper_to_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the program wrote from a template goes on as an outgoing paper."""
    paper = access.get_visible_paper(request.user, pk)
    try:
        made = services.draft_from_paper(paper, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("documents:paper", pk=pk)
    messages.success(request, _("Đã đưa sang văn bản đi. Hãy xem lại trích yếu rồi trình ký."))
    return redirect("documents:outgoing", pk=made.pk)
