"""What is kept of people: the register, how long, who looked; giving and erasing one person's data."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.audit.models import SensitiveRead
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.personal_data import (
    ErasePersonForm,
    ReadFilter,
    ReasonForm,
    RetentionForm,
)
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Holding, holdings
from phongtrao.orgs.queries.personal_data import (
    Kept,
    data_of,
    learners_kept,
    passing_kept,
    register_of_data,
)
from phongtrao.web.acts import Question, ask, confirm, do
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "personal_data"}


def subject_of(read: SensitiveRead) -> str:
    """By number: who was read about is not told to whoever looks at the log."""
    said = _("Đơn vị %s") if read.subject_type == "orgs.unit" else _("Người %s")
    return said % read.subject_id


READS = Table(
    key="sensitive_reads",
    title=gettext_lazy("Lần xem dữ liệu nhạy cảm"),
    order="-at",
    filter=ReadFilter,
    columns=(
        Column("at", gettext_lazy("Lúc"), sort="at", align="end"),
        Column("reader", gettext_lazy("Người xem"), value="reader.full_name", card="title"),
        Column("what", gettext_lazy("Dữ liệu"), value=lambda read: name_of(read.what)),
        Column("subject", gettext_lazy("Của ai (số)"), value=subject_of, align="end"),
        Column("why", gettext_lazy("Để làm gì")),
    ),
    empty=Empty(
        gettext_lazy("Chưa ai xem dữ liệu nhạy cảm."),
        gettext_lazy("Mỗi lần kỷ luật của một người được mở ra, một dòng được ghi ở đây."),
    ),
    file_name="lan-xem-du-lieu-nhay-cam",
)


def name_of(label: str) -> str:
    return next((one.name for one in holdings() if one.label == label), label)


def _guard(request: SignedInRequest) -> None:
    if not access.can_keep_data(request.user):
        raise Http404


def _kept(label: str) -> Kept:
    found = [kept for kept in register_of_data(localdate()) if kept.holding.label == label]
    if not found:
        raise Http404
    return found[0]


@require_GET
def data_register(request: SignedInRequest) -> HttpResponse:
    _guard(request)
    today = localdate()
    context = {
        **NAV,
        "kept": register_of_data(today),
        "passing": passing_kept(today),
        "learners": learners_kept(today),
    }
    return render_page(request, "orgs/personal_data.html", context)


@require_http_methods(["GET", "POST"])
@once
def retention_edit(request: SignedInRequest, label: str) -> HttpResponse:
    _guard(request)
    kept = _kept(label)
    form = RetentionForm(request.POST or None, initial={"months": kept.months})
    if request.method == "POST" and form.is_valid():
        deed = partial(services.set_retention, label, form.cleaned_data["months"], by=request.user)
        return do(request, deed, _("Đã lưu thời hạn."), reverse("orgs:personal_data"))
    return render_page(request, "orgs/retention_form.html", {**NAV, "form": form, "kept": kept})


@require_http_methods(["GET", "POST"])
@once
def erase_expired(request: SignedInRequest, label: str) -> HttpResponse:
    _guard(request)
    kept = _kept(label)
    if not kept.due:
        messages.info(request, _("Không còn dữ liệu nào quá thời hạn lưu."))
        return redirect("orgs:personal_data")
    question = Question(
        title=_("Xóa “%s” đã hết thời hạn lưu?") % kept.holding.name,
        warning=_("Dữ liệu của người đã thôi việc quá thời hạn. Không hoàn tác được."),
        consequences=[(kept.due, _("bản ghi bị xóa"))],
        word=_("xóa"),
        action=_("Xóa"),
        back=reverse("orgs:personal_data"),
        nav="personal_data",
    )
    deed = partial(services.erase_due, label, by=request.user)
    return confirm(request, question, deed, _("Đã xóa dữ liệu hết thời hạn lưu."))


@require_GET
def read_list(request: SignedInRequest) -> HttpResponse:
    _guard(request)
    rows = SensitiveRead.objects.select_related("reader")
    return respond(request, READS.of(rows, request.GET), "orgs/sensitive_reads.html", {**NAV})


@require_http_methods(["GET", "POST"])
def own_data(request: SignedInRequest) -> HttpResponse:
    """What is kept of oneself and why; posting gives the file."""
    person = access.get_own_person(request.user)
    if request.method == "POST":
        return data_file(services.give_data(person, by=request.user))
    context = {"nav": "record", "parts": list(data_of(person)), "rules": _rules()}
    return render_page(request, "orgs/own_data.html", context)


@require_http_methods(["GET", "POST"])
def person_data(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file for a person who asked for it on paper."""
    _guard(request)
    person = get_object_or_404(Person, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return data_file(
                services.give_data(person, why=form.cleaned_data["why"], by=request.user)
            )
        except DomainError as error:
            add_refusal(form, error)
    return render_page(request, "orgs/person_data.html", {**NAV, "form": form, "person": person})


@require_http_methods(["GET", "POST"])
@once
def person_erase(request: SignedInRequest, pk: int) -> HttpResponse:
    _guard(request)
    person = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    back = reverse("orgs:person_data", args=[pk])
    if not (may := access.can_erase(request.user, person)):
        messages.error(request, may.reason)
        return redirect(back)
    one = Person.objects.filter(pk=pk)
    question = Question(
        title=_("Xóa dữ liệu cá nhân của %s?") % person,
        warning=_("Không hoàn tác được. Việc đã làm vẫn còn, không còn tên. Tài khoản bị đóng."),
        consequences=[(count, _erased(holding)) for holding, count in _to_go(one) if count],
        word=_("xóa"),
        action=_("Xóa dữ liệu"),
        back=back,
        nav="personal_data",
    )
    form = ErasePersonForm(request.POST or None, word=question.word)
    if page := ask(request, question, form):
        return page
    deed = partial(services.erase_person, person, why=form.cleaned_data["why"], by=request.user)
    return do(request, deed, _("Đã xóa dữ liệu cá nhân."), reverse("orgs:personal_data"))


def _to_go(one: object) -> list[tuple[Holding, int]]:
    return [
        (holding, holding.rule.to_erase(holding.about(one)).count())  # type: ignore[arg-type]  # one person
        for holding in holdings()
    ]


def _erased(holding: Holding) -> str:
    return _("%s bị xóa") % holding.name.lower()


def _rules() -> list[tuple[str, str]]:
    """What stays and why, for the page of one's own data."""
    return [(one.name, str(one.rule.kept_because)) for one in holdings() if one.rule.kept_because]


def data_file(content: bytes) -> HttpResponse:
    """What is kept of somebody, to take away; no browser keeps it."""
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="du-lieu-ca-nhan.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
