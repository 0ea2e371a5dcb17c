"""Votes: opening them, the member's ballot, written opinions, voiding a turn.

What somebody chose goes from the form to the service and nowhere else: no form key, no draft, no message
that differs, nothing kept by the browser, nothing in an error report.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.councils.access.sittings import (
    ballots_of,
    can_direct,
    can_vote,
    get_visible_item,
    get_visible_sitting,
    has_voted,
    seat_at,
    visible_items,
)
from phongtrao.councils.forms.votes import BallotForm, OpeningForm, OpinionForm, VoidForm
from phongtrao.councils.models import Item, Member, Presence, Sitting
from phongtrao.councils.pages.items import dossier_urls
from phongtrao.councils.queries.sittings import voting_rules
from phongtrao.councils.services import voting as services
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError

NAV: dict[str, Any] = {"nav": "councils"}
A_PAGE = 50  # ballots on one page; the next ones follow when these are cast


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_variables("halves")
def vote_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a secret vote the answer shows the two halves of the key, for the only time."""
    found = _directed(request, pk)
    waiting = visible_items(request.user, found).filter(status=Item.Status.WAITING)
    rules = voting_rules(found.council, timezone.localdate())
    form = OpeningForm(
        request.POST or None,
        items=waiting,
        rules=rules,
        there=_members(found, Presence.Kind.PRESENT),
    )
    if request.method == "POST" and form.is_valid():
        try:
            halves = services.open_votes(found, form.keys(), form.opening(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            if halves is None:
                messages.success(request, _("Đã mở biểu quyết."))
                return redirect("councils:sitting", pk=pk)
            keys = list(zip(form.cleaned_data["tellers"], halves, strict=True))
            context = NAV | {"sitting": found, "keys": keys}
            return render_page(request, "councils/vote_keys.html", context)
    context = NAV | {"form": form, "sitting": found}
    return render_page(request, "councils/vote_open.html", context)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
@never_cache
def ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    seat = seat_at(request.user, found)
    insist(can_vote(seat))
    mine = ballots_of(seat).select_related("case") if seat else Item.objects.none()
    items, left = list(mine[:A_PAGE]), mine.count()
    form = BallotForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            services.cast_votes(found, form.choices(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã bỏ phiếu."))
            return redirect("councils:ballot", pk=pk)
    context = NAV | {"form": form, "sitting": found, "seat": seat, "left": left}
    context |= {"rows": _rows(form), "more": max(left - len(items), 0)}
    context["has_voted"] = seat is not None and has_voted(seat)
    return render_page(request, "councils/ballot.html", context)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
@never_cache
def opinion(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    found = _directed(request, pk)
    item = get_visible_item(request.user, found, item_pk)
    if item.status != Item.Status.VOTING:
        messages.error(request, _("Nội dung này không đang biểu quyết."))
        return redirect("councils:sitting_item", pk=pk, item_pk=item_pk)
    wrote = _members(found, Presence.Kind.WROTE)
    form = OpinionForm(request.POST or None, request.FILES or None, item=item, wrote=wrote)
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"]
        try:
            services.write_opinion(item, member, form.written(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã nhập ý kiến bằng văn bản."))
            return redirect("councils:sitting_item", pk=pk, item_pk=item_pk)
    context = NAV | {"form": form, "sitting": found, "item": item}
    return render_page(request, "councils/vote_opinion.html", context)


@require_http_methods(["GET", "POST"])
def vote_void(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _directed(request, pk)
    voting = visible_items(request.user, found).filter(status=Item.Status.VOTING)
    form = VoidForm(request.POST or None, items=voting)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            number = services.void_votes(found, form.keys(), reason, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã hủy lần biểu quyết của %d nội dung.") % number)
            return redirect("councils:sitting", pk=pk)
    context = NAV | {"form": form, "sitting": found}
    return render_page(request, "councils/vote_void.html", context)


def _directed(request: SignedInRequest, pk: int) -> Sitting:
    found = get_visible_sitting(request.user, pk)
    insist(can_direct(request.user, found))
    return found


def _members(found: Sitting, kind: Presence.Kind) -> Any:
    seats = found.presences.filter(kind=kind).values("member")
    return Member.objects.filter(pk__in=seats).select_related("person")


def _rows(form: BallotForm) -> list[tuple[Item, Any, str]]:
    urls = dossier_urls(form.items)
    return [(item, field, urls[item.case_id]) for item, field in form.rows()]
