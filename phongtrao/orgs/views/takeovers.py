"""Handing over at a unit: who to whom, what is open, the list both sign."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts.models import User
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.takeovers import GiverForm, TakeoverForm
from phongtrao.orgs.models import Takeover, Unit
from phongtrao.orgs.services.takeovers import open_items
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.acts import do
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}


def state_of(takeover: Takeover) -> State:
    if takeover.status == Takeover.Status.RECEIVED:
        return State(Takeover.Status.RECEIVED.label, "done")
    return State(Takeover.Status.GIVEN.label, "due")


def number_of_items(takeover: Takeover) -> int:
    return len(takeover.items)


TAKEOVERS = Table(
    key="takeovers",
    title=gettext_lazy("Bàn giao"),
    order="-made",
    columns=(
        Column("giver", gettext_lazy("Bên giao"), value="giver.full_name", card="title"),
        Column("receiver", gettext_lazy("Bên nhận"), value="receiver.full_name"),
        Column("items", gettext_lazy("Số việc"), value=number_of_items, align="end"),
        Column("made", gettext_lazy("Lập lúc"), value="made_at", sort="made_at", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="status"),
    ),
    row_url="orgs:takeover",
    empty=Empty(
        gettext_lazy("Đơn vị chưa có lần bàn giao nào."),
        gettext_lazy(
            "Khi thủ trưởng hoặc đầu mối thay người, lập bàn giao để việc đang mở đi cùng."
        ),
    ),
    file_name="ban-giao",
)


@require_GET
def unit_takeovers(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_handed_unit(request.user, pk)
    rows = access.visible_takeovers(request.user).filter(unit=unit)
    context = {**NAV, "unit": unit, "tabs": tabs_of(unit, request.user, "takeovers")}
    return respond(request, TAKEOVERS.of(rows, request.GET), "orgs/unit_takeovers.html", context)


@require_http_methods(["GET", "POST"])
@once
def takeover_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two steps on one address: who to whom, then what is open and what goes along."""
    unit = access.get_handed_unit(request.user, pk)
    chosen = GiverForm(
        request.POST or (request.GET if "giver" in request.GET else None),
        people=access.people_to_hand_over(unit),
    )
    context = {**NAV, "unit": unit, "chosen": chosen}
    if not chosen.is_valid():
        return render_page(request, "orgs/takeover_people.html", context)
    giver, receiver = chosen.cleaned_data["giver"], chosen.cleaned_data["receiver"]
    grants = access.passable_grants(request.user, giver, unit)
    form = TakeoverForm(
        request.POST or None, grants=grants, initial={"grants": [grant.pk for grant in grants]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _take_over(request, unit, chosen, form)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect("orgs:takeover", pk=made.pk)
    context |= {"form": form, "giver": giver, "receiver": receiver}
    context["items"] = open_items(giver, receiver, unit)
    context["held"] = [str(grant.get_role_display()) for grant in access.held_at(receiver, unit)]
    return render_page(request, "orgs/takeover_form.html", context)


def _take_over(
    request: SignedInRequest, unit: Unit, chosen: GiverForm, form: TakeoverForm
) -> Takeover:
    giver: User = chosen.cleaned_data["giver"]
    return services.take_over(
        unit,
        giver,
        chosen.cleaned_data["receiver"],
        grants=form.cleaned_data.get("grants", ()),
        note=form.cleaned_data["note"],
        by=request.user,
    )


@require_GET
def takeover_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    takeover = access.get_takeover(request.user, pk)
    context = {
        **NAV,
        "takeover": takeover,
        "state": state_of(takeover),
        "may_receive": access.can_receive(request.user, takeover),
        "may_list": access.can_hand_over(request.user, takeover.unit),
    }
    return render_page(request, "orgs/takeover.html", context)


@require_POST
@once
def takeover_receive(request: SignedInRequest, pk: int) -> HttpResponse:
    takeover = access.get_takeover(request.user, pk)
    deed = partial(services.receive, takeover, by=request.user)
    return do(request, deed, _("Đã ký nhận bàn giao."), reverse("orgs:takeover", args=[pk]))
