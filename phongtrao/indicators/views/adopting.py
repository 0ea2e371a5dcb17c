"""Where indicators come from: targets of plans that wait, and packs that are shipped."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.forms.adopting import AdoptForm, PackForm
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.pages.tabs import NAV
from phongtrao.indicators.queries.adopting import with_waiting
from phongtrao.indicators.services.adopting import adopt_targets, waiting_items
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.lib.numbers import format_number
from phongtrao.web.acts import done


@require_http_methods(["GET"])
def plans(request: SignedInRequest) -> HttpResponse:
    """Plans of one's office with targets nobody measures yet."""
    if not access.owning_units(request.user).exists():
        raise Http404
    context = NAV | {"plans": with_waiting(access.adoptable_plans(request.user))}
    return render_page(request, "indicators/plans.html", context)


@require_http_methods(["GET", "POST"])
@once
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """The table of targets as the plan has it; the ticked rows become indicators."""
    plan = get_object_or_404(access.adoptable_plans(request.user), pk=pk)
    items = waiting_items(plan)
    form = AdoptForm(request.POST or None, items=items)
    made = done(
        request, form, lambda: adopt_targets(plan, form.cleaned_data["keys"], by=request.user)
    )
    if made:
        said = _("Đã lập %(n)s chỉ số với %(targets)s chỉ tiêu. Hãy xem lại cách gộp và đối tượng.")
        counts = {"n": len(made.indicators), "targets": made.targets}
        messages.success(request, said % {k: format_number(v) for k, v in counts.items()})
        for name in made.left:
            messages.warning(request, _("Chưa nhận “%s”: không có năm và con số để đo.") % name)
        return redirect("indicators:list")
    context: dict[str, Any] = NAV | {"form": form, "plan": plan, "items": items}
    return render_page(request, "indicators/adopt.html", context)


@require_http_methods(["GET", "POST"])
@once
def packs(request: SignedInRequest) -> HttpResponse:
    owners = access.owning_units(request.user)
    if not owners.exists():
        raise Http404
    form = PackForm(request.POST or None, owners=owners)

    def deed() -> Any:
        asked = form.cleaned_data
        return adopt_pack(shipped_packs()[asked["pack"]], asked["owner"], by=request.user)

    if made := done(request, form, deed):
        said = _("Đã nhận %s chỉ số. Hãy xem lại những chỉ số ghi “cần kiểm tra”.")
        messages.success(request, said % format_number(len(made)))
        return redirect("indicators:list")
    context = NAV | {"form": form, "packs": shipped_packs().values()}
    return render_page(request, "indicators/packs.html", context)
