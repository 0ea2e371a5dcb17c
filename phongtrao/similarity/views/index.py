"""How the index stands, and what can be done about it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.similarity.access.index import tends_index
from phongtrao.similarity.pages.index import IndexPage
from phongtrao.similarity.queries.index import counts
from phongtrao.similarity.services.upkeep import retry_failed, start_rebuild
from phongtrao.similarity.tabs import NAV, tabs_of
from phongtrao.web.acts import Question, ask, do


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    if not tends_index(request.user):
        raise Http404
    context = NAV | {"page": IndexPage.build(request.user), "tabs": tabs_of("index", request.user)}
    return render_page(request, "similarity/index.html", context)


@require_POST
def retry(request: SignedInRequest) -> HttpResponse:
    if not tends_index(request.user):
        raise Http404
    said = _("Các văn bản chưa đọc được sẽ được đọc lại trong ít phút.")
    return do(request, lambda: retry_failed(by=request.user), said, reverse("similarity:index"))


@require_http_methods(["GET", "POST"])
@once
def rebuild(request: SignedInRequest) -> HttpResponse:
    if not tends_index(request.user):
        raise Http404
    back = reverse("similarity:index")
    texts = sum(one.done for one in counts())
    question = Question(
        title=_("Đọc lại cả kho"),
        word=_("đọc lại"),
        action=_("Đọc lại cả kho"),
        back=back,
        warning=_(
            "Câu chữ dùng chung được học lại và mọi văn bản được đọc lại. Trong lúc đó kết quả cũ vẫn"
            " dùng được: mỗi văn bản chỉ thay khi bản đọc mới đã xong."
        ),
        consequences=[(texts, _("văn bản sẽ được đọc lại"))],
        nav="similarity",
    )
    if (asked := ask(request, question)) is not None:
        return asked
    try:
        work = start_rebuild(by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    return redirect("web:work", pk=work.pk)
