"""Stored files: served only after a provider of the visibility socket has said yes."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from phongtrao.base.http import HtmxRequest, SignedInRequest
from phongtrao.documents.access import visible_evidence
from phongtrao.documents.content import TEXT
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services import open_file
from phongtrao.documents.services.receiving import open_by_file
from phongtrao.documents.visibility import may_see_file

# Only pictures open in the page; all else is saved, so that nothing of an upload ever runs here.
SHOWN = ("image/",)


@require_safe
def file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored is None or not may_see_file(request.user, stored):
        raise Http404
    open_by_file(stored, by=request.user)
    return send_file(request, stored, _name_for(request, stored))


def send_file(request: HtmxRequest, stored: StoredFile, name: str) -> HttpResponseBase:
    """The content under this name; the caller has asked who may have it."""
    etag = f'"{stored.sha256}"'
    # Asked anew each time: a right may have been taken away since.
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    charset = "; charset=utf-8" if stored.media_type == TEXT else ""
    return FileResponse(
        open_file(stored),
        as_attachment=not stored.media_type.startswith(SHOWN),
        filename=name,
        content_type=stored.media_type + charset,
        headers={
            "ETag": etag,
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def _name_for(request: SignedInRequest, stored: StoredFile) -> str:
    """As it is called where it was opened: the first who stored it may be another unit."""
    rows = visible_evidence(request.user).filter(file=stored)
    asked = request.GET.get("minh-chung", "")
    named = rows.filter(pk=asked).first() if asked.isdecimal() else None
    found = named or rows.order_by("-pk").first()
    return found.file_name if found else stored.name
