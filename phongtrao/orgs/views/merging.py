"""Two records that may be one person: the list of such pairs, and the page that merges two."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.forms.merging import MergeForm, TwinFilter
from phongtrao.orgs.models import Person
from phongtrao.orgs.pages import MergePage
from phongtrao.orgs.views.people import units_of
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "people"}


def twin_code(person: Any) -> str:
    return str(person.twin["code"] or "")


def twin_units(person: Any) -> str:
    return ", ".join(person.twin["units"])


def grounds(person: Any) -> str:
    if person.birth_date and person.birth_date.isoformat() == person.twin["birth_date"]:
        return _("Cùng họ tên, ngày sinh")
    return _("Cùng họ tên, đơn vị; thiếu ngày sinh")


TWINS = Table(
    key="twins",
    title=gettext_lazy("Người có thể trùng"),
    order="name",
    filter=TwinFilter,
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("grounds", gettext_lazy("Vì sao"), value=grounds),
        Column("birth_date", gettext_lazy("Ngày sinh"), sort="birth_date", align="end"),
        Column("code", gettext_lazy("Mã ở hồ sơ 1"), sort="code"),
        Column("units", gettext_lazy("Đơn vị ở hồ sơ 1"), value=units_of),
        Column("twin_code", gettext_lazy("Mã ở hồ sơ 2"), value=twin_code),
        Column("twin_units", gettext_lazy("Đơn vị ở hồ sơ 2"), value=twin_units),
    ),
    row_url=lambda person: reverse("orgs:person_merge", args=[person.pk, person.twin["pk"]]),
    empty=Empty(
        gettext_lazy("Không thấy hai hồ sơ nào có thể là của một người."),
        gettext_lazy("Hệ thống so họ tên với ngày sinh; thiếu ngày sinh thì so với đơn vị."),
    ),
    file_name="nguoi-co-the-trung",
)


@require_GET
def twin_list(request: SignedInRequest) -> HttpResponse:
    if not access.keeps_people(request.user):
        raise Http404
    people = access.kept_people(request.user)
    pairs = (
        queries.pairs_told_apart(people)
        if "khac" in request.GET
        else queries.probable_twins(people)
    )
    table = TWINS.of(queries.with_posts(pairs), request.GET)
    return respond(request, table, "orgs/twin_list.html", {**NAV})


@require_http_methods(["GET", "POST"])
@once
def person_merge(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    pair = access.get_pair(request.user, pk, other)
    form = MergeForm(request.POST or None, pair=pair)
    if request.method == "POST" and form.is_valid():
        return _merged(request, form)
    page = MergePage.of(pair, request.user)
    context = {**NAV, "page": page, "form": form, "is_apart": queries.told_apart(*pair).exists()}
    return render_page(request, "orgs/person_merge.html", context)


@require_POST
@once
def person_apart(request: SignedInRequest, pk: int, other: int) -> HttpResponse:
    """Two people after all; pressed where that was said, it is taken back."""
    pair = access.get_pair(request.user, pk, other)
    back = reverse("orgs:twin_list")
    if queries.told_apart(*pair).exists():
        deed = partial(services.doubt_again, *pair, by=request.user)
        return do(request, deed, _("Đã bỏ ghi. Hai hồ sơ lại có trong danh sách."), back)
    deed = partial(services.tell_apart, *pair, by=request.user)
    return do(request, deed, _("Đã ghi là hai người khác nhau."), back)


def _merged(request: SignedInRequest, form: MergeForm) -> HttpResponse:
    stays, goes, taken = form.chosen()
    deed = partial(services.merge_persons, stays, goes, taken, by=request.user)
    there = _address_of(stays)
    return do(request, deed, _("Đã gộp hai hồ sơ."), there, refused_to=request.path)


def _address_of(person: Person) -> str:
    return reverse("orgs:person", args=[person.pk])
