"""Asking people in: by mail, by printed slip; who has not come yet; the page behind the link."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts import access, invitations, lockout
from phongtrao.accounts.adapters import AccountAdapter
from phongtrao.accounts.forms import AcceptForm, InvitationFilter, InviteFilter
from phongtrao.accounts.models import Invitation, User
from phongtrao.accounts.slips_pdf import slips_pdf
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.web.components import State
from phongtrao.web.tables import (
    BulkAction,
    Column,
    Empty,
    Table,
    back_to,
    is_nothing_selected,
    respond,
    selected_rows,
)

MOST_SLIPS = 500  # each code is hashed as a password: a quarter of a minute for a large school


def invitation_state(invitation: Invitation) -> State:
    if invitation.used_at:
        return State(_("Đã nhận"), "done")
    if invitation.withdrawn_at:
        return State(_("Đã rút"), "neutral")
    if invitation.expires_at <= timezone.now():
        return State(_("Đã hết hạn"), "late")
    if invitation.error:
        return State(_("Gửi không được"), "refused", why=invitation.error)
    return State(_("Chưa nhận"), "due")


INVITATIONS = Table(
    key="invitations",
    title=gettext_lazy("Lời mời"),
    order="-made",
    filter=InvitationFilter,
    columns=(
        Column(
            "name",
            gettext_lazy("Họ và tên"),
            value="user.full_name",
            sort="user__sort_key",
            card="title",
        ),
        Column(
            "username", gettext_lazy("Tên đăng nhập"), value="user.username", sort="user__username"
        ),
        Column("via", gettext_lazy("Cách mời"), value="get_via_display", sort="via"),
        Column("state", gettext_lazy("Tình trạng"), value=invitation_state),
        Column("made", gettext_lazy("Mời lúc"), value="made_at", sort="made_at", align="end"),
        Column(
            "expires",
            gettext_lazy("Hiệu lực đến"),
            value="expires_at",
            sort="expires_at",
            align="end",
        ),
        Column("by", gettext_lazy("Người mời"), value="made_by.full_name", card="hide"),
    ),
    bulk=(
        BulkAction(gettext_lazy("Gửi lại thư"), "accounts:invitations_resend", icon="send"),
        BulkAction(gettext_lazy("Rút lời mời"), "accounts:invitations_withdraw", icon="circle-x"),
    ),
    empty=Empty(
        gettext_lazy("Chưa mời ai."),
        gettext_lazy("Mời người có tài khoản mà chưa đăng nhập lần nào: qua thư hoặc phiếu in."),
    ),
    file_name="loi-moi",
)

INVITE = Table(
    key="invite",
    title=gettext_lazy("Người chưa đăng nhập lần nào"),
    order="name",
    filter=InviteFilter,
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("username", gettext_lazy("Tên đăng nhập"), sort="username"),
        Column("email", gettext_lazy("Thư điện tử"), sort="email"),
        Column(
            "created", gettext_lazy("Mở lúc"), value="created_at", sort="created_at", align="end"
        ),
    ),
    bulk=(
        BulkAction(gettext_lazy("Mời qua thư"), "accounts:invite_mail", icon="mail"),
        BulkAction(gettext_lazy("In phiếu mã"), "accounts:invite_slips", icon="printer"),
    ),
    empty=Empty(
        gettext_lazy("Ai cũng đã đăng nhập."),
        gettext_lazy("Ở đây hiện người của đơn vị bạn có tài khoản mà chưa đăng nhập lần nào."),
    ),
    file_name="chua-dang-nhap",
)


def _enforce(request: SignedInRequest) -> None:
    if not access.invites(request.user):
        raise Http404


@require_GET
def invitation_list(request: SignedInRequest) -> HttpResponse:
    _enforce(request)
    seen = access.visible_invitations(request.user)
    context = {"waiting": seen.open().filter(expires_at__gt=timezone.now()).count()}
    table = INVITATIONS.of(seen.select_related("user", "made_by"), request.GET)
    return respond(request, table, "accounts/invitations.html", context)


@require_GET
def invite(request: SignedInRequest) -> HttpResponse:
    """Whom one can ask in."""
    _enforce(request)
    table = INVITE.of(access.invitable(request.user), request.GET)
    return respond(request, table, "accounts/invite.html")


def _picked(request: SignedInRequest) -> QuerySet[User]:
    return selected_rows(INVITE, access.invitable(request.user), request.POST).order_by("sort_key")


@require_POST
@once
def invite_mail(request: SignedInRequest) -> HttpResponse:
    """To those with an address; the others are counted and wait for a slip."""
    _enforce(request)
    people = list(_picked(request))
    written = [user for user in people if user.email]
    for user in written:
        invitations.invite_by_mail(user, by=request.user)
    if written:
        messages.success(request, _("Đang gửi thư mời cho %s người.") % len(written))
    if left := len(people) - len(written):
        messages.warning(request, _("%s người chưa có thư điện tử. Hãy in phiếu mã.") % left)
    if not people:
        messages.error(request, _("Chưa chọn ai. Hãy chọn ít nhất một người."))
    return redirect(back_to(reverse("accounts:invite"), request.POST))


@require_POST
@once
def invite_slips(request: SignedInRequest) -> HttpResponse:
    """The file with the codes, in this one answer and nowhere else."""
    _enforce(request)
    people = list(_picked(request)[: MOST_SLIPS + 1])
    back = back_to(reverse("accounts:invite"), request.POST)
    if not people or len(people) > MOST_SLIPS:
        said = _("Hãy chọn từ 1 đến %s người mỗi lần in.") % MOST_SLIPS
        messages.error(request, said)
        return redirect(back)
    address = request.build_absolute_uri(reverse("accounts:use_code"))
    slips = invitations.print_slips(people, by=request.user)
    headers = {"Content-Disposition": 'attachment; filename="phieu-ma.pdf"'}
    response = HttpResponse(slips_pdf(slips, address), "application/pdf", headers=headers)
    add_never_cache_headers(response)
    return response


@require_POST
@once
def resend(request: SignedInRequest) -> HttpResponse:
    """A new link to each; the old ones end."""
    return _each(request, _resend, _("Đang gửi lại %s thư mời."))


@require_POST
@once
def withdraw(request: SignedInRequest) -> HttpResponse:
    return _each(request, invitations.withdraw_invitation, _("Đã rút %s lời mời."))


def _resend(invitation: Invitation, *, by: Any) -> None:
    invitations.invite_by_mail(invitation.user, by=by)


def _each(request: SignedInRequest, deed: Any, said: str) -> HttpResponse:
    _enforce(request)
    back = redirect(back_to(reverse("accounts:invitations"), request.POST))
    if is_nothing_selected(request.POST):
        messages.error(request, _("Chưa chọn lời mời nào. Hãy chọn ít nhất một dòng."))
        return back
    rows = access.visible_invitations(request.user).select_related("user", "made_by")
    done, reasons = 0, []
    for invitation in selected_rows(INVITATIONS, rows, request.POST):
        try:
            partial(deed, invitation, by=request.user)()
        except DomainError as error:
            reasons.append(f"{invitation.user}: {error}")
        else:
            done += 1
    if done:
        messages.success(request, said % done)
    if reasons:
        messages.warning(request, " ".join(reasons[:5]))
    return back


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link. Looking uses nothing up, for mail programs look first; nobody is signed in by it."""
    found = invitations.find_invitation(token)
    if found is None:
        lockout.count_attempt(request, f"invitation:{token[:8]}")
        said = {"said": invitations.said_of_dead_link()}
        response = render_page(request, "accounts/invitation_dead.html", said, status=410)
        add_never_cache_headers(response)
        return response
    form = AcceptForm(request.POST or None)
    if form.is_valid() and _accept(request, form, token):
        messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập."))
        return redirect("account_login")
    context: dict[str, Any] = {"form": form, "account": found.user}
    response = render_page(request, "accounts/accept.html", context)
    add_never_cache_headers(response)
    return response


def _accept(request: HttpRequest, form: AcceptForm, token: str) -> bool:
    attempt = lockout.count_attempt(request, f"invitation:{token[:8]}")
    if attempt is None:
        form.add_error(None, AccountAdapter.error_messages["rate_limited"])
        return False
    try:
        invitations.accept_invitation(token, form.cleaned_data["password1"])
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    except ValidationError as error:
        form.add_error("password1", error)
        return False
    attempt.rollback()
    return True
