"""Forms of report: the list, one as its author meets it, a copy of one's own, the editor, issuing, versions."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.fields import BadField
from phongtrao.documents.forms.shipped import CopyForm
from phongtrao.documents.models import Form
from phongtrao.documents.pages.shipped import number_of, version_of
from phongtrao.initiatives.access import report_forms as access
from phongtrao.initiatives.access.rounds import (
    can_run,
    get_visible_round,
    running_owners,
    runs_rounds,
)
from phongtrao.initiatives.forms.report_forms import FormEditor, ReadForm
from phongtrao.initiatives.pages.report_forms import (
    Comparison,
    ReportFormPage,
    RoundFormPage,
    forms_with_rounds,
)
from phongtrao.initiatives.services import report_forms as services
from phongtrao.initiatives.services.round_forms import change_form
from phongtrao.initiatives.tables import REPORT_FORMS
from phongtrao.initiatives.views.mine import NAV, tabs_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, ask, do
from phongtrao.web.tables import respond

MOVE, GO_ON = "chuyen", "tiep"


@require_GET
def form_list(request: SignedInRequest) -> HttpResponse:
    if not runs_rounds(request.user):
        raise Http404
    table = REPORT_FORMS.of(forms_with_rounds(request.user), request.GET)
    context = NAV | {"tabs": tabs_of(request.user, "form_list")}
    return respond(request, table, "initiatives/report_form_list.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_form(request.user, pk)
    page = ReportFormPage.build(request.user, found, number_of(request.GET.get("phien-ban")))
    return render_page(request, "initiatives/report_form.html", NAV | {"page": page, "form": found})


@require_http_methods(["GET", "POST"])
@once
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_form(request.user, pk)
    units = running_owners(request.user)
    first = {"title": found.title, "unit": units.first()}
    form = CopyForm(request.POST or None, units=units, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.copy_form(found, said["unit"], said["title"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã tạo mẫu riêng. Sửa các ô rồi ban hành để đợt xét dùng.")
            )
            return redirect("initiatives:form_edit", made.pk)
    context = NAV | {"found": found, "form": form}
    return render_page(request, "initiatives/report_form_copy.html", context)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every button keeps the draft; some go on here, a row moved or two rows more."""
    found = access.get_visible_form(request.user, pk)
    answer = access.can_edit_form(request.user, found)
    if not answer:
        messages.error(request, answer.reason)
        return redirect("initiatives:form", pk)
    version = found.versions.latest("number")
    editor = FormEditor(found, version, request.POST or None)
    if request.method == "POST" and editor.is_valid() and _save(request, found, editor):
        return redirect(_after(request, pk))
    context = NAV | {"found": found, "version": version, "editor": editor, "wide": True}
    return render_page(request, "initiatives/report_form_edit.html", context)


@require_GET
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_form(request.user, pk)
    newest = found.versions.latest("number").number
    old = version_of(found, request.GET.get("tu", str(max(newest - 1, 1))))
    page = Comparison(old, version_of(found, request.GET.get("den", str(newest))))
    context = NAV | {"found": found, "page": page}
    return render_page(request, "initiatives/report_form_compare.html", context)


@require_http_methods(["GET", "POST"])
@once
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the draft changes, then the button that freezes it."""
    found = access.get_visible_form(request.user, pk)
    insist(access.can_edit_form(request.user, found))
    newest = found.versions.latest("number")
    first = {"number": newest.number, "saved": newest.saved}
    form = ReadForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        deed = partial(services.issue_form, found, form.read(), by=request.user)
        said = _("Đã ban hành phiên bản %d. Đợt xét lập từ nay dùng phiên bản này.") % newest.number
        return do(request, deed, said, reverse("initiatives:form", args=[pk]))
    before = found.versions.issued().order_by("-number").first()
    context = NAV | {"found": found, "form": form, "page": Comparison(before, newest)}
    return render_page(request, "initiatives/report_form_issue.html", context)


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """``ban``: the saving of the draft that was on screen."""
    found = access.get_visible_form(request.user, pk)
    insist(access.can_edit_form(request.user, found))
    newest = found.versions.latest("number")
    is_all = found.newest is None  # type: ignore[attr-defined]  # annotated by access
    back = reverse("initiatives:form", args=[pk])
    question = Question(
        title=_("Bỏ bản nháp của “%s”?") % found,
        warning=_("Mẫu này chưa ban hành lần nào nên mất cả mẫu.")
        if is_all
        else _("Các chỗ đã sửa mất; phiên bản đang dùng giữ nguyên."),
        consequences=[(len(newest.fields), _("ô trong bản nháp"))],
        word=_("bỏ"),
        action=_("Bỏ bản nháp"),
        back=back,
        nav="initiatives",
    )
    if page := ask(request, question):
        return page
    read = services.Read(newest.number, number_of(request.GET.get("ban")) or 0)
    deed = partial(services.drop_draft, found, read, by=request.user)
    to = reverse("initiatives:form_list") if is_all else back
    return do(request, deed, _("Đã bỏ bản nháp."), to, refused_to=back)


@require_http_methods(["GET", "POST"])
@once
def round_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """A round over to the newer version of its form: what changes, what is lost, then the button."""
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    page = RoundFormPage.build(request.user, found)
    if page is None:
        messages.info(request, _("Đợt xét đang dùng phiên bản mới nhất của mẫu."))
        return redirect("initiatives:round", pk=pk)
    first = {"number": page.newer.number, "saved": 0}
    form = ReadForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        newer = version_of(found.form.form, str(form.cleaned_data["number"]))
        deed = partial(change_form, found, newer, by=request.user)
        said = _("Đợt xét dùng phiên bản %d của mẫu báo cáo.") % newer.number
        return do(request, deed, said, reverse("initiatives:round", args=[pk]))
    context = NAV | {"round": found, "page": page, "form": form}
    return render_page(request, "initiatives/round_report_form.html", context)


# ------------------------------------------------------------------ pieces


def _after(request: SignedInRequest, pk: int) -> str:
    here = reverse("initiatives:form_edit", args=[pk])
    if MOVE in request.POST:
        return f"{here}#cac-o"
    return f"{here}#them-o" if GO_ON in request.POST else reverse("initiatives:form", args=[pk])


def _save(request: SignedInRequest, found: Form, editor: FormEditor) -> bool:
    if MOVE in request.POST:
        editor.move(request.POST[MOVE])
    whole = editor.whole
    try:
        boxes = editor.boxes()
        kept = services.save_form(found, whole.heading(), boxes, whole.read(), by=request.user)
    except BadField as error:
        editor.add_fault(error)
    except (DomainError, ValidationError) as error:
        add_refusal(whole, error)
    else:
        said = (
            _("Đã lưu bản nháp của phiên bản %d.")
            if kept.is_draft
            else _("Các ô giữ như phiên bản %d.")
        )
        messages.success(request, said % kept.number)
        return True
    return False
