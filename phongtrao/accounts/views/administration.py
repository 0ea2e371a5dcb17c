"""Accounts as their administrator sees them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts import access, oidc, services
from phongtrao.accounts.forms import AccountFilter, AccountForm, NewAccountForm
from phongtrao.accounts.models import User
from phongtrao.accounts.queries import has_second_factor, with_second_factor
from phongtrao.accounts.services import Issued
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, ask, confirm, do
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "accounts"}


def account_state(user: User) -> State:
    if not user.is_active:
        return State(_("Đã khóa"), "refused", "lock")
    if user.must_change_password:
        return State(_("Chờ đổi mật khẩu"), "due", "key")
    return State(_("Đang hoạt động"), "done")


ACCOUNTS = Table(
    key="accounts",
    title=pgettext_lazy("many", "Tài khoản"),
    order="name",
    filter=AccountFilter,
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("username", gettext_lazy("Tên đăng nhập"), sort="username"),
        Column("email", gettext_lazy("Thư điện tử"), sort="email"),
        Column("state", gettext_lazy("Tình trạng"), value=account_state, sort="is_active"),
        Column("factor", gettext_lazy("Xác thực hai bước"), value="has_second_factor"),
        Column("last", gettext_lazy("Đăng nhập gần nhất"), value="last_login", sort="last_login"),
    ),
    row_url="accounts:user",
    empty=Empty(
        gettext_lazy("Chưa có tài khoản nào."),
        gettext_lazy("Mỗi người dùng hệ thống có một tài khoản do quản trị viên mở."),
    ),
    file_name="tai-khoan",
)


@require_GET
def user_list(request: SignedInRequest) -> HttpResponse:
    access.enforce_administrator(request.user)
    rows = with_second_factor(access.visible_accounts(request.user))
    context = {**NAV, "can_open": access.can_open(request.user)}
    return respond(request, ACCOUNTS.of(rows, request.GET), "accounts/user_list.html", context)


@require_GET
def user_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    context = {
        **NAV,
        "account": user,
        "state": account_state(user),
        "has_second_factor": has_second_factor(user),
        "can_deactivate": access.can_deactivate(request.user, user),
        "can_lift": access.can_lift_lockout(request.user, user),
        "linked": oidc.is_on() and user.gateway_links.exists(),
        "can_reset": access.can_reset(request.user, user),
    }
    return render_page(request, "accounts/user.html", context)


@require_http_methods(["GET", "POST"])
@once
def user_new(request: SignedInRequest) -> HttpResponse:
    access.enforce_administrator(request.user)
    if not (may := access.can_open(request.user)):
        raise PermissionDenied(may.reason)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.open_account(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            return show_password(request, issued, **NAV)
    return render_page(request, "accounts/user_form.html", {**NAV, "form": form})


@require_http_methods(["GET", "POST"])
@once
def user_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    initial = {"full_name": user.full_name, "email": user.email}
    form = AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_account(user, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu tài khoản."))
            return redirect("accounts:user", pk=pk)
    return render_page(request, "accounts/user_form.html", {**NAV, "form": form, "account": user})


@require_http_methods(["GET", "POST"])
@once
def user_deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    question = Question(
        title=_("Khóa tài khoản của %s") % user,
        warning=_("Người này sẽ bị đưa ra ngay. Hồ sơ đã làm vẫn giữ nguyên; có thể mở lại."),
        word=_("khóa"),
        action=_("Khóa tài khoản"),
        back=page_of(user),
        nav="accounts",
    )
    deed = partial(services.deactivate, user, by=request.user)
    said = _("Đã khóa tài khoản. Người này không đăng nhập được nữa.")
    return confirm(request, question, deed, said)


@require_POST
@once
def user_reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    deed = partial(services.reactivate, user, by=request.user)
    return do(request, deed, _("Đã mở lại tài khoản."), page_of(user))


@require_POST
@once
def user_lift_lockout(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    deed = partial(services.lift_lockout, user, by=request.user)
    said = _("Đã mở tạm khóa. Người này đăng nhập lại được ngay.")
    return do(request, deed, said, page_of(user))


@require_http_methods(["GET", "POST"])
@once
def user_reset_password(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    question = Question(
        title=_("Cấp lại mật khẩu cho %s") % user,
        warning=_("Mật khẩu cũ hết hiệu lực ngay. Mật khẩu tạm chỉ hiện một lần."),
        word=_("cấp lại"),
        action=_("Cấp lại mật khẩu"),
        back=page_of(user),
        nav="accounts",
    )
    if (page := ask(request, question)) is not None:
        return page
    try:
        return show_password(request, services.reset_password(user, by=request.user), **NAV)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(question.back)


@require_http_methods(["GET", "POST"])
@once
def user_reset_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    question = Question(
        title=_("Gỡ xác thực hai bước của %s") % user,
        warning=_("Chỉ làm khi chắc chắn người yêu cầu là chủ tài khoản, ví dụ đã gặp mặt."),
        word=_("gỡ"),
        action=_("Gỡ xác thực hai bước"),
        back=page_of(user),
        nav="accounts",
    )
    deed = partial(services.reset_second_factor, user, by=request.user)
    said = _("Đã gỡ xác thực hai bước. Hãy nhắc người này bật lại.")
    return confirm(request, question, deed, said)


@require_http_methods(["GET", "POST"])
@once
def user_unlink(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    question = Question(
        title=_("Gỡ nối %s với cổng đăng nhập") % user,
        warning=_(
            "Lần sau ai đến từ cổng với đúng mã của người này sẽ được nối lại. Hãy chắc đó là họ."
        ),
        word=_("gỡ"),
        action=_("Gỡ nối"),
        back=page_of(user),
        nav="accounts",
    )
    deed = partial(oidc.unlink, user, by=request.user)
    return confirm(request, question, deed, _("Đã gỡ nối. Lần đăng nhập sau sẽ nối lại."))


def page_of(user: User) -> str:
    return reverse("accounts:user", args=[user.pk])


def show_password(request: SignedInRequest, issued: Issued, *, nav: str) -> HttpResponse:
    """Shown on this one answer, never stored: no redirect, nothing for a cache to keep."""
    context = {"nav": nav, "issued": issued}
    response = render_page(request, "accounts/password_issued.html", context)
    add_never_cache_headers(response)
    return response
