"""The catalogue: what the law knows, an office's own letters of praise, what a movement may bring."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access import honours as access
from phongtrao.awards.forms.honours import CeilingForm, LastDayForm, PraiseForm
from phongtrao.awards.models import Honour
from phongtrao.awards.pages.honours import HonourPage, ceiling_rows
from phongtrao.awards.register_tables import HONOURS
from phongtrao.awards.services import honours as services
from phongtrao.awards.views.pieces import NAV, fill, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond


@require_GET
def honours(request: SignedInRequest) -> HttpResponse:
    context: dict[str, Any] = NAV | {
        "tabs": tabs_of("honours", request.user),
        "may_add": access.praising_units(request.user).exists(),
        "wide": True,
    }
    table = HONOURS.of(access.visible_honours(request.user), request.GET)
    return respond(request, table, "awards/honours.html", context)


@require_GET
def honour(request: SignedInRequest, pk: int) -> HttpResponse:
    page = HonourPage.build(request.user, access.get_honour(request.user, pk))
    return render_page(request, "awards/honour.html", NAV | {"page": page, "honour": page.honour})


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    owners = access.praising_units(request.user)
    if not owners.exists():
        raise Http404
    form = PraiseForm(
        request.POST or None,
        owners=owners,
        movements=access.named_movements(request.user).order_by("-starts_on", "-pk"),
        initial={"valid_from": timezone.localdate()},
    )
    lead = _("Giấy khen riêng của đơn vị, của một phong trào. Ghi khen thưởng và đề nghị khen chọn được từ ngày bắt đầu tặng.")  # fmt: skip
    page = DeedPage(_("Thêm giấy khen của đơn vị"), lead, _("Thêm"), reverse("awards:honours"))

    def deed() -> Honour:
        return services.add_honour(form.cleaned_data["owner"], form.praise(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã thêm giấy khen."), to=_address)


@require_http_methods(["GET", "POST"])
@once
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_honour(request.user, pk)
    insist(access.can_end_honour(request.user, found))
    form = LastDayForm(request.POST or None, initial={"last_day": timezone.localdate()})
    lead = _("Sau ngày này không ghi, không đề nghị “%s” được nữa; điều đã tặng vẫn giữ trong sổ.")
    page = DeedPage(_("Thôi tặng"), lead % found, _("Thôi tặng"), _address(found))

    def deed() -> Honour:
        return services.end_honour(found, form.cleaned_data["last_day"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi ngày cuối."))


@require_GET
def ceilings(request: SignedInRequest) -> HttpResponse:
    """Asked by the address; the table of the law as long as nothing is."""
    form = CeilingForm(request.GET or None)
    allowed, beyond = None, None
    if request.GET and form.is_valid():
        asked = form.cleaned_data
        allowed, beyond = ceiling_rows(asked["cap"], int(asked["nam"]), asked["ky"])
    context: dict[str, Any] = NAV | {"form": form, "allowed": allowed, "beyond": beyond}
    return render_page(request, "awards/ceilings.html", context)


def _address(honour: Honour) -> str:
    return reverse("awards:honour", args=[honour.pk])
