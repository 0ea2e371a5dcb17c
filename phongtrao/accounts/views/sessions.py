"""Where am I signed in, and signing out there."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts import access, sessions
from phongtrao.accounts.views.administration import page_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.web.acts import Question, confirm, do

LIST = "accounts:sessions"


@require_GET
def session_list(request: SignedInRequest) -> HttpResponse:
    held = list(sessions.sessions_of(request.user))
    here = request.session.session_key
    context = {
        "sessions": [(one, one.session_key == here) for one in held],
        "others": sum(one.session_key != here for one in held),
    }
    return render_page(request, "accounts/sessions.html", context)


@require_POST
@once
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of one's own; nobody else's exists."""
    one = get_object_or_404(sessions.sessions_of(request.user), pk=pk)
    if one.session_key == request.session.session_key:
        sessions.end_session(one, by=request.user)
        logout(request)
        return redirect("account_login")
    deed = partial(sessions.end_session, one, by=request.user)
    return do(request, deed, _("Đã đăng xuất khỏi máy ấy."), reverse(LIST))


@require_POST
@once
def session_end_others(request: SignedInRequest) -> HttpResponse:
    count = sessions.end_other_sessions(request.user, request.session)
    messages.success(request, _("Đã đăng xuất khỏi %s máy khác.") % count)
    return redirect(LIST)


@require_http_methods(["GET", "POST"])
@once
def user_end_sessions(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access.get_visible(request.user, pk)
    question = Question(
        title=_("Đăng xuất %s khỏi mọi máy") % user,
        warning=_(
            "Người này phải đăng nhập lại ở mọi máy. Mật khẩu giữ nguyên; nếu lộ, hãy cấp lại."
        ),
        word=_("đăng xuất"),
        action=_("Đăng xuất khỏi mọi máy"),
        back=page_of(user),
        nav="accounts",
    )
    deed = partial(sessions.end_sessions_of, user, by=request.user)
    return confirm(request, question, deed, _("Đã đăng xuất người này khỏi mọi máy."))
