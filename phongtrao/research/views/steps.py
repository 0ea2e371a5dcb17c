"""A task goes on: its checklist, its stages, its council, its end."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.accounts.models import User
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access.setting_up import units_to_set_up
from phongtrao.councils.access.sheets import run_councils
from phongtrao.councils.kinds import KINDS
from phongtrao.councils.models import Council
from phongtrao.documents.access import insist
from phongtrao.orgs.models import Grant
from phongtrao.research.access.tasks import can_manage, get_task
from phongtrao.research.forms.deeds import CouncilForm, DayForm, ReasonForm, StopForm
from phongtrao.research.forms.tasks import MinderForm
from phongtrao.research.models import ResearchTask
from phongtrao.research.queries.bars import bars_of
from phongtrao.research.services.deciding import PURPOSES, bring_to_council
from phongtrao.research.services.proposing import drop_task, set_minder
from phongtrao.research.services.running import Stopping, close_task, give_back, stop_task
from phongtrao.research.services.stages import finish_stage, tick_items
from phongtrao.research.tabs import NAV
from phongtrao.research.views.deeds import address_of, fill, of_task
from phongtrao.web.acts import do


@require_POST
def tick(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_task(request.user, pk)
    keys = request.POST.getlist("item")
    said = _("Đã lưu hồ sơ của bước này.")
    return do(request, lambda: tick_items(found, keys, by=request.user), said, address_of(found))


@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_task(request.user, pk)
    said = _("Đã xong bước này; bước tiếp theo bắt đầu từ hôm nay.")
    return do(request, lambda: finish_stage(found, by=request.user), said, address_of(found))


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_task(request.user, pk)
    said = _("Nhiệm vụ đã thanh lý.")
    return do(request, lambda: close_task(found, by=request.user), said, address_of(found))


@require_http_methods(["GET", "POST"])
@once
def bring(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _managed(request, pk)
    purpose = PURPOSES.get(found.status, "")
    councils = run_councils(request.user).filter(
        status=Council.Status.ACTIVE,
        ends_on__gte=timezone.localdate(),
        case_kinds__contains=[purpose],
    )
    form = CouncilForm(request.POST or None, councils=councils)

    def deed() -> object:
        return bring_to_council(found, form.cleaned_data["council"], by=request.user)

    lead = _("Chỉ hội đồng đang hoạt động có xét loại việc này. Phải có ủy viên phản biện.")
    page = of_task(found, _("Đưa nhiệm vụ ra hội đồng"), lead, _("Đưa ra hội đồng"))
    if (kind := KINDS.get(purpose)) and not councils:
        may_found = units_to_set_up(request.user).exists()
        context = NAV | {"page": page, "kind": kind.label, "may_found": may_found}
        return render_page(request, "research/no_council.html", context)
    return fill(request, form, deed, page=page, said=_("Nhiệm vụ đang chờ hội đồng xét."))


@require_http_methods(["GET", "POST"])
@once
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _managed(request, pk)
    form = ReasonForm(request.POST or None)

    def deed() -> object:
        return drop_task(found, form.cleaned_data["reason"], by=request.user)

    page = of_task(found, _("Không chọn nhiệm vụ"), "", _("Không chọn"))
    return fill(request, form, deed, page=page, said=_("Đã ghi không chọn nhiệm vụ."))


@require_http_methods(["GET", "POST"])
@once
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _managed(request, pk)
    form = StopForm(request.POST or None, initial={"stopped_on": timezone.localdate()})

    def deed() -> object:
        given = form.cleaned_data
        said = Stopping(
            given["reason"], given["stopped_on"], given["is_violation"], given["to_return"]
        )
        return stop_task(found, said, by=request.user)

    lead = _(
        "Nhiệm vụ kết thúc trước hạn. Dừng do vi phạm thì đơn vị chủ trì bị lưu ý trong một năm."
    )
    page = of_task(found, _("Dừng thực hiện nhiệm vụ"), lead, _("Dừng nhiệm vụ"))
    return fill(request, form, deed, page=page, said=_("Đã ghi dừng nhiệm vụ."))


@require_http_methods(["GET", "POST"])
@once
def returned(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _managed(request, pk)
    form = DayForm(request.POST or None)
    page = of_task(found, _("Ghi đã nộp trả kinh phí"), "", _("Ghi"))

    def deed() -> object:
        return give_back(found, form.cleaned_data["day"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi nộp trả."))


@require_http_methods(["GET", "POST"])
@once
def minder(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who of the office answers for it."""
    found = _managed(request, pk)
    held = Grant.objects.today().filter(unit=found.owner).values("user")
    people = User.objects.filter(pk__in=held, is_active=True).order_by("full_name")
    form = MinderForm(request.POST or None, people=people, initial={"minder": found.minder_id})

    def deed() -> object:
        return set_minder(found, form.cleaned_data["minder"], by=request.user)

    lead = "" if found.minder_id else _("Nhiệm vụ chưa có người theo dõi.")
    warned = bars_of(found.host, timezone.localdate(), without=found.pk)
    page = of_task(found, _("Phân công người theo dõi"), lead, _("Phân công"), *warned)
    return fill(request, form, deed, page=page, said=_("Đã phân công."))


def _managed(request: SignedInRequest, pk: int) -> ResearchTask:
    found = get_task(request.user, pk)
    insist(can_manage(request.user, found))
    return found
