"""A page of the file of an intake, as a picture, for those who see the intake."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest
from phongtrao.lib.errors import BadFile
from phongtrao.plans.access import intake as access
from phongtrao.plans.services.page_images import WIDTHS, has_page_images, page_image

HEADERS = {
    # Asked anew each time: a right may have been taken away since.
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


@require_GET
def intake_page(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """``lon``: enlarged."""
    found = access.get_visible(request.user, pk)
    if not has_page_images(found):
        raise Http404
    width = WIDTHS[1] if request.GET.get("lon") else WIDTHS[0]
    try:
        drawn = page_image(found.file, number, width)
    except BadFile as error:
        raise Http404 from error
    return HttpResponse(drawn, content_type="image/jpeg", headers=HEADERS)
