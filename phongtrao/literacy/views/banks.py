"""Banks: their questions, Excel out and in, tests."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.sheets import open_workbook
from phongtrao.literacy.access.banks import get_bank, get_question, visible_banks
from phongtrao.literacy.access.common import keeps_literacy, kept_units
from phongtrao.literacy.access.frameworks import visible_versions
from phongtrao.literacy.forms.banks import BankForm, QuestionForm, SheetForm
from phongtrao.literacy.grading import Option, Said
from phongtrao.literacy.models import QuestionBank, QuestionVersion, Quiz
from phongtrao.literacy.services import banks as services
from phongtrao.literacy.sheets import question_workbook, read_question_sheet
from phongtrao.literacy.tables import BANKS, QUESTIONS
from phongtrao.literacy.tabs import NAV, tabs_of
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.orgs.models import Unit
from phongtrao.web.acts import do
from phongtrao.web.tables import respond, xlsx_response

SALT = "literacy.question_import"
HOUR = 3600


@require_GET
def banks(request: SignedInRequest) -> HttpResponse:
    if not keeps_literacy(request.user):
        raise Http404
    in_use = Q(questions__out_since=None)
    opened = Q(quizzes__status=Quiz.Status.OPEN)
    rows = visible_banks(request.user).annotate(
        stock=Count("questions", filter=in_use, distinct=True),
        opened=Count("quizzes", filter=opened, distinct=True),
    )
    context = NAV | {
        "tabs": tabs_of("banks", request.user),
        "may_add": kept_units(request.user).exists(),
        "has_framework": visible_versions(request.user).exists(),
    }
    return respond(request, BANKS.of(rows, request.GET), "literacy/banks.html", context)


@require_http_methods(["GET", "POST"])
@once
def bank_new(request: SignedInRequest) -> HttpResponse:
    owners = kept_units(request.user)
    if not owners.exists():
        raise Http404
    lead = _("Câu hỏi theo một khung kỹ năng; chỉ người giữ ngân hàng đọc được đáp án.")
    page = DeedPage(_("Lập ngân hàng câu hỏi"), lead, _("Lập"), reverse("literacy:banks"))
    return _write_bank(request, QuestionBank(), owners, page)


@require_http_methods(["GET", "POST"])
@once
def bank_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    bank = get_bank(request.user, pk)
    owners = Unit.objects.filter(pk=bank.owner_id)
    back = reverse("literacy:bank", args=[pk])
    page = DeedPage(_("Sửa tên, ghi chú"), str(bank), _("Lưu"), back)
    return _write_bank(request, bank, owners, page)


def _write_bank(
    request: SignedInRequest, bank: QuestionBank, owners: Any, page: DeedPage
) -> HttpResponse:
    names = ("owner", "title", "version", "about")
    given = {"title": bank.title, "about": bank.about, "version": bank.version_id}
    form = BankForm(
        request.POST or None,
        owners=owners,
        versions=visible_versions(request.user),
        initial=given,
    )

    def deed() -> QuestionBank:
        for name in names:
            setattr(bank, name, form.cleaned_data[name])
        return services.save_bank(bank, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu ngân hàng câu hỏi."))


@require_GET
def bank(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_bank(request.user, pk)
    rows = _questions_of(found)
    context = NAV | {
        "bank": found,
        "quizzes": found.quizzes.select_related("group").order_by("pk"),
        "stock": rows.filter(question__out_since=None).count(),
    }
    return respond(request, QUESTIONS.of(rows, request.GET), "literacy/bank.html", context)


def _questions_of(bank: QuestionBank) -> Any:
    rows = QuestionVersion.objects.filter(question__bank=bank, is_current=True)
    return rows.select_related("question", "competence")


@require_http_methods(["GET", "POST"])
@once
def question_new(request: SignedInRequest, pk: int) -> HttpResponse:
    bank = get_bank(request.user, pk)
    competences = bank.version.competences.filter(parts=None)
    form = QuestionForm(request.POST or None, competences=competences)
    page = DeedPage(
        _("Thêm câu hỏi"), str(bank), _("Thêm câu hỏi"), reverse("literacy:bank", args=[pk])
    )
    return fill(
        request,
        form,
        lambda: services.add_question(bank, form.said(), by=request.user),
        page=page,
        said=_("Đã thêm câu hỏi."),
    )


@require_http_methods(["GET", "POST"])
@once
def question_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is there, written anew as a further version; versions before stand below."""
    question = get_question(request.user, pk)
    versions = list(question.versions.select_related("competence", "made_by").order_by("-number"))
    form = QuestionForm(
        request.POST or None,
        competences=question.bank.version.competences.filter(parts=None),
        initial=QuestionForm.given_of(versions[0].said()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.rewrite_question(question, form.said(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu câu hỏi. Bài đã làm giữ câu hỏi cũ."))
            return redirect("literacy:bank", pk=question.bank_id)
    context = NAV | {"question": question, "form": form, "versions": versions}
    return render_page(request, "literacy/question_edit.html", context)


@require_POST
def question_out(request: SignedInRequest, pk: int) -> HttpResponse:
    question = get_question(request.user, pk)
    to, said = reverse("literacy:bank", args=[question.bank_id]), _("Đã thôi dùng câu hỏi.")
    return do(request, lambda: services.take_question_out(question, by=request.user), said, to)


@require_POST
def question_back(request: SignedInRequest, pk: int) -> HttpResponse:
    question = get_question(request.user, pk)
    to, said = reverse("literacy:bank", args=[question.bank_id]), _("Câu hỏi được dùng lại.")
    return do(request, lambda: services.take_question_back(question, by=request.user), said, to)


# ------------------------------------------------------------------ Excel


@require_GET
def bank_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every question in use, as the import takes it."""
    bank = get_bank(request.user, pk)
    rows = _questions_of(bank).filter(question__out_since=None).order_by("question__place")
    return xlsx_response(question_workbook(rows, bank.title), f"cau-hoi-{bank.pk}")


@require_http_methods(["GET", "POST"])
@once
def bank_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload → preview with every bad cell → import. The rows wait in the page, signed."""
    bank = get_bank(request.user, pk)
    if "rows" in request.POST:
        return _import(request, bank)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = NAV | {"bank": bank, "form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            sheet = read_question_sheet(open_workbook(upload.read(), upload.name), bank.version)
        except BadInput as error:
            form.add_error("file", str(error))
        else:
            context |= (
                _preview(bank, sheet.questions) if not sheet.errors else {"errors": sheet.errors}
            )
    return render_page(request, "literacy/bank_import.html", context)


def _preview(bank: QuestionBank, questions: list[Said]) -> dict[str, Any]:
    known = set(services.current_texts(bank))
    given = [asdict(one) for one in questions]
    return {
        "questions": questions,
        "doubles": sum(one.text in known for one in questions),
        "rows": signing.dumps(given, salt=f"{SALT}{bank.pk}", compress=True),
    }


def _import(request: SignedInRequest, bank: QuestionBank) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["rows"], salt=f"{SALT}{bank.pk}", max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một giờ. Hãy tải tệp lên lại."))
        return redirect("literacy:bank_import", pk=bank.pk)
    questions = [
        Said(**{**row, "options": tuple(Option(**one) for one in row["options"])}) for row in rows
    ]
    to = reverse("literacy:bank", args=[bank.pk])
    return do(
        request,
        lambda: services.import_questions(bank, questions, by=request.user),
        _("Đã nhập các câu hỏi chưa có trong ngân hàng."),
        to,
    )
