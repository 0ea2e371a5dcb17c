"""Contributions of people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.activities.access import activities as access
from phongtrao.activities.forms.people import ContributionForm
from phongtrao.activities.models import Contribution
from phongtrao.activities.pages.activity import url_of
from phongtrao.activities.services.people import add_contribution, confirm_contribution
from phongtrao.activities.views.deeds import DeedPage, fill
from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.web.acts import do


@require_http_methods(["GET", "POST"])
@once
def contribution_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_activity(request.user, pk)
    if not (may := access.can_note_contribution(request.user, found)):
        messages.error(request, may.reason)
        return redirect(url_of(found))
    form = ContributionForm(request.POST or None)
    page = DeedPage(
        _("Ghi đóng góp của một người"),
        _(
            "Người khác (thủ trưởng hoặc văn phòng cấp trên) xác nhận thì mới là căn cứ khen thưởng."
        ),
        _("Ghi đóng góp"),
        url_of(found),
    )

    def deed() -> None:
        given = form.cleaned_data
        add_contribution(found, given["person"], given["role"], given["about"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi đóng góp; chờ xác nhận."))


@require_POST
def contribution_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Contribution.objects.filter(
        activity__in=access.visible_activities(request.user).order_by().values("pk")
    )
    found = get_object_or_404(rows.select_related("activity__unit", "person"), pk=pk)
    said = _("Đã xác nhận đóng góp.")
    return do(request, lambda: confirm_contribution(found, by=request.user), said, url_of(found.activity))  # fmt: skip
