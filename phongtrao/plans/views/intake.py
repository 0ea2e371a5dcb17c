"""Taking in plans: the list, the upload, the review page, and what is done with a whole intake."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import BadFile, DomainError
from phongtrao.orgs.models import Line
from phongtrao.plans.access import intake as access
from phongtrao.plans.forms.intake import IntakeFilter, IntakeForm
from phongtrao.plans.forms.intake_publish import PublishForm
from phongtrao.plans.models import Intake, Plan
from phongtrao.plans.pages.intake import ReviewPage, intake_badge
from phongtrao.plans.pages.intake_publish import PublishPage
from phongtrao.plans.queries.intake import with_counts
from phongtrao.plans.services import intake as services
from phongtrao.plans.services.intake_publish import publish_intake
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.components import Progress
from phongtrao.web.tables import Column, Empty, Table, brief, respond

NAV = {"nav": "intake"}
LONGEST_NAME = 140  # of a plan in the list; the workbook has all of it


def reviewed(intake: Any) -> Progress | str:
    return (
        Progress(intake.total - intake.pending, intake.total, _("Đã soát")) if intake.total else ""
    )


INTAKES = Table(
    key="intakes",
    title=gettext_lazy("Kế hoạch tiếp nhận"),
    order="-uploaded_at",
    filter=IntakeFilter,
    columns=(
        Column(
            "name",
            gettext_lazy("Kế hoạch"),
            value=str,
            show=brief(LONGEST_NAME),
            sort="title",
            card="title",
        ),
        Column(
            "state",
            gettext_lazy("Tình trạng"),
            value=intake_badge,
            sheet=str,
            sort="status",
        ),
        Column("pending", gettext_lazy("Chưa soát"), sort="pending", align="end"),
        Column("total", gettext_lazy("Số mục"), sort="total", align="end"),
        Column("done", gettext_lazy("Đã soát"), value=reviewed, in_export=False),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("by", gettext_lazy("Người tải lên"), value="uploaded_by", show=str, card="hide"),
        Column("uploaded_at", gettext_lazy("Lúc"), sort="uploaded_at", align="end"),
        Column("file", gettext_lazy("Tệp"), value="file.name", on_screen=False),
    ),
    row_url="plans:intake",
    empty=Empty(
        gettext_lazy("Chưa có kế hoạch nào được tiếp nhận."),
        gettext_lazy(
            "Tải lên tệp Word, PDF hoặc văn bản của một kế hoạch; hệ thống đọc ra nhiệm vụ, chỉ tiêu, "
            "căn cứ để bạn soát rồi ban hành."
        ),
    ),
    file_name="ke-hoach-tiep-nhan",
)


@require_GET
def intake_list(request: SignedInRequest) -> HttpResponse:
    _enter(request)
    rows = with_counts(access.visible_intakes(request.user))
    context = NAV | {"can_take_in": access.can_take_in(request.user)}
    return respond(request, INTAKES.of(rows, request.GET), "plans/intake_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def intake_new(request: SignedInRequest) -> HttpResponse:
    _enter(request)
    insist(access.can_take_in(request.user))
    form = IntakeForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            taken = services.take_in(asked["file"], asked["unit"], by=request.user)
        except BadFile as error:
            form.add_error("file", str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            _say_taken(request, taken)
            return redirect("plans:intake", pk=taken.intake.pk)
    return render_page(request, "plans/intake_new.html", NAV | {"form": form})


@require_GET
def intake(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    badge = intake_badge(found)
    if found.status == Intake.Status.READING:
        context = NAV | {"intake": found, "badge": badge, "work": found.work}
        return render_page(request, "plans/intake_reading.html", context, part="reading")
    if request.htmx.target == "reading":
        # What was waited for is there: the whole page instead of its waiting part.
        return HttpResponse(headers={"HX-Redirect": request.path})
    return review(request, found, "")


def review(
    request: SignedInRequest, found: Intake, panel: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The review page; ``panel`` names what stands on the right instead of the drafts."""
    page = ReviewPage.build(found, request.user, (context or {}).get("params", request.GET))
    part = "source" if request.htmx.target == "source" else "drafts"
    shared = {"page": page, "intake": found, "badge": intake_badge(found), "wide": True}
    everything = NAV | shared | {"panel": panel} | (context or {})
    return render_page(request, "plans/intake.html", everything, part="" if panel else part)


@require_POST
@once
def intake_reread(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    deed = partial(services.reread_intake, found, by=request.user)
    said = _("Đang đọc lại. Những gì đã soát, sửa, thêm hoặc bỏ được giữ nguyên.")
    return do(request, deed, said, reverse("plans:intake", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def intake_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_drop(request.user, found))
    deed = partial(services.drop_intake, found, by=request.user)
    said = _("Đã bỏ bản tiếp nhận. Tệp vẫn được lưu.")
    return confirm(request, _dropping(found), deed, said, to=reverse("plans:intake_list"))


@require_http_methods(["GET", "POST"])
@once
def intake_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    if refused := _refused(request, found):
        return refused
    page = PublishPage.build(found, request.user)
    initial = page.initial | {"line": Line.PROF}
    form = PublishForm(request.POST or None, user=request.user, said=page.said, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            plan = publish_intake(found, form.publication(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _go_on(request, plan)
    context = NAV | {"intake": found, "page": page, "form": form}
    return render_page(request, "plans/intake_publish.html", context)


def _go_on(request: SignedInRequest, plan: Plan) -> HttpResponse:
    if plan.amends_id:
        said = _("Đã lập bản sửa đổi từ tệp. Hãy xác nhận từng thay đổi rồi ban hành.")
        messages.success(request, said)
        return redirect("plans:plan_changes", pk=plan.pk)
    messages.success(
        request, _("Đã ban hành kế hoạch. Tiếp theo, hãy giao nhiệm vụ cho các đơn vị.")
    )
    return redirect("plans:plan", pk=plan.pk)


def _refused(request: SignedInRequest, found: Intake) -> HttpResponse | None:
    """What only the deed would refuse is said before anything is asked, back on the review."""
    insist(access.can_work_on(request.user, found))
    if not (answer := access.can_review(request.user, found)):
        messages.error(request, answer.reason)
        return redirect("plans:intake", pk=found.pk)
    return None


def _dropping(found: Intake) -> Question:
    decided = found.facts.exclude(decided_by=None).count()
    return Question(
        title=_("Bỏ bản tiếp nhận “%s”?") % found,
        warning=_("Chưa có gì được ban hành. Sau này có thể tải tệp lên lần nữa."),
        consequences=[
            (found.facts.count(), _("mục đã đọc sẽ không dùng nữa")),
            (decided, _("mục trong đó đã có người soát")),
        ],
        word=_("bỏ"),
        action=_("Bỏ bản tiếp nhận"),
        back=reverse("plans:intake", args=[found.pk]),
        nav="intake",
    )


def _enter(request: SignedInRequest) -> None:
    """For those without any such role the whole place does not exist."""
    if not access.reads_intakes(request.user):
        raise Http404


def _say_taken(request: SignedInRequest, taken: services.TakenIn) -> None:
    if taken.is_new:
        messages.success(request, _("Đã nhận tệp và đang đọc."))
        return
    at = date_format(localtime(taken.intake.uploaded_at), "H:i d/m/Y")
    messages.info(
        request,
        _(
            "Tệp này đã được %(who)s tiếp nhận lúc %(at)s; đây là bản đó. "
            "Muốn làm lại từ đầu, hãy bỏ bản này rồi tải lên lần nữa."
        )
        % {"who": taken.intake.uploaded_by, "at": at},
    )
