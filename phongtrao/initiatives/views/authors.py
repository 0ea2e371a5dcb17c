"""Co-authors and shares: chosen from people of the sector, confirmed by each."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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
from phongtrao.lib.numbers import format_number
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person
from phongtrao.web.acts import Question, ask, do

CHOSEN = "them"
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
    if request.method == "POST":
        deed = partial(_confirm, request, found)
        here, done = request.path, reverse("initiatives:own_list")
        return do(request, deed, _("Đã xác nhận tỷ lệ đóng góp."), done, refused_to=here)
    context = NAV | {"share": found, "is_open": _is_open(found)}
    return render_page(request, "initiatives/share.html", context)


@require_http_methods(["GET", "POST"])
@once
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asked first: whoever declines reads nothing of it from then on."""
    found = get_own_authorship(request.user, pk)
    if not _is_open(found):
        return redirect("initiatives:share", pk=pk)
    word = _("không đồng ý")
    form = DeclineForm(request.POST or None, initial={"ty_le": found.share}, word=word)
    said = {"share": format_number(found.share), "title": found.initiative.title}
    question = Question(
        title=_("Không đồng ý tỷ lệ %(share)s%% trong sáng kiến “%(title)s”?") % said,
        warning=_(
            "Từ lúc ấy bạn không đọc, không sửa được bài viết nữa, kể cả phần bạn đã viết, cho tới khi tác giả chính sửa tỷ lệ và mời lại. Cần giữ gì, hãy chép ra trước."
        ),
        word=word,
        action=_("Không đồng ý"),
        back=reverse("initiatives:share", args=[pk]),
        nav="initiatives",
    )
    if page := ask(request, question, form):
        return page
    deed = partial(_decline, request, found, form.cleaned_data["reason"])
    told = _("Đã báo tác giả chính là bạn không đồng ý tỷ lệ này.")
    return do(request, deed, told, reverse("initiatives:own_list"), refused_to=question.back)


def _is_open(found: Authorship) -> bool:
    is_written = found.initiative.status in Initiative.Status.written
    return is_written and found.status == Authorship.Status.ASKED


def _confirm(request: SignedInRequest, found: Authorship) -> None:
    _refuse_changed(request, found)
    confirm_share(found, by=request.user)


def _decline(request: SignedInRequest, found: Authorship, reason: str) -> None:
    _refuse_changed(request, found)
    decline_share(found, reason, by=request.user)


def _refuse_changed(request: SignedInRequest, found: Authorship) -> None:
    """The share as the page showed it: what was changed since is not answered."""
    if request.POST.get("ty_le") != str(found.share):
        raise Conflict(_("Tỷ lệ vừa được sửa. Hãy tải lại trang rồi trả lời."))
