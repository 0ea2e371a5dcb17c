"""A paper as it is printed, wherever one is shown: its pages as pictures, its words below.

The picture of a page has the address of the paper itself, with ``?trang=``: the view that asks who may read
the paper is asked again for each picture, and draws it from what this reader is given.
"""

from typing import Any

from django.http import Http404, HttpResponse

from phongtrao.base.http import HtmxRequest, render_page, wants_part
from phongtrao.documents.pages.printed import PrintedPages
from phongtrao.documents.pages.text import PaperText
from phongtrao.documents.services.page_images import WIDTHS, Printed, page_image
from phongtrao.lib.errors import BadFile

PAGE = "trang"
LARGE = "lon"
TRIES = "lan"
HEADERS = {
    # Asked anew each time: a right may have been taken away since.
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


def show_printed(
    request: HtmxRequest, printed: Printed, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page of a paper; ``template`` includes “documents/printed.html”.

    While its pages are being made, htmx asks for that piece alone, again and again, for a while.
    """
    number = request.GET.get(PAGE, "")
    if number.isdecimal():
        return send_page(request, printed, int(number))
    tries = request.GET.get(TRIES, "")
    pages = PrintedPages.build(printed, request.path, int(tries) if tries.isdecimal() else 0)
    if wants_part(request):
        return render_page(request, "documents/printed_pages.html", {"printed": pages})
    shown = {"printed": pages, "text": PaperText.whole(printed)}
    return render_page(request, template, context | shown)


def send_page(request: HtmxRequest, printed: Printed, number: int) -> HttpResponse:
    """One page as a picture; with ``lon`` enlarged. The caller has asked who may see it."""
    width = WIDTHS[1] if request.GET.get(LARGE) else WIDTHS[0]
    try:
        drawn = page_image(printed, number, width)
    except BadFile as error:
        raise Http404 from error
    return HttpResponse(drawn, content_type="image/jpeg", headers=HEADERS)
