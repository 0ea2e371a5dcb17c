"""Titles and forms of a round, while it is a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.nominations.access.rounds import get_run_round, is_open_to_change
from phongtrao.nominations.forms.round_forms import RoundFormForm
from phongtrao.nominations.models import RoundForm
from phongtrao.nominations.queries.asking import honours_for
from phongtrao.nominations.services.round_forms import drop_form, keep_form
from phongtrao.nominations.views.pieces import fill
from phongtrao.web.acts import do
from phongtrao.web.deeds import DeedPage


@require_http_methods(["GET", "POST"])
@once
def form_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """?hinh-thuc=…: that one, with what is usual for it filled in."""
    found = get_run_round(request.user, pk)
    asked = request.GET.get("hinh-thuc", "")
    honour = honours_for(found).filter(pk=asked).first() if asked.isdecimal() else None
    return _form(
        request, RoundForm(round=found, honour=honour) if honour else RoundForm(round=found)
    )


@require_http_methods(["GET", "POST"])
@once
def form_edit(request: SignedInRequest, pk: int, form: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    kept = get_object_or_404(found.forms.select_related("honour__owner"), pk=form)
    kept.round = found
    return _form(request, kept)


def _form(request: SignedInRequest, kept: RoundForm) -> HttpResponse:
    if not (answer := is_open_to_change(kept.round)):
        messages.error(request, answer.reason)
        return redirect("nominations:round", pk=kept.round_id)
    asked = RoundFormForm(request.POST or None, form=kept)
    page = DeedPage(
        _("Sửa hình thức") if kept.pk else _("Thêm danh hiệu, hình thức"),
        str(kept.round),
        _("Lưu"),
        reverse("nominations:round", args=[kept.round_id]),
    )
    return fill(
        request,
        asked,
        lambda: keep_form(asked.fill(), by=request.user),
        page=page,
        said=_("Đã lưu."),
    )


@require_POST
@once
def form_drop(request: SignedInRequest, pk: int, form: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    kept = get_object_or_404(found.forms.select_related("honour"), pk=form)
    kept.round = found
    to = reverse("nominations:round", args=[pk])
    return do(request, lambda: drop_form(kept, by=request.user), _("Đã bỏ khỏi đợt."), to)
