"""An initiative as it is read: now, in each version, and what differs between them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.documents.comparison import compare
from phongtrao.documents.content import WORD
from phongtrao.documents.numbering import file_title
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.views.printed import show_printed
from phongtrao.initiatives.access.initiatives import get_visible_initiative
from phongtrao.initiatives.pages.initiatives import InitiativePage, facts_of
from phongtrao.initiatives.papers import (
    INITIATIVE_APPLICATION,
    INITIATIVE_OPINION,
    INITIATIVE_REPORT,
)
from phongtrao.initiatives.reading import passages_of, read_initiative, read_version
from phongtrao.initiatives.services.printing import print_initiative
from phongtrao.initiatives.views.mine import NAV

PAPERS = {"bao-cao": INITIATIVE_REPORT, "don": INITIATIVE_APPLICATION, "y-kien": INITIATIVE_OPINION}
DOWNLOAD = "tai"


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    page = InitiativePage.build(initiative, request.user)
    context = NAV | {"page": page, "initiative": initiative, "reading": page.reading}
    return render_page(request, "initiatives/initiative.html", context)


@require_GET
def printed(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The paper as it is printed, for this reader; the file itself with ``?tai=docx``."""
    initiative = get_visible_initiative(request.user, pk)
    if kind not in PAPERS:
        raise Http404
    paper = PAPERS[kind]
    reading = read_initiative(initiative, request.user)
    content = print_initiative(reading, paper)
    if request.GET.get(DOWNLOAD) == "docx":
        name = f"{paper.title} - {file_title(reading.title)}.docx"
        said = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": said})
    context = NAV | {"initiative": initiative, "title": reading.title, "paper": paper}
    return show_printed(request, Printed.of_word(content), "initiatives/printed.html", context)


@require_GET
def version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    found = get_object_or_404(initiative.versions, number=number)
    reading = read_version(initiative, found, request.user)
    context = NAV | {
        "initiative": initiative,
        "reading": reading,
        "version": found,
        "authors": reading.authors(),
        "facts": facts_of(reading),
    }
    return render_page(request, "initiatives/version.html", context)


@require_GET
def difference(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The version against the one before it."""
    initiative = get_visible_initiative(request.user, pk)
    found = get_object_or_404(initiative.versions, number=number)
    before = initiative.versions.filter(number__lt=number).order_by("-number").first()
    new = read_version(initiative, found, request.user)
    old = read_version(initiative, before, request.user) if before else None
    context = NAV | {
        "initiative": initiative,
        "title": new.title,
        "version": found,
        "before": before,
        "changes": compare(passages_of(old), passages_of(new)) if old else [],
    }
    return render_page(request, "initiatives/difference.html", context)
