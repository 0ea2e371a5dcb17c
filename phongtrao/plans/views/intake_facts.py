"""What is done with one fact of an intake: each act comes back to the review page."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import MarkedForm
from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import intake as access
from phongtrao.plans.forms.intake import FactForm, SplitForm
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.intake.values import title_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.pages.intake import DOUBTS, next_pending
from phongtrao.plans.pages.intake_drafts import doubtful_words
from phongtrao.plans.queries.intake import waiting_riders
from phongtrao.plans.services import intake_facts as services
from phongtrao.plans.services import intake_turns as turns
from phongtrao.plans.services.intake_units import say_unit
from phongtrao.plans.views.intake import review
from phongtrao.web.acts import do

Act = Callable[..., Any]


@require_POST
@once
def fact_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(request, pk, _as_shown(request, services.accept_fact))


@require_POST
@once
def fact_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """On to the next; what was dropped can be taken back there (bo)."""
    return _act(request, pk, _as_shown(request, services.drop_fact), bo=pk)


@require_POST
@once
def fact_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.restore_fact, stay=True)


@require_http_methods(["GET", "POST"])
@once
def fact_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the two would become, then the deed."""
    fact = _reviewable(request, pk)
    if not SECTIONS[fact.section].text:
        raise Http404
    if request.method == "POST":
        return _act(request, pk, services.join_fact, stay=True)
    try:
        joined = services.preview_join(fact)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_place(request, fact.intake, fact))
    return _panel(request, fact.intake, "join", fact, joined=joined, section=SECTIONS[fact.section])


@require_POST
@once
def fact_turn(request: SignedInRequest, pk: int) -> HttpResponse:
    """A content becomes a task or a target; on to the new card, where it can be undone."""
    fact = access.get_visible_fact(request.user, pk)
    section = request.POST.get("thanh", "")
    try:
        made = turns.turn_fact(fact, section, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_place(request, fact.intake, fact))
    messages.success(
        request,
        _("Đã chuyển sang phần “%s”, thời gian và con số lấy từ câu văn. Hãy xem lại rồi nhận.")
        % SECTIONS[made.section].label,
    )
    return redirect(f"{_url(fact.intake, muc=made.section, chon=made.pk)}#muc-{made.pk}")


@require_POST
@once
def fact_as_task(request: SignedInRequest, pk: int) -> HttpResponse:
    fact = access.get_visible_fact(request.user, pk)
    deed = partial(turns.copy_as_task, fact, by=request.user)
    said = _("Đã thêm một nhiệm vụ chờ soát ở phần Nhiệm vụ.")
    return do(request, deed, said, _place(request, fact.intake, fact))


