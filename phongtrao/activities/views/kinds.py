"""The kinds, kept by the office of the top unit."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access.activities import keeps_kinds
from phongtrao.activities.forms.kinds import FIELDS, KindForm, given_by
from phongtrao.activities.models import ActivityKind
from phongtrao.activities.services.kinds import save_kind, with_keys
from phongtrao.activities.tabs import NAV, tabs_of
from phongtrao.activities.views.deeds import DeedPage, fill
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once


@require_GET
def kinds(request: SignedInRequest) -> HttpResponse:
    if not keeps_kinds(request.user):
        raise Http404
    rows = sorted(ActivityKind.objects.all(), key=lambda one: one.group)
    groups = [(name, list(found)) for name, found in groupby(rows, lambda one: one.group)]
    context = NAV | {"tabs": tabs_of("kinds", request.user), "groups": groups}
    return render_page(request, "activities/kinds.html", context)


@require_http_methods(["GET", "POST"])
@once
def kind_new(request: SignedInRequest) -> HttpResponse:
    return _write(request, ActivityKind(), _("Thêm loại hoạt động"))


@require_http_methods(["GET", "POST"])
@once
def kind_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ActivityKind, pk=pk)
    return _write(request, found, _("Sửa “%s”") % found)


def _write(request: SignedInRequest, kind: ActivityKind, title: str) -> HttpResponse:
    if not keeps_kinds(request.user):
        raise Http404
    form = KindForm(request.POST or None, initial=given_by(kind) if kind.pk else None)

    def deed() -> None:
        given = form.cleaned_data
        for name in FIELDS:
            setattr(kind, name, given[name])
        kind.out_since = (kind.out_since or timezone.localdate()) if given["is_out"] else None
        save_kind(kind, with_keys(kind, given["fields_"]), by=request.user)

    page = DeedPage(title, "", _("Lưu"), reverse("activities:kinds"))
    return fill(request, form, deed, page=page, said=_("Đã lưu loại hoạt động."))
