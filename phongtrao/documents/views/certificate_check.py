"""The public check of a certificate: what its QR code leads to, for everybody, without an account."""

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.base.http import HtmxRequest, render_page
from phongtrao.documents.certificate_codes import key_of
from phongtrao.documents.certificate_tables import KINDS
from phongtrao.documents.forms.certificates import CodeForm
from phongtrao.documents.models import Certificate
from phongtrao.web.components import State

S = Certificate.Status
# Nobody scans more in a minute; who guesses codes is stopped long before 96 bits.
RATES = {"certificate_check": "60/m/ip"}


@login_not_required
@require_http_methods(["GET"])
@never_cache
def check_form(request: HtmxRequest) -> HttpResponse:
    """For who types the code off the paper."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:check", code=form.cleaned_data["ma"].strip())
    return render_page(request, "documents/certificate_check_form.html", {"form": form})


@login_not_required
@require_safe
@never_cache
def check(request: HtmxRequest, code: str) -> HttpResponse:
    """What stands on the paper and whether it holds, nothing else. A wrong code gets a sentence."""
    allowed = ratelimit.consume(
        request, app="phongtrao", action="certificate_check", config=RATES, limit_get=True
    )
    if not allowed:
        said = _("Bạn kiểm tra quá nhiều lần. Hãy chờ một phút rồi thử lại.")
        return _answer(request, None, said, status=429)
    found = _found(code)
    if found is None:
        said = _("Không có giấy chứng nhận nào mang mã này. Hãy kiểm tra lại từng chữ của mã.")
        return _answer(request, None, said, status=404)
    return _answer(request, found, "")


def _found(code: str) -> Certificate | None:
    pk = key_of(code)
    rows = Certificate.objects.filter(pk=pk or 0, status__in=S.given)
    return rows.select_related("batch__unit", "batch__document", "replaced_by").first()


def _answer(
    request: HtmxRequest, found: Certificate | None, said: str, status: int = 200
) -> HttpResponse:
    newer = getattr(found, "replaced_by", None)
    context = {
        "certificate": found,
        "said": said,
        # Without the reason: why a certificate was revoked is between its holder and who issued it.
        "state": State(found.get_status_display(), KINDS[found.status]) if found else None,
        "is_valid": bool(found and found.status == S.ISSUED),
        "newer": newer,
        "facts": _facts(found) if found else [],
    }
    answer = render_page(request, "documents/certificate_check.html", context)
    answer.status_code = status
    answer.headers["X-Robots-Tag"] = (
        "noindex, nofollow"  # names of people are for who holds the paper
    )
    return answer


def _facts(found: Certificate) -> list[tuple[str, Any]]:
    """As printed, so that paper and page can be held against each other."""
    document = found.batch.document
    return [
        (_("Cấp cho"), found.name),
        (_("Đơn vị"), found.workplace),
        (_("Công trình"), found.about),
        (_("Vai trò"), capfirst(found.role)),
        (_("Quyết định"), document.number),
        (_("Ngày quyết định"), document.issued_on),
        (_("Cơ quan cấp"), found.batch.unit.name),
        (_("Ngày cấp"), found.issued_on),
    ]
