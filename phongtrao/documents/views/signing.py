"""The way to the signer: submitting, taking back, and the signer's own desk, one paper or many."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.forms import ReasonForm, SignedFileForm, SubmitForm
from phongtrao.documents.models import Approval, OfficialDocument, WrittenDraft
from phongtrao.documents.pages import ApprovalPage
from phongtrao.documents.pages.batch import BatchRow, said_change
from phongtrao.documents.queries import (
    Signer,
    other_name,
    printed_signer,
    signers_of,
    to_sign,
)
from phongtrao.documents.queries.unknown import unknown_recipients
from phongtrao.documents.views.outgoing_tabs import tabs_for
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.tables import BulkAction, Column, Empty, Table, respond, selected_rows

NAV = {"nav": "outgoing"}
MOST = 100  # papers of one batch: nobody has read more


def kind_and_version(approval: Approval) -> str:
    said = {"kind": approval.get_kind_display(), "n": approval.version.version}
    return _("%(kind)s, bản %(n)d") % said


def day_submitted(approval: Approval) -> date:
    return timezone.localtime(approval.submitted_at).date()


def file_link(approval: Approval) -> SafeString:
    """Straight to what was submitted; what it is about is said beside it."""
    url = reverse("documents:file", args=[approval.version.file_id])
    return format_html('<a href="{}">{}</a>', url, _("Mở tệp"))


TO_SIGN = Table(
    key="to-sign",
    title=gettext_lazy("Văn bản chờ duyệt"),
    order="submitted",
    columns=(
        Column("abstract", gettext_lazy("Trích yếu"), card="title"),
        Column("kind", gettext_lazy("Loại"), value=kind_and_version),
        Column("unit", gettext_lazy("Đơn vị"), value="document.issuer_name"),
        Column("by", gettext_lazy("Người trình"), value="submitted_by.full_name"),
        Column("changed", gettext_lazy("Điểm mới của bản này"), value=said_change),
        Column(
            "submitted",
            gettext_lazy("Trình ngày"),
            value=day_submitted,
            sort="submitted_at",
        ),
        Column("file", gettext_lazy("Tệp"), value=file_link, in_export=False),
    ),
    row_url="documents:approval",
    bulk=(
        BulkAction(
            gettext_lazy("Duyệt các văn bản đã chọn"), "documents:approve_selected", "check"
        ),
    ),
    empty=Empty(
        gettext_lazy("Không có văn bản nào chờ bạn ký."),
        gettext_lazy("Văn bản trình bạn ký sẽ hiện ở đây; đọc, so với bản trước, rồi duyệt."),
    ),
    file_name="trinh-ky",
)


@require_GET
def to_sign_list(request: SignedInRequest) -> HttpResponse:
    table = TO_SIGN.of(to_sign(request.user), request.GET)
    context = NAV | {"tabs": tabs_for(request.user, "to_sign")}
    return respond(request, table, "documents/to_sign.html", context)


@require_GET
def approval(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_approval(request.user, pk)
    page = ApprovalPage.build(found, request.user, to_sign(request.user))
    context = {"page": page, "approval": found, "document": found.document}
    return render_page(request, "documents/approval.html", NAV | context)


@require_POST
@once
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Then on to the list while others wait: a leader approves one after the other."""
    found = access.get_visible_approval(request.user, pk)
    here = reverse("documents:approval", args=[pk])
    rest = to_sign(request.user).exclude(pk=pk).exists()
    onward = reverse("documents:to_sign") if rest else _after(request, found)
    deed = partial(services.approve_draft, found, by=request.user)
    said = _("Đã duyệt “%s”.") % found.abstract[:100]
    return do(request, deed, said, onward, refused_to=here)


