"""Reference texts of an office: the list, bringing files in, one text, out of use and back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.similarity.access.references import (
    adds_references,
    get_load,
    get_reference,
    visible_references,
)
from phongtrao.similarity.access.thresholds import setters
from phongtrao.similarity.forms.references import ReferenceForm, ReferencesForm
from phongtrao.similarity.pages.references import LoadPage, ReferencePage
from phongtrao.similarity.reference_tables import LOADED, REFERENCES
from phongtrao.similarity.services import references as services
from phongtrao.similarity.tabs import NAV, tabs_of
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.tables import respond


@require_GET
def references(request: SignedInRequest) -> HttpResponse:
    if not adds_references(request.user):
        raise Http404
    table = REFERENCES.of(visible_references(request.user), request.GET)
    context = NAV | {
        "tabs": tabs_of("references", request.user),
        "may_add": setters(request.user).exists(),
        "wide": True,
    }
    return respond(request, table, "similarity/references.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    owners = setters(request.user)
    if not owners.exists():
        raise Http404
    form = ReferencesForm(request.POST or None, request.FILES or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            load = services.start_loading(
                form.uploads(), form.origin_said(), said["owner"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            return redirect("web:work", pk=load.work_id)
    return render_page(request, "similarity/reference_new.html", NAV | {"form": form})


@require_GET
def load(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of each file."""
    found = get_load(request.user, pk)
    table = LOADED.of(found.files.all(), request.GET)
    context = NAV | {"page": LoadPage.build(found)}
    return respond(request, table, "similarity/reference_load.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    page = ReferencePage.build(get_reference(request.user, pk), request.user)
    return render_page(request, "similarity/reference.html", NAV | {"page": page})


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is said of it; its words are those of its file."""
    text = get_reference(request.user, pk)
    back = reverse("similarity:reference", args=[pk])
    given = {"title": text.title, "origin": text.origin, "dated": text.dated}
    form = ReferenceForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        title, origin = form.cleaned_data["title"], form.origin_said()
        try:
            services.edit_reference(text, title, origin, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã sửa thông tin của văn bản."))
            return redirect(back)
    context = NAV | {"form": form, "text": text, "back": back}
    return render_page(request, "similarity/reference_edit.html", context)


@require_http_methods(["GET", "POST"])
def take_out(request: SignedInRequest, pk: int) -> HttpResponse:
    text = get_reference(request.user, pk)
    question = Question(
        title=_("Thôi dùng “%s”") % text,
        word=_("THÔI DÙNG"),
        action=_("Thôi dùng"),
        back=reverse("similarity:reference", args=[pk]),
        warning=_(
            "Từ nay không bài nào được đối chiếu với văn bản này. Kết quả đã có giữ nguyên; dùng lại được"
            " bất cứ lúc nào."
        ),
        nav="similarity",
    )
    return confirm(
        request,
        question,
        lambda: services.take_out(text, by=request.user),
        _("Đã thôi dùng văn bản."),
    )


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    text = get_reference(request.user, pk)
    to = reverse("similarity:reference", args=[pk])
    said = _("Văn bản được dùng lại để đối chiếu.")
    return do(request, lambda: services.take_back(text, by=request.user), said, to)
