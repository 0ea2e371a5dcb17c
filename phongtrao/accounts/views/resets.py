"""A new password by printed code: the clerk's side and the colleague's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.accounts import access, lockout, resets
from phongtrao.accounts.adapters import AccountAdapter
from phongtrao.accounts.forms import ColleagueFilter, UseCodeForm
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import Column, Empty, Table, respond

COLLEAGUES = Table(
    key="colleagues",
    title=gettext_lazy("Đồng nghiệp"),
    order="name",
    filter=ColleagueFilter,
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("username", gettext_lazy("Tên đăng nhập"), sort="username"),
        Column("last", gettext_lazy("Đăng nhập gần nhất"), value="last_login", sort="last_login"),
    ),
    row_url="accounts:issue_code",
    empty=Empty(
        gettext_lazy("Không có đồng nghiệp nào để cấp mã."),
        gettext_lazy(
            "Ở đây hiện người của đơn vị bạn có tài khoản và không giữ vai trò cao hơn bạn."
        ),
    ),
    file_name="dong-nghiep",
)


@require_GET
def colleague_list(request: SignedInRequest) -> HttpResponse:
    if not access.is_clerk(request.user):
        raise Http404
    table = COLLEAGUES.of(access.colleagues(request.user), request.GET)
    return respond(request, table, "accounts/colleague_list.html")


@require_http_methods(["GET", "POST"])
@once
def issue_code(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page that asks; then, on that one answer and nowhere else, the sheet with the code."""
    user = access.get_colleague(request.user, pk)
    if request.method == "POST":
        try:
            issued = resets.issue_code(user, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("accounts:issue_code", pk=pk)
        context = {
            "issued": issued,
            "address": request.build_absolute_uri(reverse("accounts:use_code")),
        }
        response = render_page(request, "accounts/code_sheet.html", context)
        add_never_cache_headers(response)
        return response
    context = {"account": user, "may": access.can_issue_code(request.user, user)}
    return render_page(request, "accounts/issue_code.html", context)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """For whoever holds the sheet. Nobody is signed in by it: a second factor is still asked for."""
    form = UseCodeForm(request.POST or None)
    if form.is_valid() and _use(request, form):
        messages.success(request, _("Đã đặt mật khẩu mới. Hãy đăng nhập."))
        return redirect("account_login")
    return render_page(request, "accounts/use_code.html", {"form": form})


def _use(request: HttpRequest, form: UseCodeForm) -> bool:
    data = form.cleaned_data
    attempt = lockout.count_attempt(request, data["username"])
    if attempt is None:
        form.add_error(None, AccountAdapter.error_messages["too_many_login_attempts"])
        return False
    try:
        resets.use_code(data["username"], data["code"], data["password1"])
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    except ValidationError as error:
        attempt.rollback()
        form.add_error("password1", error)
        return False
    attempt.rollback()
    return True
