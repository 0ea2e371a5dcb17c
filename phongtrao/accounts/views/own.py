"""What people do with their own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.accounts import calendar_feed, services, sessions
from phongtrao.accounts.demo_signins import DEMO_SIGNINS
from phongtrao.accounts.forms import PreferencesForm
from phongtrao.accounts.middleware import browser_behind
from phongtrao.accounts.models import User
from phongtrao.accounts.queries import has_second_factor
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.web.acts import do

PROFILE = "accounts:profile"


@require_http_methods(["GET", "POST"])
@once
def profile(request: SignedInRequest) -> HttpResponse:
    # An unticked box sends nothing, so an empty POST is an answer too.
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(sent, initial={"wants_mail": request.user.wants_mail})
    if form.is_valid():
        services.save_preferences(request.user, wants_mail=form.cleaned_data["wants_mail"])
        messages.success(request, _("Đã lưu lựa chọn của bạn."))
        return redirect("accounts:profile")
    context = {"form": form, "has_second_factor": has_second_factor(request.user)}
    return render_page(request, "accounts/profile.html", context)


@require_POST
@once
def calendar_open(request: SignedInRequest) -> HttpResponse:
    """A new secret address, shown on this one answer: nothing for a cache to keep."""
    path = calendar_feed.path_of(services.open_calendar(request.user))
    context = {"address": request.build_absolute_uri(path)}
    response = render_page(request, "accounts/calendar_address.html", context)
    add_never_cache_headers(response)
    return response


@require_POST
@once
def calendar_close(request: SignedInRequest) -> HttpResponse:
    said = _("Đã thu hồi địa chỉ lịch. Ứng dụng lịch của bạn sẽ không nhận việc mới nữa.")
    return do(request, lambda: services.close_calendar(request.user), said, reverse(PROFILE))


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click, in the demo only; elsewhere this address does not exist."""
    username = request.POST.get("username", "")
    if not settings.DEMO or username not in DEMO_SIGNINS:
        raise Http404
    user = User.objects.get_queryset().active().filter(username=username).first()
    if user is None:
        messages.error(request, _("Tài khoản mẫu này chưa có. Hãy nạp lại dữ liệu mẫu."))
        return redirect("account_login")
    if has_second_factor(user):
        messages.error(
            request, _("Tài khoản mẫu này đã bật xác thực hai bước. Hãy đăng nhập bằng mật khẩu.")
        )
        return redirect("account_login")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.note_sign_in(user, request.session, browser_behind(request))
    return redirect(settings.LOGIN_REDIRECT_URL)
