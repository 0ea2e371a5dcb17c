"""Recipient groups of an office."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import circulation as access
from phongtrao.documents.access import insist
from phongtrao.documents.forms.circulation import GroupForm, group_initial
from phongtrao.documents.pages.circulation import GroupsPage
from phongtrao.documents.services import recipients as services
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.access import get_unit
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import reads_unit
from phongtrao.orgs.switcher import current_unit, own_units
from phongtrao.web.acts import Question, confirm, do

NAV = {"nav": "documents"}


@require_GET
def own_groups(request: SignedInRequest) -> HttpResponse:
    """To the groups of the unit one works as, or of the first whose groups one keeps."""
    current = current_unit(request.user, request.session)
    units = [*([current] if current else []), *own_units(request.user).values()]
    kept = next((unit for unit in units if access.keeps_groups(request.user, unit)), None)
    if kept is None:
        messages.error(request, _("Chỉ văn phòng hoặc đầu mối của đơn vị có nhóm nơi nhận."))
        return redirect("documents:document_list")
    return redirect("documents:recipient_groups", pk=kept.pk)


@require_GET
def recipient_groups(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    page = GroupsPage.build(unit)
    return render_page(request, "documents/recipient_groups.html", NAV | {"page": page})


@require_POST
@once
def recipient_groups_ready(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    made = services.add_ready_groups(unit, by=request.user)
    if made:
        said = ngettext("Đã lập %(n)d nhóm thường dùng.", "Đã lập %(n)d nhóm thường dùng.", made)
        messages.success(request, said % {"n": made})
    else:
        messages.info(request, _("Các nhóm thường dùng đã có đủ."))
    return redirect("documents:recipient_groups", pk=pk)


@require_http_methods(["GET", "POST"])
@once
def recipient_group_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    form = GroupForm(request.POST or None, owner=unit)
    if form.is_valid():
        try:
            made = services.add_group(unit, form.group_data(unit), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập nhóm “%s”.") % made)
            return redirect("documents:recipient_groups", pk=pk)
    context = NAV | {"form": form, "unit": unit}
    return render_page(request, "documents/recipient_group.html", context)


@require_http_methods(["GET", "POST"])
@once
def recipient_group(request: SignedInRequest, pk: int) -> HttpResponse:
    group = access.get_kept_group(request.user, pk)
    form = GroupForm(request.POST or None, initial=group_initial(group), owner=group.owner)
    if form.is_valid():
        try:
            services.change_group(group, form.group_data(group.owner), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("documents:recipient_groups", pk=group.owner_id)
    context = NAV | {"form": form, "unit": group.owner, "group": group}
    return render_page(request, "documents/recipient_group.html", context)


@require_POST
@once
def recipient_group_move(request: SignedInRequest, pk: int) -> HttpResponse:
    group = access.get_kept_group(request.user, pk)
    places = -1 if request.POST.get("huong") == "len" else 1
    deed = partial(services.move_group, group, places, by=request.user)
    return do(request, deed, "", _list_of(group.owner))


@require_http_methods(["GET", "POST"])
@once
def recipient_group_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    group = access.get_kept_group(request.user, pk)
    question = Question(
        title=_("Bỏ nhóm “%s”?") % group,
        warning=_("Văn bản đã gửi theo nhóm này giữ nguyên nơi nhận."),
        word=_("BỎ"),
        action=_("Bỏ nhóm"),
        back=_list_of(group.owner),
        nav="documents",
    )
    deed = partial(services.drop_group, group, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ nhóm."))


def _list_of(unit: Unit) -> str:
    return reverse("documents:recipient_groups", args=[unit.pk])


def _unit(request: SignedInRequest, pk: int) -> Unit:
    """A unit whose groups one keeps; refused in a sentence within one's scope, unknown outside it."""
    unit = get_unit(pk)
    if not (access.keeps_groups(request.user, unit) or reads_unit(request.user, unit)):
        raise Http404
    insist(access.can_keep_groups(request.user, unit))
    return unit
