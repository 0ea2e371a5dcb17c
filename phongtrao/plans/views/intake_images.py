"""A page of the file of an intake, as a picture, for those who see the intake."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.views.printed import send_page
from phongtrao.plans.access import intake as access
from phongtrao.plans.pages.intake_image import has_page_images


@require_GET
def intake_page(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    if not has_page_images(found):
        raise Http404
    return send_page(request, Printed.of_file(found.file), number)
