"""Results of learners by name, where an award needs one: the list, one written, confirmed, dropped."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts.models import Role
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.literacy.access.frameworks import visible_versions
from phongtrao.literacy.access.learners import (
    can_confirm,
    can_drop,
    get_learner_result,
    reads_learner_results,
    visible_learner_results,
)
from phongtrao.literacy.forms.learners import LearnerResultForm
from phongtrao.literacy.pages.home import state_of_learner_result
from phongtrao.literacy.services import learners as services
from phongtrao.literacy.tables import LEARNER_RESULTS
from phongtrao.literacy.tabs import NAV, tabs_of
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.orgs.access import get_unit_to_name_learners, visible_learners
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_units
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.tables import respond


@require_GET
def learner_results(request: SignedInRequest) -> HttpResponse:
    if not reads_learner_results(request.user):
        raise Http404
    keeps = at_units(request.user, frozenset({Role.HEAD, Role.FOCAL}))
    own = Unit.objects.standing().with_account().filter(keeps).order_by("sort_key", "pk").first()
    context = NAV | {"tabs": tabs_of("results", request.user), "own": own, "wide": True}
    table = LEARNER_RESULTS.of(visible_learner_results(request.user), request.GET)
    return respond(request, table, "literacy/learner_results.html", context)


@require_GET
def learner_result(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_learner_result(request.user, pk)
    context = NAV | {
        "result": found,
        "state": state_of_learner_result(found),
        "level": found.version.level_name(found.level),
        "may_confirm": found.confirmed_on is None and can_confirm(request.user, found),
        "may_drop": can_drop(request.user, found),
    }
    return render_page(request, "literacy/learner_result.html", context)


@require_http_methods(["GET", "POST"])
@once
def learner_result_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = get_unit_to_name_learners(request.user, pk)
    form = LearnerResultForm(
        request.POST or None,
        learners=visible_learners(request.user).filter(unit=unit),
        versions=visible_versions(request.user).order_by("framework", "-holds_from", "-pk"),
    )
    lead = _(
        "Chỉ khi xét thưởng cần đích danh. Kết quả này không cộng vào số liệu và mất cùng với tên khi hết hạn lưu."
    )
    page = DeedPage(
        _("Ghi kết quả của người học: %s") % unit,
        lead,
        _("Ghi"),
        reverse("literacy:learner_results"),
    )

    def deed() -> object:
        return services.add_learner_result(form.result(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi kết quả của người học."))


@require_POST
@once
def learner_result_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_learner_result(request.user, pk)
    return do(
        request,
        lambda: services.confirm_learner_result(found, timezone.localdate(), by=request.user),
        _("Đã xác nhận kết quả của người học."),
        reverse("literacy:learner_result", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@once
def learner_result_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_learner_result(request.user, pk)
    insist(can_drop(request.user, found))
    question = Question(
        title=_("Xóa kết quả của %s?") % found.learner,
        warning=_("Không hoàn tác được. Tên người học vẫn lưu đến hết thời hạn."),
        word=_("xóa"),
        action=_("Xóa"),
        back=reverse("literacy:learner_result", args=[pk]),
        nav=NAV["nav"],
    )
    deed = partial(services.drop_learner_result, found, by=request.user)
    to = reverse("literacy:learner_results")
    return confirm(request, question, deed, _("Đã xóa kết quả của người học."), to=to)
