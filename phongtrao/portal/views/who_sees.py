"""“Ai xem được, và vì sao”: for administrators."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from phongtrao.accounts.access import visible_accounts
from phongtrao.accounts.models import Role
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.text import fold
from phongtrao.orgs.access import is_administrator, keeps_loose
from phongtrao.orgs.forms.named_units import UnitField
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import grants_today
from phongtrao.portal.queries import who_sees
from phongtrao.portal.queries.seers import Seers, seers
from phongtrao.portal.queries.who_sees import BY_ROUTE, KINDS, Kind
from phongtrao.web.tables import ANY, Column, Empty, Filter, Table, respond

NAV = {"nav": "rights"}


class PeopleFilter(Filter):
    first = ("q", "don_vi", "vai")

    q = forms.CharField(label=gettext_lazy("Tên hoặc tên đăng nhập"))
    don_vi = UnitField(label=gettext_lazy("Có vai trò tại đơn vị"), max_length=200)
    vai = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=[ANY, *Role.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = rows.filter(search_text__contains=fold(q))
        if role := self.cleaned_data["vai"]:
            held = Grant.objects.today().filter(user=OuterRef("pk"), role=role)
            rows = rows.filter(Exists(held))
        if unit := self.cleaned_data["don_vi"]:
            held = Grant.objects.today().filter(user=OuterRef("pk"), unit=unit)
            rows = rows.filter(Exists(held))
        return rows


def said_grant(grant: Grant) -> str:
    said = {"role": grant.get_role_display(), "unit": grant.unit, "who": grant.acts_for}
    if grant.acts_for:
        return _("%(role)s tại %(unit)s, thay %(who)s") % said
    return _("%(role)s tại %(unit)s") % said


def reason(user: Any) -> str:
    """Over what: the roles; a role that is not needed is not named."""
    if user.without_role:
        return _("Không cần vai trò: mọi người đăng nhập, hoặc có tên trong hồ sơ")
    return "; ".join(map(said_grant, user.enough)) or _("Do các vai trò gộp lại")


def first_day(user: Any) -> date | None:
    """Since when the oldest of these roles."""
    return min((grant.days.lower for grant in user.enough), default=None)


PEOPLE = Table(
    key="who_sees",
    title=gettext_lazy("Ai xem được, và vì sao"),
    order="name",
    filter=PeopleFilter,
    columns=(
        Column(
            "name",
            gettext_lazy("Họ và tên"),
            value="full_name",
            sort=("far", "sort_key"),
            card="title",
        ),
        Column("username", gettext_lazy("Tên đăng nhập"), sort="username"),
        Column("why", gettext_lazy("Vì sao"), value=reason, in_export=False),
        Column("since", gettext_lazy("Từ ngày"), value=first_day, align="end", in_export=False),
    ),
    row_url=lambda user: user.why_url,
    empty=Empty(
        gettext_lazy("Không có tài khoản nào bạn quản trị xem được."),
        gettext_lazy("Bỏ bớt bộ lọc, hoặc phân quyền cho người cần xem."),
    ),
    file_name="ai-xem-duoc",
)


def _enforce(user: AbstractBaseUser) -> None:
    if not is_administrator(user):
        raise Http404


def _thing(user: AbstractBaseUser, key: str, pk: int) -> tuple[Kind, Any, str]:
    """What is asked about, and its name as far as the administrator may read it.

    An administrator of a Sở is asked about anything; others about what they see themselves.
    """
    _enforce(user)
    kind = KINDS.get(key)
    thing = who_sees.find(kind, pk) if kind else None
    if kind is None or thing is None:
        raise Http404
    if kind.visible(user).filter(pk=pk).exists():
        return kind, thing, str(thing)
    if not keeps_loose(user):
        raise Http404
    return kind, thing, _("%(kind)s số %(number)s") % {"kind": kind.label, "number": pk}


@require_GET
def ask(request: SignedInRequest) -> HttpResponse:
    """The page whose address is pasted, or the box to paste it in."""
    _enforce(request.user)
    address = request.GET.get("dia_chi", "").strip()
    found = _meant(address) if address else None
    if found:
        return redirect("portal:who_sees", *found)
    context = {**NAV, "address": address, "kinds": KINDS.values()}
    return render_page(request, "portal/who_sees_ask.html", context)


def _meant(address: str) -> tuple[str, int] | None:
    try:
        match = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
    kind = BY_ROUTE.get(match.view_name)
    return (kind.key, match.kwargs["pk"]) if kind else None


@require_GET
def who(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Those who see it and nobody else; the filter narrows who is asked about."""
    asked, _about, label = _thing(request.user, kind, pk)
    around = who_sees.units_around(asked, pk)
    near = Exists(Grant.objects.today().filter(user=OuterRef("pk"), unit__in=around))
    far = Case(When(near, then=Value(0)), default=Value(1), output_field=IntegerField())
    accounts = visible_accounts(request.user).active().annotate(far=far)
    found = seers(asked, pk, PEOPLE.of(accounts, request.GET).filtered.order_by())
    table = PEOPLE.of(found.accounts, request.GET)
    _explain(table.items, found)
    for user in table.items:
        user.why_url = reverse("portal:why_sees", args=[kind, pk, user.pk])
    context = {**NAV, "kind": asked, "label": label, "found": found, "shown": table.count}
    return respond(request, table, "portal/who_sees.html", context)


def _explain(users: Sequence[Any], found: Seers) -> None:
    """The roles that are enough, in one query for the page."""
    held: dict[int, list[Grant]] = {user.pk: [] for user in users}
    rows = found.grants.filter(user__in=held).select_related("unit", "acts_for").order_by("pk")
    for grant in rows:
        held[grant.user_id].append(grant)
    for user in users:
        user.without_role = found.is_open or user.pk in found.by_name
        user.enough = () if user.without_role else held[user.pk]


@require_GET
def why(request: SignedInRequest, kind: str, pk: int, user: int) -> HttpResponse:
    """One person and one thing: by which grants, and what the person may do there."""
    asked, thing, label = _thing(request.user, kind, pk)
    account = get_object_or_404(visible_accounts(request.user), pk=user)
    sight = who_sees.sights(asked, pk, [account])[account.pk]
    enough = {grant.pk for grant in sight.by_grants}
    context = {
        **NAV,
        "kind": asked,
        "label": label,
        "about": (kind, pk),
        "account": account,
        "sight": sight,
        "grants": [
            (said_grant(grant), grant, grant.pk in enough) for grant in grants_today(account)
        ],
        "deeds": who_sees.answers(asked, thing, account) if sight.sees else [],
    }
    return render_page(request, "portal/why_sees.html", context)


@require_GET
def of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one person sees: the roles, how far each reaches, how many of each kind."""
    _enforce(request.user)
    account = get_object_or_404(visible_accounts(request.user), pk=pk)
    roles = [
        (said_grant(grant), grant, Unit.objects.standing().under(grant.unit, grant.line).count())
        for grant in grants_today(account)
    ]
    context = {**NAV, "account": account, "roles": roles, "counts": who_sees.counts(account)}
    return render_page(request, "portal/person_sees.html", context)
