"""“Ai xem được, và vì sao”: for administrators."""

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
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import grants_today
from phongtrao.portal.queries import who_sees
from phongtrao.portal.queries.who_sees import BY_ROUTE, KINDS, Kind, Sight
from phongtrao.web.components import State
from phongtrao.web.tables import ANY, Column, Empty, Filter, Table, respond

NAV = {"nav": "rights"}


class PeopleFilter(Filter):
    first = ("q", "vai")

    q = forms.CharField(label=gettext_lazy("Tên hoặc tên đăng nhập"))
    vai = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=[ANY, *Role.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = rows.filter(search_text__contains=fold(q))
        if role := self.cleaned_data["vai"]:
            held = Grant.objects.today().filter(user=OuterRef("pk"), role=role)
            rows = rows.filter(Exists(held))
        return rows


def sees(user: Any) -> State:
    return State(_("Xem được"), "done") if user.sight.sees else State(_("Không"), "neutral")


def said_grant(grant: Grant) -> str:
    said = {"role": grant.get_role_display(), "unit": grant.unit, "who": grant.acts_for}
    if grant.acts_for:
        return _("%(role)s tại %(unit)s, thay %(who)s") % said
    return _("%(role)s tại %(unit)s") % said


def reason(user: Any) -> str:
    sight: Sight = user.sight
    if not sight.sees:
        return ""
    if sight.without_role:
        return _("Không cần vai trò: mọi người đăng nhập, hoặc có tên trong hồ sơ")
    if sight.by_several:
        return _("Do các vai trò gộp lại")
    return "; ".join(said_grant(grant) for grant in sight.by_grants)


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
        Column("sees", gettext_lazy("Xem được"), value=sees, in_export=False),
        Column("why", gettext_lazy("Vì sao"), value=reason, in_export=False),
    ),
    row_url=lambda user: user.why_url,
    empty=Empty(gettext_lazy("Không có tài khoản nào trong phạm vi của bạn.")),
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
    asked, _about, label = _thing(request.user, kind, pk)
    around = who_sees.units_around(asked, pk)
    near = Exists(Grant.objects.today().filter(user=OuterRef("pk"), unit__in=around))
    far = Case(When(near, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = visible_accounts(request.user).active().annotate(far=far)
    table = PEOPLE.of(rows, request.GET)
    found = who_sees.sights(asked, pk, table.items)
    for user in table.items:
        user.sight = found[user.pk]
        user.why_url = reverse("portal:why_sees", args=[kind, pk, user.pk])
    context = {
        **NAV,
        "kind": asked,
        "label": label,
        "is_open": who_sees.is_open_to_all(asked, pk),
        "shown": sum(user.sight.sees for user in table.items),
    }
    return respond(request, table, "portal/who_sees.html", context)


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
