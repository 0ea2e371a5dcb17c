"""A nomination begun from the page of an achievement, on any day. S0-07"""

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.nominations.access.achievements import Achievement, achievement_of
from phongtrao.nominations.access.rounds import runs_rounds
from phongtrao.nominations.forms.starting import StartForm
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.services.claims import Told
from phongtrao.nominations.services.nominating import Choice, begin_submission, nominate
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.web.deeds import DeedPage


@require_http_methods(["GET", "POST"])
@once
def start(request: SignedInRequest, source: str) -> HttpResponse:
    found = achievement_of(request.user, source)
    form = StartForm(request.POST or None, user=request.user, found=found)
    if not form.is_possible:
        context = NAV | {"found": found, "form": form, "may_praise": runs_rounds(request.user)}
        return render_page(request, "nominations/start_none.html", context)
    page = DeedPage(_("Đề nghị khen thưởng"), found.title, _("Đưa vào danh sách đề nghị"), reverse("nominations:rounds"))  # fmt: skip

    def to(made: Nomination) -> str:
        return reverse("nominations:nomination", args=[made.pk])

    return fill(request, form, lambda: _begun(request, form, found), page=page, said=_("Đã đưa vào danh sách đề nghị."), to=to)  # fmt: skip


@transaction.atomic
def _begun(request: SignedInRequest, form: StartForm, found: Achievement) -> Nomination:
    who, unit = form.subject
    asked = form.round_form
    claims = [Told(found.words[:400], found.source, found.on)] if found.source else []
    choice = Choice(asked, who, form.cleaned_data["reason"], found.words[:500], claims)
    sent = begin_submission(asked.round, unit, by=request.user)
    return nominate(sent, choice, by=request.user)
