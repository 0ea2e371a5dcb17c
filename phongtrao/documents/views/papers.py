"""Word templates and the papers made from them."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.content import WORD
from phongtrao.documents.forms import TemplateForm
from phongtrao.documents.models import TemplateVersion
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.services.templates import BadTemplate
from phongtrao.documents.template_keys import TemplateKey, template_key, template_keys
from phongtrao.documents.views.printed import show_printed
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.web.acts import do

NAV = {"nav": "documents"}


@require_GET
def template_list(request: SignedInRequest) -> HttpResponse:
    access.insist(access.can_manage_templates(request.user))
    return render_page(request, "documents/template_list.html", NAV | {"keys": template_keys()})


@require_http_methods(["GET", "POST"])
@once
def template(request: SignedInRequest, key: str) -> HttpResponse:
    access.insist(access.can_manage_templates(request.user))
    form_key = _key(key)
    form = TemplateForm(request.POST or None, request.FILES or None)
    faults: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = services.upload_template(key, asked["file"], asked["note"], by=request.user)
        except BadTemplate as error:
            faults = error.errors
            add_refusal(form, error)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Phiên bản %(n)d bắt đầu dùng.") % {"n": made.version})
            return redirect("documents:template", key=key)
    versions = TemplateVersion.objects.filter(template__key=key).select_related(
        "file", "uploaded_by"
    )
    context = NAV | {
        "key": form_key,
        "form": form,
        "faults": faults,
        "versions": versions.order_by("-version"),
    }
    return render_page(request, "documents/template.html", context)


@require_GET
def template_default(request: SignedInRequest, key: str) -> HttpResponse:
    access.insist(access.can_manage_templates(request.user))
    found = _key(key).default
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return HttpResponse(found.read_bytes(), content_type=WORD, headers=headers)


@require_GET
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_paper(request.user, pk)
    context = {
        "paper": found,
        "can_approve": access.can_approve_paper(request.user, found),
        "can_draft": access.can_draft(request.user, found.unit),
    }
    file = found.current_file
    if file is None or not may_see_file(request.user, file):
        return render_page(request, "documents/paper.html", NAV | context)
    return show_printed(request, Printed.of_file(file), "documents/paper.html", NAV | context)


@require_GET
def paper_watch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asked every two seconds by a page whose paper is being made: it loads again once that is over."""
    paper = access.get_visible_paper(request.user, pk)
    if paper.status == paper.Status.RENDERING:
        return HttpResponse(status=204)
    return HttpResponseClientRefresh()


@require_POST
@once
def paper_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_paper(request.user, pk)
    deed = partial(services.approve_paper, found, by=request.user)
    said = _("Đã duyệt phiên bản %(version)d.") % {"version": found.version}
    return do(request, deed, said, reverse("documents:paper", args=[pk]))


@require_POST
@once
def paper_return(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_paper(request.user, pk)
    deed = partial(services.return_paper, found, request.POST.get("ly_do", ""), by=request.user)
    said = _("Đã trả lại phiên bản %(version)d.") % {"version": found.version}
    return do(request, deed, said, reverse("documents:paper", args=[pk]))


def _key(key: str) -> TemplateKey:
    try:
        return template_key(key)
    except BadInput:
        raise Http404 from None
