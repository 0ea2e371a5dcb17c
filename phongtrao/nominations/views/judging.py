"""Before a council: chosen nominations are brought; its members read the dossier."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.nominations.access.judging import can_bring, councils_for, get_judged
from phongtrao.nominations.access.screening import get_screened_round, screened_nominations
from phongtrao.nominations.forms.judging import CouncilForm
from phongtrao.nominations.pages.judging import JudgedPage
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.judging import bring_to_council
from phongtrao.nominations.views.chosen import Act, act_on_chosen
from phongtrao.web.tables import is_nothing_selected


@require_POST
@once
def bring(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_screened_round(request.user, pk)
    councils = councils_for(request.user)
    if not councils and not is_nothing_selected(request.POST):
        messages.error(request, _("Chưa có hội đồng nào đang hoạt động có xét khen thưởng. Hãy lập hội đồng xét “Đề nghị khen thưởng” trước."))  # fmt: skip
        return redirect("nominations:screening", pk=pk)
    form = CouncilForm(request.POST if "agreed" in request.POST else None, councils=councils)
    standings = standings_of(screened_nominations(request.user, found))
    act = Act(
        title=_("Đưa ra hội đồng"),
        lead=_("Các đề nghị dưới đây thành hồ sơ của hội đồng; biểu quyết theo quy tắc của từng hình thức."),
        action=_("Đưa ra hội đồng"),
        may=lambda one: can_bring(request.user, one, standings[one.pk]),
        deed=lambda ready: bring_to_council(found, ready, form.cleaned_data["council"], by=request.user),
        said=brought_words,
    )  # fmt: skip
    return act_on_chosen(request, found, act, form)


@require_GET
def judged(request: SignedInRequest, pk: int) -> HttpResponse:
    """As members read it, without being able to change anything."""
    found, case = get_judged(request.user, pk)
    context = {
        "nav": "councils",
        "page": JudgedPage.build(found),
        "nomination": found,
        "case": case,
    }
    return render_page(request, "nominations/judged.html", context)


def brought_words(number: int) -> str:
    said = ngettext("Đã đưa %d đề nghị ra hội đồng.", "Đã đưa %d đề nghị ra hội đồng.", number)
    return said % number
