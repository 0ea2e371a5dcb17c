"""Names of learners of a unit: few, each with purpose, consent and the day it goes."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.learners import LearnerForm
from phongtrao.orgs.queries.personal_data import data_of_learner
from phongtrao.orgs.tabs import tabs_of
from phongtrao.orgs.views.personal_data import data_file
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import Column, Empty, Table, respond

LEARNERS = Table(
    key="learners",
    title=gettext_lazy("Người học được ghi tên"),
    order="name",
    columns=(
        Column(
            "name", gettext_lazy("Họ và tên"), value="full_name", sort="full_name", card="title"
        ),
        Column("group", gettext_lazy("Lớp"), sort="group"),
        Column("purpose", gettext_lazy("Dùng để"), value="get_purpose_display", sort="purpose"),
        Column("what", gettext_lazy("Cụ thể"), value="purpose_note"),
        Column("consent", gettext_lazy("Ai đồng ý"), value="consent_by"),
        Column("on", gettext_lazy("Ngày đồng ý"), value="consent_on", align="end"),
        Column("until", gettext_lazy("Lưu đến hết ngày"), value="keep_until", sort="keep_until"),
    ),
    row_url="orgs:learner",
    empty=Empty(
        gettext_lazy("Không ghi tên người học nào."),
        gettext_lazy(
            "Người học chỉ được đếm. Tên chỉ ghi khi đề nghị khen thưởng, có giải hoặc có sáng kiến,"
            " với sự đồng ý của cha mẹ, người giám hộ."
        ),
    ),
    file_name="nguoi-hoc",
)


@require_GET
def unit_learners(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit_with_learners(request.user, pk)
    rows = access.visible_learners(request.user).filter(unit=unit)
    context = {
        "nav": "orgs",
        "unit": unit,
        "may_name": access.can_keep_learner(request.user, unit),
        "tabs": tabs_of(unit, request.user, "learners"),
    }
    table = LEARNERS.of(rows, request.GET)
    return respond(request, table, "orgs/unit_learners.html", context)


@require_http_methods(["GET", "POST"])
@once
def learner_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit_to_name_learners(request.user, pk)
    form = LearnerForm(request.POST or None, initial={"consent_on": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.name_learner(form.learner(unit), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi tên người học."))
            return redirect("orgs:unit_learners", pk=pk)
    return render_page(
        request, "orgs/learner_form.html", {"nav": "orgs", "form": form, "unit": unit}
    )


@require_http_methods(["GET", "POST"])
def learner_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is kept of one learner; sent, the file for whoever agreed to it."""
    learner = access.get_learner(request.user, pk)
    if request.method == "POST":
        try:
            return data_file(services.give_learner_data(learner, by=request.user))
        except DomainError as error:
            messages.error(request, str(error))
    context = {
        "nav": "orgs",
        "learner": learner,
        "may": access.can_keep_learner(request.user, learner.unit),
        "kept": data_of_learner(learner).rows[0],
    }
    return render_page(request, "orgs/learner.html", context)


@require_http_methods(["GET", "POST"])
@once
def learner_forget(request: SignedInRequest, pk: int) -> HttpResponse:
    learner = access.get_learner(request.user, pk)
    back = reverse("orgs:unit_learners", args=[learner.unit_id])
    if not (may := access.can_keep_learner(request.user, learner.unit)):
        messages.error(request, may.reason)
        return redirect(back)
    question = Question(
        title=_("Xóa tên %s?") % learner,
        warning=_("Tên, lớp và giấy đồng ý được xóa hẳn; số lượng người học không đổi."),
        word=_("xóa"),
        action=_("Xóa tên"),
        back=back,
        nav="orgs",
    )
    deed = partial(services.forget_learner, learner, by=request.user)
    return confirm(request, question, deed, _("Đã xóa tên người học."))
