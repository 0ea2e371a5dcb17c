"""What an evaluation found, and why one person or unit is where they are; what a person is short of."""

from dataclasses import replace

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from phongtrao.audit.services import log_reads
from phongtrao.awards.access import rules as access
from phongtrao.awards.access.populations import seen_of
from phongtrao.awards.forms.rules import TryForm
from phongtrao.awards.models import Evaluation
from phongtrao.awards.pages.evaluations import WHICH, EvaluationPage, reasons_of, short_of
from phongtrao.awards.pages.mine import MinePage
from phongtrao.awards.queries.evaluations import Found, explain_older, explain_subject
from phongtrao.awards.queries.transitions import better_of
from phongtrao.awards.rulebook import Entry, read_entries
from phongtrao.awards.services.evaluations import WHY
from phongtrao.awards.views.pieces import NAV, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import distance
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.services.discipline import DISCIPLINE
from phongtrao.web.tables import Column, Empty, Table, respond

NOBODY = Empty(gettext_lazy("Không có ai ở mục này."), gettext_lazy("Chọn mục khác ở trên."))
PEOPLE = Table(
    key="found",
    title=gettext_lazy("Cá nhân"),
    order="name",
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("code", gettext_lazy("Mã"), value="code", sort="code"),
        Column("unit", gettext_lazy("Đơn vị"), value="works_at", sort="works_at"),
    ),
    empty=NOBODY,
    file_name="ket-qua-xet",
)
UNITS = Table(
    key="found",
    title=gettext_lazy("Tập thể"),
    order="name",
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("code", gettext_lazy("Mã"), value="code", sort="code"),
        Column("kind", gettext_lazy("Loại"), value="get_kind_display", sort="kind"),
    ),
    empty=NOBODY,
    file_name="ket-qua-xet",
)
EVALUATIONS = Table(
    key="evaluations",
    title=gettext_lazy("Các lần xét"),
    order="-at",
    columns=(
        Column("rule", gettext_lazy("Tiêu chuẩn"), value=lambda row: _entry(row).rule.title, card="title"),
        Column("set", gettext_lazy("Bộ tiêu chuẩn"), value="version.rule_set", sort="version__rule_set__title"),
        Column("office", gettext_lazy("Xét ở"), value="office", sort="office__sort_key"),
        Column("on", gettext_lazy("Tính đến ngày"), value="on", sort="on", align="end"),
        Column("met", gettext_lazy("Đạt"), value=lambda row: row.found["met"], align="end"),
        Column("near", gettext_lazy("Còn thiếu một"), value=lambda row: row.found["near"], align="end"),
        Column("undecided", gettext_lazy("Chưa đủ căn cứ"), value=lambda row: row.found["undecided"], align="end"),
        Column("asked", gettext_lazy("Trên"), value=lambda row: row.found["asked"], align="end"),
        Column("at", gettext_lazy("Tính lúc"), value="asked_at", sort=("asked_at", "pk"), align="end"),
    ),
    row_url="awards:evaluation",
    empty=Empty(
        gettext_lazy("Chưa có lần xét nào."),
        gettext_lazy("Mở một tiêu chuẩn rồi chọn xét ở đơn vị nào, tính đến ngày nào."),
    ),
    file_name="cac-lan-xet",
)  # fmt: skip


@require_GET
def evaluations(request: SignedInRequest) -> HttpResponse:
    if not access.asking_units(request.user).exists():
        raise Http404
    rows = access.visible_evaluations(request.user).defer("numbers")
    context = NAV | {"tabs": tabs_of("evaluations", request.user)}
    return respond(request, EVALUATIONS.of(rows, request.GET), "awards/evaluations.html", context)


@require_GET
def evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    page = _page(request, access.get_evaluation(request.user, pk))
    _log_discipline(request, page, page.evaluation.office)
    is_person = page.evaluation.kind == Subject.PERSON
    query = request.GET.urlencode()
    table = replace(
        PEOPLE if is_person else UNITS,
        row_url=lambda row: f"{reverse('awards:verdict', args=[pk, row.pk])}?{query}",
    )
    rows = page.rows()
    if is_person:
        posts = Post.objects.today().filter(person=OuterRef("pk"), is_full=True).order_by("pk")
        rows = rows.annotate(works_at=Subquery(posts.values("unit__name")[:1]))
    return respond(request, table.of(rows, request.GET), "awards/evaluation.html", NAV | {"page": page})  # fmt: skip


@require_GET
def verdict(request: SignedInRequest, pk: int, subject: int) -> HttpResponse:
    page = _page(request, access.get_evaluation(request.user, pk))
    if not page.found.asks(subject):
        raise Http404
    model = Person if page.evaluation.kind == Subject.PERSON else Unit
    who = model._default_manager.get(pk=subject)  # noqa: SLF001 -- Django's documented name
    _log_discipline(request, page, who)
    found = explain_subject(page.found, subject)
    older = explain_older(page.found, subject)
    context = {
        "older": older and reasons_of(older),
        "is_older_better": older and better_of(found, older) == "older",
        "page": page,
        "subject": who,
        "reasons": reasons_of(found),
        "short": short_of(found, distance(found)),
    }
    return render_page(request, "awards/verdict.html", NAV | context)


@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    """What one's own facts come to under every title of the law, and what is missing."""
    page = MinePage.build(request.user, request.GET.get("nam"))
    context = {"page": page, "tabs": tabs_of("mine", request.user)}
    return render_page(request, "awards/mine.html", NAV | context)


# ------------------------------------------------------------------ pieces


def _log_discipline(request: SignedInRequest, page: EvaluationPage, of: Person | Unit) -> None:
    if page.evaluation.with_discipline:
        log_reads([of], DISCIPLINE, by=request.user, why=WHY)


def _page(request: SignedInRequest, evaluation: Evaluation) -> EvaluationPage:
    seen = seen_of(request.user, evaluation).order_by().values_list("pk", flat=True)
    found = Found(evaluation, {}, seen)
    form = TryForm(request.GET, clause=found.clause)
    found.tried = form.tried()
    which = request.GET.get("xem", "met")
    chosen = which if which in WHICH else "met"
    return EvaluationPage(found, _entry(evaluation), form, chosen)


def _entry(found: Evaluation) -> Entry:
    return read_entries(found.version.data)[found.rule]
