from django.http import HttpResponse
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.portal.queries.search import search


@require_GET
def search_page(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    context = {"words": words, "groups": search(request.user, words)}
    return render_page(request, "portal/search.html", context)