@require_POST
@once
def hand_to_deputy(request: SignedInRequest, pk: int) -> HttpResponse:
    """To who stands in for the signer today; the deputy reads on, the drafter sees the paper."""
    found = access.get_visible_approval(request.user, pk)
    here = reverse("documents:approval", args=[pk])
    try:
        handed = services.hand_to_deputy(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(here)
    messages.success(
        request, _("Đã chuyển %s ký thay; khối ký in lại theo người ký.") % handed.signer
    )
    if handed.signer_id == request.user.pk:
        return redirect("documents:approval", pk=handed.pk)
    return redirect("documents:outgoing", pk=handed.document_id)


@require_http_methods(["GET", "POST"])
@once
def return_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_approval(request.user, pk)
    access.insist(access.can_return(request.user, found))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.return_draft(found, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã trả lại kèm lý do."))
            return redirect("documents:to_sign")
    context = {
        "form": form,
        "document": found.document,
        "title": _("Trả lại văn bản"),
        "lead": _("Người soạn đọc lý do này, sửa rồi trình lại."),
        "action": _("Trả lại"),
        "cancel": reverse("documents:approval", args=[pk]),
        "draft_key": f"return-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


@require_POST
@once
def approve_selected(request: SignedInRequest) -> HttpResponse:
    """First the list of what will be approved; after “đồng ý” each is approved by itself."""
    chosen = list(_chosen(request)[:MOST])
    if not chosen:
        messages.error(request, _("Chưa chọn văn bản nào. Hãy đánh dấu rồi bấm lại."))
        return redirect("documents:to_sign")
    if request.POST.get("agreed") != "1":
        ready = [one for one in chosen if access.can_decide(request.user, one)]
        context = {
            "ready": BatchRow.all_of(ready),
            "left": [one for one in chosen if one not in ready],
        }
        return render_page(request, "documents/approve_selected.html", NAV | context)
    batch = services.approve_many(chosen, by=request.user)
    _say_batch(request, batch)
    return redirect("documents:to_sign")


def _chosen(request: SignedInRequest) -> QuerySet[Approval]:
    """Ticked ways to this signer, also those closed since: the batch names what it leaves out."""
    if request.POST.get("all"):
        return selected_rows(TO_SIGN, to_sign(request.user), request.POST)
    own = Approval.objects.filter(signer=request.user.pk).select_related(
        "document__issuer", "version__file", "submitted_by", "signer"
    )
    return selected_rows(TO_SIGN, own, request.POST).order_by("pk")


def _say_batch(request: SignedInRequest, batch: services.Batch) -> None:
    if count := len(batch.approved):
        said = ngettext("Đã duyệt %(n)d văn bản.", "Đã duyệt %(n)d văn bản.", count)
        messages.success(request, said % {"n": count})
    for left in batch.left_out:
        messages.warning(
            request,
            _("Chưa duyệt “%(title)s”: %(reason)s")
            % {"title": left.title[:100], "reason": left.reason},
        )


# ------------------------------------------------------------------ the drafter's side


@require_http_methods(["GET", "POST"])
@once
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_submit(request.user, found))
    signers = signers_of(found.issuer, access.SIGNS) if found.issuer else []
    form = _submit_form(request, found, signers)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        signer = said.pop("signer")
        try:
            services.submit_draft(found, signer, **said, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã trình %s ký.") % signer)
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Trình ký"),
        "lead": found.abstract,
        "warning": ""
        if signers
        else _("Đơn vị chưa có ai được phân quyền ký. Hãy nhờ quản trị phân quyền."),
        "why": _(
            "Danh sách gồm người có quyền ký của đơn vị hôm nay, theo phân quyền. KT., TL., TM., TUQ. lấy"
            " từ phân quyền của đúng ngày duyệt: quyền đã hết thì không duyệt được. Trong lúc trình, tệp,"
            " trích yếu, loại văn bản và nơi nhận giữ nguyên; muốn sửa thì rút lại."
        ),
        "action": _("Trình ký"),
        "is_written": WrittenDraft.objects.filter(document=found).exists(),
        "unknown": unknown_recipients(found),
        "draft_key": f"submit-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


def _submit_form(
    request: SignedInRequest, document: OfficialDocument, signers: list[Signer]
) -> SubmitForm:
    """Whoever the file prints comes first; an upload may be sent on to another, once that is confirmed."""
    printed = printed_signer(document)
    others = [one for one in signers if other_name(printed, one.user)]
    is_written = WrittenDraft.objects.filter(document=document, file=document.file_id).exists()
    named = next((one for one in signers if printed and one not in others), None)
    return SubmitForm(
        request.POST or None,
        signers=signers,
        is_doubtful=bool(others) and not is_written,
        initial={"signer": str(named.user.pk)} if named else {},
    )


@require_http_methods(["GET", "POST"])
@once
def recall(request: SignedInRequest, pk: int) -> HttpResponse:
    """From the signer's desk at once; after the approval with a reason, since it becomes void."""
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_recall(request.user, found))
    is_approved = found.status == found.Status.APPROVED
    form = ReasonForm(request.POST or None)
    form.fields["reason"].required = is_approved
    if request.method == "POST" and form.is_valid():
        try:
            services.recall_draft(found, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã rút lại. Văn bản trở về dự thảo."))
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Hủy duyệt để sửa") if is_approved else _("Rút lại văn bản đang trình"),
        "lead": found.abstract,
        "warning": _("Phê duyệt mất hiệu lực và người ký được báo kèm lý do.")
        if is_approved
        else "",
        "action": _("Hủy duyệt") if is_approved else _("Rút lại"),
        "draft_key": f"recall-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def signed_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_take_signed(request.user, found))
    form = SignedFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_signed_copy(found, form.cleaned_data["file"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Bản ký số khớp với bản đã duyệt. Đã lưu."))
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Nhận bản PDF đã ký số"),
        "lead": _("Tải bản PDF đã duyệt về, ký bằng phần mềm ký số, rồi tải bản đã ký lên đây."),
        "why": _(
            "Hệ thống so bản đã ký với bản đã duyệt: mọi trang phải giữ nguyên, chữ ký phải còn nguyên"
            " vẹn. Chứng thư không có trong danh sách tin cậy thì vẫn lưu và nói rõ là chưa kiểm được."
        ),
        "action": _("Kiểm tra và lưu"),
        "draft_key": f"signed-{pk}",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


def _after(request: SignedInRequest, approval: Approval) -> str:
    """The paper's page, where the signer is one of its office; else the page of what was signed."""
    if access.visible_outgoing(request.user).filter(pk=approval.document_id).exists():
        return reverse("documents:outgoing", args=[approval.document_id])
    return reverse("documents:approval", args=[approval.pk])
