"""Support asked and given: a list by task and author, tied and untied. S0-22"""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access.activities import visible_activities, writes_activities
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.queries.people import find_person
from phongtrao.documents.access import insist
from phongtrao.orgs import access as orgs
from phongtrao.research.access.supports import (
    can_tie,
    get_support,
    supporting_activities,
    visible_supports,
)
from phongtrao.research.access.tasks import visible_tasks
from phongtrao.research.forms.supports import SupportForm
from phongtrao.research.models import Support
from phongtrao.research.services.supports import tie_support, untie_support
from phongtrao.research.tables import SUPPORTS, outcome_of
from phongtrao.research.tabs import NAV, tabs_of
from phongtrao.research.views.deeds import DeedPage, fill
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import respond

LIST = "research:supports"


@require_GET
def supports(request: SignedInRequest) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = NAV | {
        "tabs": tabs_of("supports", user),
        "may_tie": supporting_activities(user).exists(),
        "may_record": writes_activities(user),
        "wide": True,
    }
    table = SUPPORTS.of(visible_supports(user), request.GET)
    return respond(request, table, "research/supports.html", context)


@require_http_methods(["GET", "POST"])
@once
def support_new(request: SignedInRequest) -> HttpResponse:
    activities, user = supporting_activities(request.user), request.user
    if not activities.exists():
        raise Http404
    tasks = visible_tasks(user).order_by("-proposed_on", "-pk")
    form = SupportForm(request.POST or None, activities=activities, tasks=tasks)
    lead = _("Chọn nhiệm vụ, ghi tác giả, hoặc cả hai.")
    page = DeedPage(_("Ghi hỗ trợ cho ai"), lead, _("Ghi"), reverse(LIST))

    def deed() -> Support:
        given = form.cleaned_data
        named = given["person"]
        person = find_person(named, orgs.visible_people(user)) if named else None
        return tie_support(given["activity"], given["task"], person, by=user)

    return fill(request, form, deed, page=page, said=_("Đã ghi hỗ trợ."))


@require_GET
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    found, user = get_support(request.user, pk), request.user
    facts = [
        (_("Loại"), found.activity.kind.name),
        (_("Tác giả"), found.person and found.person.full_name),
        (_("Đơn vị ghi"), found.activity.unit.name),
        (_("Ngày"), found.activity.starts_on),
        (_("Kết quả"), outcome_of(found)),
    ]
    context: dict[str, Any] = NAV | {
        "support": found,
        "facts": facts,
        "activity": visible_activities(user).filter(pk=found.activity_id).first(),
        "task": visible_tasks(user).filter(pk=found.task_id or 0).first(),
        "may_untie": bool(can_tie(user, found.activity)),
    }
    return render_page(request, "research/support.html", context)


@require_http_methods(["GET", "POST"])
@once
def support_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asked before it is untied."""
    found = get_support(request.user, pk)
    insist(can_tie(request.user, found.activity))
    question = Question(
        title=_("Bỏ nối hỗ trợ “%s”?") % found.activity,
        warning=_("Hoạt động vẫn còn; chỉ bỏ dòng nói hỗ trợ ấy cho ai."),
        word=_("bỏ"),
        action=_("Bỏ nối"),
        back=reverse(LIST),
        nav=NAV["nav"],
    )
    return confirm(request, question, partial(untie_support, found, by=request.user), _("Đã bỏ."))
