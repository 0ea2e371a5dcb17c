"""Counting: paper ballots by two counters, closing votes, applying what was decided."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.councils.access.councils import can_run
from phongtrao.councils.access.sittings import (
    can_direct,
    can_vote,
    counts_of,
    get_visible_sitting,
    seat_at,
    visible_items,
)
from phongtrao.councils.forms.votes import CountForm, PaperCountForm
from phongtrao.councils.models import Item, PaperCount
from phongtrao.councils.queries.votes import ballots_missing
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.counting import Counted, count_votes, enter_paper_count
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, ask

NAV: dict[str, Any] = {"nav": "councils"}
A_PAGE = 20


@require_http_methods(["GET", "POST"])
@never_cache
def paper_counts(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item after the other, as the counter takes them; what the other counter said is not shown."""
    found = get_visible_sitting(request.user, pk)
    seat = seat_at(request.user, found)
    insist(can_vote(seat))
    mine = counts_of(seat).select_related("case") if seat else Item.objects.none()
    done = PaperCount.objects.filter(item__in=mine, teller=seat.member_id if seat else 0)
    entered = {
        count.item_id for count in done.select_related("item") if count.turn == count.item.turn
    }
    items = [item for item in mine if item.pk not in entered] or list(mine)
    item = next((i for i in items if str(i.pk) == request.POST.get("item")), None)
    item = item or (items[0] if items else None)
    form = PaperCountForm(request.POST or None, item=item) if item else None
    if item and form and request.method == "POST" and form.is_valid():
        try:
            enter_paper_count(item, form.tally(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi kết quả đếm “%s”.") % item)
            return redirect("councils:paper_counts", pk=pk)
    left = sum(one.pk not in entered for one in mine)
    context = NAV | {"sitting": found, "form": form, "item": item, "left": left}
    return render_page(request, "councils/paper_counts.html", context)


@sensitive_post_parameters("first", "second")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
@never_cache
def count(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    insist(can_direct(request.user, found))
    voting = visible_items(request.user, found).filter(status=Item.Status.VOTING)
    needs_key = voting.filter(mode=Item.Mode.SECRET).exists()
    form = CountForm(request.POST or None, items=voting, needs_key=needs_key)
    if request.method == "POST" and form.is_valid():
        try:
            done = count_votes(found, form.keys(), by=request.user, halves=form.halves())
        except DomainError as error:
            add_refusal(form, error)
        else:
            _say(request, done)
            return redirect("councils:sitting", pk=pk)
    context = NAV | {"sitting": found, "form": form, "needs_key": needs_key}
    context["missing"] = ballots_missing(voting)
    return render_page(request, "councils/vote_count.html", context)


@require_http_methods(["GET", "POST"])
def apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """What this sitting decided and nobody applied yet, all together."""
    found = get_visible_sitting(request.user, pk)
    insist(can_run(request.user, found.council))
    items = visible_items(request.user, found).filter(
        status=Item.Status.COUNTED, case__status="decided"
    )
    keys = list(items.values_list("case", flat=True))
    back = reverse("councils:sitting", args=[pk])
    question = Question(
        title=_("Áp dụng kết quả biểu quyết?"),
        warning=_("Kết quả được ghi vào hồ sơ và không thu lại được."),
        consequences=[(len(keys), _("hồ sơ có kết quả chờ áp dụng"))],
        word=_("áp dụng"),
        action=_("Áp dụng kết quả"),
        back=back,
        nav="councils",
    )
    if asked := ask(request, question):
        return asked
    try:
        done, stale = apply_decisions(found.council, keys, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    if done:
        messages.success(request, _("Đã áp dụng kết quả của %d hồ sơ.") % len(done))
    if stale:
        said = _("%d hồ sơ đã thay đổi sau khi biểu quyết, chờ biểu quyết lại.")
        messages.warning(request, said % len(stale))
    return redirect(back)


def _say(request: SignedInRequest, done: Counted) -> None:
    if done.counted:
        messages.success(request, _("Đã kiểm phiếu %d nội dung.") % len(done.counted))
    for item in done.voided[:5]:
        messages.warning(request, _("“%s” phải biểu quyết lại.") % item.case)
    for item, why in done.held[:5]:
        messages.warning(request, f"“{item.case}”: {why}.")
