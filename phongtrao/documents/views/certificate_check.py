"""The public check of a certificate: what its QR code leads to, for everybody, without an account."""

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.base.http import HtmxRequest, render_page
from phongtrao.documents.certificate_answers import (
    SAID,
    Found,
    Standing,
    Verdict,
    is_signed_here,
    last_part,
    look_up,
    said_end,
)
from phongtrao.documents.certificate_keys import key_files
from phongtrao.documents.certificate_tables import KINDS, OUTDATED
from phongtrao.documents.forms.certificates import CodeForm
from phongtrao.documents.models import Certificate
from phongtrao.lib.certified import LABELS, facts
from phongtrao.web.components import State

S = Certificate.Status
# Nobody types more in a minute; who guesses codes is stopped long before 60 bits.
RATES = {"certificate_check": "60/m/ip"}
STATUS = {Verdict.GENUINE: 200, Verdict.FORGED: 200, Verdict.MISSING: 200, Verdict.UNKNOWN: 404}


@login_not_required
@require_http_methods(["GET"])
@never_cache
def check_form(request: HtmxRequest) -> HttpResponse:
    """For who types the code off the paper, or pastes what a phone read."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:check", code=last_part(form.cleaned_data["ma"]) or "-")
    return _unlisted(render_page(request, "documents/certificate_check_form.html", {"form": form}))


@login_not_required
@require_safe
@never_cache
def check(request: HtmxRequest, code: str) -> HttpResponse:
    """What was signed and whether it holds, nothing else. A wrong code gets a sentence."""
    if not (is_signed_here(code) or _may_guess(request)):
        said = _("Bạn kiểm tra quá nhiều lần. Hãy chờ một phút rồi thử lại.")
        return _answer(request, Found(Verdict.UNKNOWN), said, status=429)
    found = look_up(code)
    return _answer(request, found, SAID[found.verdict], STATUS[found.verdict])


@login_not_required
@require_safe
def public_key(request: HtmxRequest) -> HttpResponse:
    """To be printed and hung up: with it anybody checks a certificate without a network."""
    keys = list(reversed(key_files()))
    return _unlisted(render_page(request, "documents/certificate_keys.html", {"keys": keys}))


@login_not_required
@require_safe
def public_key_file(request: HtmxRequest) -> HttpResponse:  # noqa: ARG001 -- a view
    """For ``phongtrao verify --key``."""
    said = "".join(one.pem for one in reversed(key_files()))
    named = {"Content-Disposition": 'attachment; filename="khoa-cong-khai.pem"'}
    return HttpResponse(said, content_type="application/x-pem-file", headers=named)


def _may_guess(request: HtmxRequest) -> bool:
    """Typed codes and forged ones are counted; a whole hall may scan its own papers at once."""
    return bool(
        ratelimit.consume(
            request, app="phongtrao", action="certificate_check", config=RATES, limit_get=True
        )
    )


def _answer(request: HtmxRequest, found: Found, said: Any, status: int) -> HttpResponse:
    row = found.standing
    signed = facts(found.content) if found.content else {}
    context = {
        "found": found,
        "is_genuine": row is not None,
        "number": found.content.number if found.content else "",
        "said": said,
        "is_forged": found.verdict in {Verdict.FORGED, Verdict.MISSING},
        # Without the reason: why a certificate was revoked is between its holder and who issued it.
        "state": _state(row) if row else None,
        "ended": said_end(row) if row else "",
        "facts": [(_(LABELS[name]), said) for name, said in signed.items()],
        "changes": _changes(found),
    }
    answer = render_page(request, "documents/certificate_check.html", context)
    answer.status_code = status
    return _unlisted(answer)


def _state(row: Standing) -> State:
    return OUTDATED if row.outdated_on and row.status == S.ISSUED else State(S(row.status).label, KINDS[row.status])  # fmt: skip


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"  # for who holds the paper
    return answer


def _changes(found: Found) -> list[tuple[str, str, str]]:
    """Field, as the code has it, as it was signed."""
    if not (found.content and found.signed):
        return []
    return [
        (_(LABELS[name]), getattr(found.content, name), getattr(found.signed, name))
        for name in found.changed
    ]
