"""A unit answers whether it did it together with the one that recorded it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.activities.access.partners import can_leave, get_party
from phongtrao.activities.forms.activities import ReturnForm
from phongtrao.activities.models import Participation
from phongtrao.activities.pages.activity import url_of
from phongtrao.activities.queries.partners import contributed_of, listed_of
from phongtrao.activities.services import partners as services
from phongtrao.activities.views.deeds import DeedPage, fill
from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.lib.numbers import format_number
from phongtrao.web.acts import do


@require_POST
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_party(request.user, pk)
    said = _("Đã xác nhận cùng làm; từ nay tính cho cả đơn vị bạn.")
    url = url_of(found.activity)
    return do(request, lambda: services.agree(found, by=request.user), said, url)


@require_http_methods(["GET", "POST"])
@once
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_party(request.user, pk)
    if not (may := can_leave(request.user, found)):
        messages.error(request, may.reason)
        return redirect(url_of(found.activity))
    form = ReturnForm(request.POST or None)
    page = DeedPage(
        _("Không phải %s cùng làm") % found.unit,
        _lead(found),
        _("Không phải chúng tôi"),
        url_of(found.activity),
    )
    return fill(
        request,
        form,
        lambda: services.leave(found, form.cleaned_data["reason"], by=request.user),
        page=page,
        said=_("Đã trả lời; đơn vị không còn trong hoạt động này."),
        # Who was only named does not see it any more.
        to=lambda _made: reverse("activities:activities"),
    )


def _lead(party: Participation) -> str:
    said = _(
        "“%s” không còn ghi đơn vị này và không tính cho đơn vị; người ghi được báo kèm lý do."
    )
    lead = said % party.activity
    listed, noted = listed_of(party).count(), contributed_of(party).count()
    if listed or noted:
        gone = _("Mất theo: %(listed)s người dự và %(noted)s đóng góp của người thuộc đơn vị.")
        words = {"listed": format_number(listed), "noted": format_number(noted)}
        lead = f"{lead} {gone % words}"
    return lead
