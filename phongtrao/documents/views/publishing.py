"""Papers open to everybody: the deed and its undoing, the public list and its files."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import HtmxRequest, SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access
from phongtrao.documents.access import publishing
from phongtrao.documents.forms.publishing import PublicFilter, UnpublishForm
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services.publishing import publish_document, unpublish_document
from phongtrao.documents.views.files import send_file
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "documents"}


PUBLIC = Table(
    key="public",
    title=gettext_lazy("Văn bản công khai"),
    order="-issued_on",
    filter=PublicFilter,
    columns=(
        Column("number", gettext_lazy("Số, ký hiệu"), value=str, sort="number_key", card="title"),
        Column("abstract", gettext_lazy("Trích yếu")),
        Column("issuer", gettext_lazy("Cơ quan ban hành"), value="issuer_name", sort="issuer_name"),
        Column("issued_on", gettext_lazy("Ngày ban hành"), sort="issued_on", align="end"),
        Column("public_from", gettext_lazy("Công khai từ"), sort="public_from", align="end"),
    ),
    row_url="documents:public_file",
    empty=Empty(
        gettext_lazy("Chưa có văn bản công khai."),
        gettext_lazy("Văn bản được cơ quan ban hành công khai sẽ hiện ở đây."),
    ),
    file_name="van-ban-cong-khai",
)


@login_not_required
@require_GET
def public_list(request: HtmxRequest) -> HttpResponse:
    table = PUBLIC.of(publishing.public_documents(), request.GET)
    return respond(request, table, "documents/public_list.html", {})


@login_not_required
@require_safe
def public_file(request: HtmxRequest, pk: int) -> HttpResponseBase:
    """The file by the paper it belongs to, never by its own number: that may be anything."""
    file = publishing.get_public_file(pk)
    return send_file(request, file, file.name)


@require_http_methods(["GET", "POST"])
@once
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_document(request.user, pk)
    access.insist(publishing.can_publish(request.user, found))
    question = Question(
        title=_("Công khai %(document)s") % {"document": found},
        word=_("công khai"),
        action=_("Công khai"),
        back=reverse("documents:document", args=[pk]),
        warning=_(
            "Ai cũng đọc và tải được tệp, không cần đăng nhập. Hãy chắc rằng văn bản không có dữ liệu"
            " cá nhân phải bảo vệ và không thuộc diện hạn chế phổ biến."
        ),
        nav=NAV["nav"],
    )
    deed = partial(publish_document, found, by=request.user)
    return confirm(request, question, deed, _("Văn bản đã công khai."))


@require_http_methods(["GET", "POST"])
@once
def unpublish(request: SignedInRequest, pk: int) -> HttpResponse:
    found: OfficialDocument = access.get_visible_document(request.user, pk)
    access.insist(publishing.can_unpublish(request.user, found))
    form = UnpublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unpublish_document(found, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect("documents:document", pk=pk)
    context = NAV | {"form": form, "document": found}
    return render_page(request, "documents/unpublish.html", context)
