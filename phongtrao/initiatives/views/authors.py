"""Co-authors and shares: chosen from people of the sector, confirmed by each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.initiatives import (
    can_write,
    get_own_authorship,
    get_visible_initiative,
)
from phongtrao.initiatives.forms.authors import EQUAL, AuthorsForm, DeclineForm, equal_split
from phongtrao.initiatives.models import Authorship, Initiative
from phongtrao.initiatives.queries.dossiers import suggest_people
from phongtrao.initiatives.services.authors import confirm_share, decline_share, set_authors
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import Conflict, DomainError
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person

CHOSEN, DECLINE = "them", "khong"
MOST_FOUND = 12
MOST_AUTHORS = 20
SHORTEST = 2  # letters of a name


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was just chosen stands in the address until the shares are kept."""
    initiative = get_visible_initiative(request.user, pk)
    insist(can_write(request.user, initiative))
    first = initiative.authorships.select_related("person").get(is_first=True)
    kept = list(initiative.authorships.select_related("person").filter(is_first=False))
    new = _chosen(request, {first.person_id, *(one.person_id for one in kept)})
    form = AuthorsForm(request.POST or None, first=first, kept=kept, new=new)
    if request.method == "POST" and form.is_valid():
        try:
            set_authors(initiative, *_asked(request, form), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi tác giả. Ai có tỷ lệ mới được mời xác nhận."))
            return redirect("initiatives:authors", pk=pk)
    context = NAV | {"form": form, "initiative": initiative, "first": first, "kept": kept}
    context |= _found(request, initiative, [first.person_id, *(one.pk for one in form.people)])
    context["chosen"] = [person.pk for person in new]
    return render_page(request, "initiatives/authors.html", context)


def _asked(request: SignedInRequest, form: AuthorsForm) -> tuple[Any, Any]:
    if EQUAL in request.POST:
        return equal_split([(one, form.cleaned_data[f"phan_{one.pk}"]) for one in form.staying()])
    return form.shares()


def _chosen(request: SignedInRequest, known: set[int]) -> list[Person]:
    asked = [int(pk) for pk in request.GET.getlist(CHOSEN) if pk.isdecimal()]
    found = Person.objects.in_bulk(asked[:MOST_AUTHORS])
    return [found[pk] for pk in dict.fromkeys(asked) if pk in found and pk not in known]


def _found(request: SignedInRequest, initiative: Initiative, known: list[int]) -> dict[str, Any]:
    words = " ".join(request.GET.get("q", "").split())
    if len(words) < SHORTEST:
        return {"q": words}
    posts = suggest_people(fold(words), initiative.unit_id, MOST_FOUND)
    return {"q": words, "found": [post for post in posts if post.person_id not in known]}


@require_http_methods(["GET", "POST"])
@once
def share(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page a co-author answers on; who declined finds the reason there."""
    found = get_own_authorship(request.user, pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _answer(request, found, form.cleaned_data["reason"])
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect("initiatives:own_list")
    is_open = found.status == Authorship.Status.ASKED
    is_open = is_open and found.initiative.status in Initiative.Status.written
    context = NAV | {"form": form, "share": found, "is_open": is_open}
    return render_page(request, "initiatives/share.html", context)


def _answer(request: SignedInRequest, found: Authorship, reason: str) -> str:
    # The share as the page showed it: what was changed since is not agreed to.
    if request.POST.get("ty_le") != str(found.share):
        raise Conflict(_("Tỷ lệ vừa được sửa. Hãy tải lại trang rồi trả lời."))
    if DECLINE in request.POST:
        decline_share(found, reason, by=request.user)
        return _("Đã báo tác giả chính là bạn không đồng ý tỷ lệ này.")
    confirm_share(found, by=request.user)
    return _("Đã xác nhận tỷ lệ đóng góp.")