@require_POST
@once
def fact_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which unit a name (ten) means; no unit (don_vi) takes that back."""
    said, asked = request.GET.get("ten", ""), request.POST.get("don_vi", "")
    unit = get_object_or_404(Unit, pk=int(asked)) if asked.isdecimal() else None
    return _act(request, pk, partial(say_unit, said=said, unit=unit), stay=True)


@require_http_methods(["GET", "POST"])
@once
def fact_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    fact = _reviewable(request, pk)
    section = SECTIONS[fact.section]
    form = FactForm(request.POST or None, section=section, value=fact.value)
    form.initial["as_read"] = services.fact_mark(fact)
    if request.method == "POST" and form.is_valid():
        as_read, after = form.cleaned_data["as_read"], next_pending(fact, _key(request, fact))
        try:
            services.edit_fact(fact, form.fact_value(), by=request.user, as_read=as_read)
        except DomainError as error:
            _say_refused(form, fact, error)
        else:
            return redirect(_place(request, fact.intake, after))
    more = {"riders": waiting_riders(fact), "mended": doubtful_words(fact)}
    return _panel(request, fact.intake, "edit", fact, form=form, section=section, **more)


@require_http_methods(["GET", "POST"])
@once
def fact_split(request: SignedInRequest, pk: int) -> HttpResponse:
    fact = _reviewable(request, pk)
    name = SECTIONS[fact.section].text
    if not name:
        raise Http404
    initial = {"text": fact.value.get(name) or "", "as_read": services.fact_mark(fact)}
    form = SplitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        texts, as_read = form.cleaned_data["text"].splitlines(), form.cleaned_data["as_read"]
        try:
            services.split_fact(fact, texts, by=request.user, as_read=as_read)
        except DomainError as error:
            _say_refused(form, fact, error)
        else:
            return redirect(_place(request, fact.intake, fact))
    return _panel(request, fact.intake, "split", fact, form=form, section=SECTIONS[fact.section])


@require_http_methods(["GET", "POST"])
@once
def fact_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    _insist(request, found)
    section = SECTIONS.get(request.GET.get("muc", ""))
    block = _block(found, request.GET.get("doan", ""))
    if section is None:
        return _panel(request, found, "choose", None, origin=block, sections=SECTIONS.values())
    value = {section.text: block["text"]} if block and section.text and not request.POST else None
    form = FactForm(request.POST or None, section=section, initial=value or {})
    if request.method == "POST" and form.is_valid():
        try:
            made = [
                services.add_fact(found, section.key, value, block, by=request.user)
                for value in form.values_added()
            ]
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm “%s”.") % title_of(section, made[0].value)[:80])
            return redirect(_url(found, muc=section.key, chon=made[0].pk))
    return _panel(request, found, "add", None, form=form, section=section, origin=block)


# ------------------------------------------------------------------ parts


def _act(
    request: SignedInRequest, pk: int, act: Act, *, stay: bool = False, **told: int
) -> HttpResponse:
    """Do it and go on to the next fact that waits; ``stay`` keeps the same one chosen.

    ``told``: what the page we come back to has to know of the deed.
    """
    fact = access.get_visible_fact(request.user, pk)
    key = _key(request, fact)
    after = fact if stay else next_pending(fact, key)
    try:
        act(fact, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_place(request, fact.intake, fact))
    return redirect(_place(request, fact.intake, after, **told))


def _as_shown(request: SignedInRequest, act: Act) -> Act:
    """The act on the fact as the card showed it: its button carries the mark (ban)."""
    return partial(act, as_read=request.GET.get("ban", ""))


def _say_refused(form: MarkedForm, fact: IntakeFact, error: DomainError) -> None:
    """What was typed stays, over the fact as it is now: sent once more it is meant."""
    form.add_error(None, str(error))
    sent = cast("QueryDict", form.data).copy()
    sent["as_read"] = services.fact_mark(fact)
    form.data = sent


def _key(request: SignedInRequest, fact: IntakeFact) -> str:
    """The section that is open: that of the fact, or all the doubtful ones."""
    asked = request.POST.get("muc") or request.GET.get("muc", "")
    return DOUBTS if asked == DOUBTS else fact.section


def _place(request: SignedInRequest, found: Intake, fact: IntakeFact | None, **told: int) -> str:
    key = request.POST.get("muc") or request.GET.get("muc", "")
    if fact is None:
        return _url(found, muc=key, **told) if key else _url(found, **told)
    key = DOUBTS if key == DOUBTS else fact.section
    return f"{_url(found, muc=key, chon=fact.pk, **told)}#muc-{fact.pk}"


def _url(found: Intake, **params: str | int) -> str:
    query = f"?{urlencode(params)}" if params else ""
    return reverse("plans:intake", args=[found.pk]) + query


def _reviewable(request: SignedInRequest, pk: int) -> IntakeFact:
    fact = access.get_visible_fact(request.user, pk)
    _insist(request, fact.intake)
    return fact


def _insist(request: SignedInRequest, found: Intake) -> None:
    insist(access.can_review(request.user, found))


def _panel(
    request: SignedInRequest, found: Intake, panel: str, fact: IntakeFact | None, **more: Any
) -> HttpResponse:
    params = dict(request.GET.items())
    if fact:
        params |= {"muc": _key(request, fact), "chon": str(fact.pk)}
    if origin := more.get("origin"):
        params["doan"] = str(origin["number"])
    back = _place(request, found, fact)
    return review(request, found, panel, {"fact": fact, "params": params, "back_url": back} | more)


def _block(found: Intake, number: str) -> dict[str, Any] | None:
    if not number.isdecimal() or int(number) >= len(found.blocks):
        return None
    block: dict[str, Any] = found.blocks[int(number)]
    return block
