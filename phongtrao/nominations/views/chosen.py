"""The page between choosing rows of the screening table and one act on them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.screening import screened_nominations
from phongtrao.nominations.models import AwardRound, Nomination
from phongtrao.nominations.pages.chosen import Sifted
from phongtrao.nominations.queries.screening import with_places
from phongtrao.nominations.screening_tables import SCREENED
from phongtrao.nominations.views.pieces import NAV
from phongtrao.web.tables import selected_again, selected_rows


@dataclass(frozen=True, slots=True)
class Act:
    """``may``: whether one goes along, or why it stays."""

    title: str
    lead: str
    action: str
    may: Callable[[Nomination], Answer]
    deed: Callable[[list[Nomination]], object]
    said: Callable[[int], str]


def act_on_chosen(
    request: SignedInRequest, found: AwardRound, act: Act, form: forms.Form | None = None
) -> HttpResponse:
    """First what goes along and what stays; what was agreed to is done in one act."""
    rows = with_places(screened_nominations(request.user, found))
    chosen = selected_rows(SCREENED, rows, request.POST, {"round_": found})
    told = ("person", "case", "submission__unit", "submission__round__owner", "decision_line")
    chosen = chosen.select_related("form__honour", "unit", *told, "goes_on_as__submission__round")
    sifted = Sifted.of(chosen.prefetch_related("hand_overs__notes"), act.may)
    agreed = bool(sifted.ready) and request.POST.get("agreed") == sifted.digest
    if agreed and (form is None or form.is_valid()):
        try:
            act.deed(sifted.ready)
        except (DomainError, ValidationError) as error:
            if form is None:
                messages.error(request, str(error))
                return redirect("nominations:screening", pk=found.pk)
            add_refusal(form, error)
        else:
            messages.success(request, act.said(len(sifted.ready)))
            return redirect("nominations:screening", pk=found.pk)
    context: dict[str, Any] = {"round": found, "act": act, "sifted": sifted, "form": form}
    context["chosen"] = selected_again(request.POST)
    return render_page(request, "nominations/chosen.html", NAV | context)
